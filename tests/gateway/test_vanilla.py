"""A plain model through the API answers as it does when asked itself, byte for byte."""

import json
import re
from collections.abc import AsyncIterator, Mapping
from pathlib import Path

import httpx
import pytest
from fastapi import FastAPI, Request, Response
from fastapi.responses import StreamingResponse

from beknown.app.house import furnish
from beknown.app.server import create_app
from beknown.gateway.types import Target
from beknown.kit.db import Database
from beknown.kit.ids import PersonId
from beknown.kit.settings import load_settings
from tests.clients import serve_here
from tests.gateway.conftest import Api, get_gateway

pytestmark = pytest.mark.slow  # the embedded model answers

PATH = "/chat/completions"
DIFFERS = re.compile(rb'"(?:id|created|model)":(?:"[^"]*"|\d+)|,"timings":\{[^}]*\}|"logprob":[^,}]*')
"""What differs from call to call of the engine alone too (ids, times, logarithms in their last digits), and the name it
has there."""

ASKS: tuple[Mapping[str, object], ...] = (
    {},
    {"n": 2},
    {"logprobs": True, "top_logprobs": 2},
    {"stop": ["e"]},
    {"seed": 5, "top_k": 1},
    {"response_format": {"type": "text"}},
)


class OwnWay:
    """A server of a model that writes JSON in a way of its own; `asked` is what it was asked for last."""

    def __init__(self) -> None:
        self.whole = WHOLE
        self.asked: dict[str, object] = {}

    def make_app(self) -> FastAPI:
        """Make the application."""
        app = FastAPI()

        @app.get("/v1/models")
        async def list_models() -> dict[str, object]:
            return {"object": "list", "data": [{"id": "own-way", "object": "model"}]}

        @app.post("/v1/chat/completions")
        async def answer(request: Request) -> Response:
            self.asked = await request.json()
            if self.asked.get("stream"):
                return StreamingResponse(iter(CHUNKS), media_type="text/event-stream")
            return Response(self.whole, media_type="application/json")

        return app


WHOLE = (
    b'{ "x_own" : [1E-5, 1.0, 12345678901234567890123],\n  "model":"own-way", "id": "a", "created":1,\n'
    b'  "choices": [ {"message":{"content":"\\u00e9 \xc3\xa9 \\/","role":"assistant"}} ],'
    b'\n  "usage": {"prompt_tokens":3, "completion_tokens":2,"total_tokens":5} }'
)
CHUNKS = (
    b'data: { "model":"own-way" , "choices":[{"delta":{"role":"assistant"},"index":0}], "x_own":1E-5 }\n\n',
    b'data:{"choices":[{"index":0,"delta":{"content":"\\u00e9\xc3\xa9"},"finish_reason":"stop"}],"model":"own-way"}\n\n',
    b'data: {"model":"own-way","choices":[],"usage":{"prompt_tokens":3,"completion_tokens":2,"total_tokens":5}}\n\n',
    b"data: [DONE]\n\n",
)


@pytest.fixture
async def own_way(
    db: Database, database_url: str, home: Path, ana: PersonId
) -> AsyncIterator[tuple[Api, OwnWay]]:
    """The model API of a house that knows such a server, without a cache."""
    backend = OwnWay()
    async with serve_here(backend.make_app()) as backend_url:
        settings = load_settings(home=home, gateway_urls=backend_url, gateway_cache_mib=0)
        async with (
            furnish(settings, database_url, db) as house,
            serve_here(create_app(house=house)) as url,
        ):
            yield Api(url, house, ana), backend


async def _post(url: str, key: str | None, body: Mapping[str, object]) -> httpx.Response:
    async with httpx.AsyncClient(timeout=60) as client:
        headers = {"Authorization": f"Bearer {key}"} if key else {}
        answer = await client.post(f"{url}{PATH}", json=dict(body), headers=headers)
    assert answer.status_code == 200
    return answer


def _body(**more: object) -> dict[str, object]:
    return {
        "model": "own-way",
        "messages": [{"role": "user", "content": "Say hello, é."}],
        "temperature": 0,
    } | more


def _data(content: bytes) -> list[bytes]:
    return [line.removeprefix(b"data:").strip() for line in content.split(b"\n") if line]


async def test_a_whole_answer_is_passed_on_byte_for_byte(own_way: tuple[Api, OwnWay]) -> None:
    api, backend = own_way
    made = await api.add_key("plain")
    asked = _body(user="x", unknown_field={"a": [None, 1.5]}, seed=7)
    answer = await _post(f"{api.url}/v1", made.token, asked)
    assert answer.content == WHOLE
    assert backend.asked == asked


@pytest.mark.parametrize("strange", [b"NaN", b"-Infinity", b"1e999", b'"\\ud83d"', b"-98765432109876543210"])
async def test_json_that_few_readers_take_is_passed_on_too(
    own_way: tuple[Api, OwnWay], strange: bytes
) -> None:
    api, backend = own_way
    backend.whole = WHOLE.replace(b"1E-5", strange)
    made = await api.add_key("plain")
    assert (await _post(f"{api.url}/v1", made.token, _body())).content == backend.whole


async def test_pictures_tools_and_forms_reach_a_server_as_they_were_sent(own_way: tuple[Api, OwnWay]) -> None:
    api, backend = own_way
    made = await api.add_key("plain")
    picture = {"type": "image_url", "image_url": {"url": "data:image/png;base64,AAAA", "detail": "low"}}
    asked = _body(
        messages=[{"role": "user", "content": [{"type": "text", "text": "What is this?"}, picture]}],
        tools=[{"type": "function", "function": {"name": "look", "parameters": {"type": "object"}}}],
        tool_choice="required",
        response_format={"type": "json_object"},
    )
    assert (await _post(f"{api.url}/v1", made.token, asked)).content == WHOLE
    assert backend.asked == asked


async def test_a_stream_is_passed_on_byte_for_byte(own_way: tuple[Api, OwnWay]) -> None:
    api, backend = own_way
    made = await api.add_key("plain")
    asked = _body(stream=True, stream_options={"include_usage": True})
    answer = await _post(f"{api.url}/v1", made.token, asked)
    assert _data(answer.content) == _data(b"".join(CHUNKS))
    assert backend.asked == asked


async def test_usage_that_was_not_asked_for_is_all_that_a_stream_lacks(own_way: tuple[Api, OwnWay]) -> None:
    api, backend = own_way
    made = await api.add_key("plain")
    answer = await _post(f"{api.url}/v1", made.token, _body(stream=True))
    assert _data(answer.content) == [each for each in _data(b"".join(CHUNKS)) if b'"usage"' not in each]
    assert backend.asked == _body(stream=True, stream_options={"include_usage": True})


async def _own(api: Api) -> Target:
    own = await get_gateway(api.house).backends.find_own()
    assert own is not None
    return own


def _same_for_all(content: bytes) -> list[bytes]:
    return [DIFFERS.sub(b"", each) for each in _data(content)]


@pytest.mark.parametrize("more", ASKS)
@pytest.mark.parametrize(
    "streamed", [{}, {"stream": True}, {"stream": True, "stream_options": {"include_usage": True}}]
)
async def test_the_embedded_model_answers_as_its_engine_does(
    api: Api, more: Mapping[str, object], streamed: Mapping[str, object]
) -> None:
    own = await _own(api)
    made = await api.add_key("plain")
    words = f"Name a fruit. {json.dumps([more, streamed])}"  # of its own, so that no cache answers
    asked = {
        "messages": [{"role": "user", "content": words}],
        "temperature": 0,
        "max_tokens": 8,
        **more,
        **streamed,
    }
    theirs = {**asked, "model": own.endpoint.model}
    await _post(
        own.endpoint.url, own.endpoint.api_key, theirs
    )  # the engine has read the words, for both alike
    alone = await _post(own.endpoint.url, own.endpoint.api_key, theirs)
    through = await _post(f"{api.url}/v1", made.token, {**asked, "model": own.name})
    assert _same_for_all(through.content) == _same_for_all(alone.content)
    assert {own.name.encode()} == set(re.findall(rb'"model":"([^"]*)"', through.content))


async def test_embeddings_of_the_embedded_model_are_those_of_its_engine(api: Api) -> None:
    made = await api.add_key("plain")
    embedder = await get_gateway(api.house).models.embedder()
    (vector,) = await embedder.embed_passages(["a ship on the sea"])
    async with httpx.AsyncClient(headers={"Authorization": f"Bearer {made.token}"}) as client:
        answer = await client.post(
            f"{api.url}/v1/embeddings", json={"model": embedder.name, "input": "a ship on the sea"}
        )
    assert answer.json()["data"][0]["embedding"] == pytest.approx([float(each) for each in vector], abs=1e-6)
