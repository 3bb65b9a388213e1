"""Files that were given before, named by their ids in requests; and what no engine here does."""

import base64
from collections.abc import Callable
from typing import Any

import httpx
import openai
import pytest
from openai import AsyncOpenAI

from beknown.gateway import NewKey, add_key
from beknown.gateway.missing import PATHS
from beknown.kit.db import Scope
from beknown.kit.ids import PersonId
from tests.gateway.conftest import Api
from tests.gateway.test_batches import MODEL

TEXT = b"The ship sails to Lisbon at noon."
PIXEL = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
)


async def _give(client: AsyncOpenAI, data: bytes = TEXT, name: str = "ship.txt") -> str:
    return (await client.files.create(file=(name, data), purpose="user_data")).id


def _ask(*parts: dict[str, Any]) -> Any:  # noqa: ANN401 - an input of any kind
    return [{"role": "user", "content": [{"type": "input_text", "text": "When?"}, *parts]}]


async def test_a_file_by_its_id_is_read_as_if_it_had_been_sent(openai_client: AsyncOpenAI) -> None:
    by_id = {"type": "input_file", "file_id": await _give(openai_client)}
    sent = {"type": "input_file", "filename": "ship.txt", "file_data": base64.b64encode(TEXT).decode()}
    count = openai_client.responses.input_tokens.count
    named, whole, none = [
        (await count(model=MODEL, input=_ask(*parts))).input_tokens for parts in ((by_id,), (sent,), ())
    ]
    assert named == whole > none
    first = await openai_client.responses.create(model=MODEL, input=_ask(by_id), max_output_tokens=16)
    (kept,) = (await openai_client.responses.input_items.list(first.id)).data
    assert kept.to_dict()["content"] == [{"type": "input_text", "text": "When?"}, by_id]


async def test_a_picture_by_its_id_is_read_too(openai_client: AsyncOpenAI) -> None:
    picture = {"type": "input_image", "file_id": await _give(openai_client, PIXEL, "a.png"), "detail": "auto"}
    answer = await openai_client.responses.create(model=MODEL, input=_ask(picture), max_output_tokens=16)
    assert answer.output_text


async def test_a_file_of_a_chat_is_read_out_for_the_model(openai_client: AsyncOpenAI) -> None:
    part = {"type": "file", "file": {"file_id": await _give(openai_client)}}
    create: Any = openai_client.chat.completions.create
    with_file, without = [
        await create(model=MODEL, messages=[{"role": "user", "content": content}], max_tokens=2)
        for content in ([{"type": "text", "text": "When?"}, part], "When?")
    ]
    assert with_file.usage.prompt_tokens > without.usage.prompt_tokens + 5
    chunks = [
        chunk
        async for chunk in await create(
            model=MODEL, messages=[{"role": "user", "content": [part]}], max_tokens=2, stream=True
        )
    ]
    assert chunks


async def test_a_file_of_somebody_else_is_not_there(
    api: Api, openai_client: AsyncOpenAI, ben: PersonId
) -> None:
    file = await _give(openai_client)
    async with api.house.db.begin(Scope(ben, "account")) as tx:
        made = await add_key(tx, NewKey("ben", frozenset({"plain"})))
    async with AsyncOpenAI(base_url=f"{api.url}/v1", api_key=made.token, max_retries=0) as other:
        create: Any = other.chat.completions.create
        with pytest.raises(openai.NotFoundError, match="no file"):
            await other.responses.create(model=MODEL, input=_ask({"type": "input_file", "file_id": file}))
        part = {"type": "file", "file": {"file_id": file}}
        with pytest.raises(openai.NotFoundError, match="no file"):
            await create(model=MODEL, messages=[{"role": "user", "content": [part]}])


@pytest.mark.parametrize(
    ("part", "said"),
    [
        ({"type": "input_file", "file_id": "file-0"}, "no file 'file-0'"),
        ({"type": "input_file", "file_id": 7}, "file_id has to be a text"),
        ({"type": "input_file", "file_id": "file-0", "file_data": "AA=="}, "not both"),
        ({"type": "input_image", "file_id": "file-0", "image_url": "data:,"}, "not both"),
        ({"type": "input_file", "file_url": "https://example.org"}, "or a file_id"),
        ({"type": "input_file"}, "file_data has to be a text"),
    ],
)
async def test_a_wrong_file_is_named(openai_client: AsyncOpenAI, part: dict[str, Any], said: str) -> None:
    with pytest.raises(openai.APIStatusError, match=said):
        await openai_client.responses.create(model=MODEL, input=_ask(part))


def _as_form(model: str) -> dict[str, Any]:
    return {"files": {"model": (None, model), "file": ("a.wav", b"RIFF")}}


def _as_json(model: str) -> dict[str, Any]:
    return {"json": {"model": model, "input": "Hi"}}


@pytest.mark.parametrize("path", PATHS)
@pytest.mark.parametrize("send", [_as_form, _as_json])
async def test_what_no_engine_does_says_what_would(
    api: Api, path: str, send: Callable[[str], dict[str, Any]]
) -> None:
    made = await api.add_key("plain")
    async with httpx.AsyncClient(headers={"Authorization": f"Bearer {made.token}"}) as client:
        for model in ("no-such-model", MODEL):
            answer = await client.post(f"{api.url}/v1{path}", **send(model))
            error = answer.json()["error"]
            assert (answer.status_code, error["code"], error["param"]) == (
                400,
                "model_not_supported",
                "model",
            )
            assert "BEKNOWN_GATEWAY_URLS" in error["message"]
            assert repr(model) in error["message"]
