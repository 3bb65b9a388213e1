"""Every answer is as our OpenAPI document of OpenAI's API says, down to the last property."""

import re
from collections.abc import AsyncIterator
from typing import Any, cast

import httpx2
import pytest
from benchmarks.openai_properties import AREAS
from jsonschema import Draft202012Validator, validate
from openai import AsyncOpenAI, DefaultAsyncHttpxClient

from beknown.gateway.answer_schemas import ANSWERS
from beknown.gateway.openai_api import make_openai
from tests.gateway.conftest import Api

PASSED_ON = {"/chat/completions", "/completions"}
"""What a model's server answers may hold more than anybody's document knows."""

UNTOLD = {"get /files/{file_id}/content"} | {
    f"post /{path}"
    for path in (
        "audio/transcriptions",
        "audio/translations",
        "audio/speech",
        "images/generations",
        "images/edits",
        "images/variations",
    )
}
"""Operations that answer with bytes, or with what another server answers."""


class Checked:
    """A client whose every answer is compared with the document; `seen` are the operations that answered."""

    def __init__(self, api: Api) -> None:
        self._document = make_openai().openapi()
        self._base = f"{api.url}/v1"
        self.seen: set[str] = set()

    async def check(self, response: httpx2.Response) -> None:
        """Compare an answer with the document."""
        if response.headers["content-type"] == "application/json" and response.is_success:
            await response.aread()
            method, path = response.request.method.lower(), self._find(str(response.request.url))
            schema = self._document["paths"][path][method]["responses"]["200"]["content"]["application/json"][
                "schema"
            ]
            named = self._document["components"]["schemas"][schema["$ref"].rsplit("/", 1)[1]]
            validate(response.json(), named if path in PASSED_ON else _closed(named), Draft202012Validator)
            self.seen.add(f"{method} {path}")

    def _find(self, url: str) -> str:
        path = url.removeprefix(self._base).split("?")[0]
        found = [
            each for each in self._document["paths"] if re.fullmatch(re.sub(r"{[^}]+}", "[^/]+", each), path)
        ]
        return min(found, key=lambda each: each.count("{"))


def _closed(schema: Any) -> Any:  # noqa: ANN401 - any JSON schema
    """Give a schema that lets no property pass that it doesn't name."""
    if isinstance(schema, list):
        return [_closed(each) for each in cast("list[Any]", schema)]
    if not isinstance(schema, dict):
        return schema
    known = cast("dict[str, Any]", schema)
    inner = {name: _closed(each) for name, each in known.items()}
    return inner | ({"additionalProperties": False} if isinstance(known.get("properties"), dict) else {})


@pytest.fixture
async def checked(api: Api) -> AsyncIterator[tuple[Checked, AsyncOpenAI]]:
    """OpenAI's client, each of whose answers is checked."""
    made, checker = await api.add_key("plain"), Checked(api)
    async with (
        DefaultAsyncHttpxClient(event_hooks={"response": [checker.check]}) as http,
        AsyncOpenAI(base_url=f"{api.url}/v1", api_key=made.token, max_retries=0, http_client=http) as client,
    ):
        yield checker, client


@pytest.mark.slow  # the embedded model answers
async def test_every_answer_is_as_the_document_says(checked: tuple[Checked, AsyncOpenAI]) -> None:
    checker, client = checked
    for ask in AREAS.values():
        async for _ in ask(client):
            pass
    assert checker.seen == set(ANSWERS)


def test_the_document_tells_of_every_answer() -> None:
    document = make_openai().openapi()
    told = {f"{method} {path}" for path, methods in document["paths"].items() for method in methods}
    assert told - UNTOLD == set(ANSWERS)
