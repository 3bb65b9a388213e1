"""Responses in the background through OpenAI's client: queued, answered by a worker, followed and given up."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import Any

import openai
import pytest
from fastapi import FastAPI
from fastapi.responses import StreamingResponse
from openai import AsyncOpenAI

from beknown.app.house import furnish
from beknown.app.server import create_app
from beknown.gateway import NewKey, add_key
from beknown.gateway.background_store import sweep_events
from beknown.gateway.keys import revoke_key
from beknown.kit import clock
from beknown.kit.db import Database, Scope
from beknown.kit.ids import PersonId
from beknown.kit.settings import load_settings
from tests.clients import serve_here
from tests.gateway.conftest import Api
from tests.gateway.test_batches import MODEL, work

CHUNK = b'data: {"id":"a","model":"slow","choices":[{"index":0,"delta":{"content":"word "}}]}\n\n'
ASKED: dict[str, Any] = {"model": MODEL, "input": "Say hello.", "max_output_tokens": 16, "background": True}


@dataclass(slots=True)
class Slow:
    """A server of a model that says a word, and the next one when it is told to go on."""

    has_begun: asyncio.Event = field(default_factory=asyncio.Event)
    goes_on: asyncio.Event = field(default_factory=asyncio.Event)
    has_ended: asyncio.Event = field(default_factory=asyncio.Event)

    def make_app(self) -> FastAPI:
        """Make the application."""
        app = FastAPI()

        @app.get("/v1/models")
        async def list_models() -> dict[str, object]:
            return {"object": "list", "data": [{"id": "slow", "object": "model"}]}

        @app.post("/v1/chat/completions")
        async def answer() -> StreamingResponse:
            return StreamingResponse(self._say(), media_type="text/event-stream")

        return app

    async def _say(self) -> AsyncIterator[bytes]:
        try:
            yield CHUNK
            self.has_begun.set()
            await self.goes_on.wait()
            yield CHUNK
            yield b"data: [DONE]\n\n"
        finally:
            self.has_ended.set()


@pytest.fixture
async def slow(db: Database, database_url: str, home: Path, ana: PersonId) -> AsyncIterator[tuple[Api, Slow]]:
    """The model API of a house that knows a slow server."""
    backend = Slow()
    async with serve_here(backend.make_app()) as backend_url:
        settings = load_settings(home=home, gateway_urls=backend_url)
        async with (
            furnish(settings, database_url, db) as house,
            serve_here(create_app(house=house)) as url,
        ):
            yield Api(url, house, ana), backend


async def _ask(client: AsyncOpenAI, **more: Any) -> Any:  # noqa: ANN401 - a response, or its events
    create: Any = client.responses.create
    return await create(**(ASKED | more))


async def test_an_answer_is_queued_and_there_when_a_worker_has_made_it(
    api: Api, openai_client: AsyncOpenAI
) -> None:
    begun: Any = await _ask(openai_client, metadata={"a": "b"})
    assert (begun.status, begun.background, begun.output) == ("queued", True, [])
    assert (await openai_client.responses.retrieve(begun.id)).status == "queued"
    await work(api)
    ended = await openai_client.responses.retrieve(begun.id)
    assert ended.status in {"completed", "incomplete"}
    assert ended.output_text
    assert (ended.created_at, ended.metadata, ended.background) == (begun.created_at, {"a": "b"}, True)
    assert (await openai_client.responses.input_items.list(begun.id)).data[0].type == "message"
    after = await _ask(openai_client, background=False, previous_response_id=begun.id)
    assert after.status in {"completed", "incomplete"}


async def test_its_stream_is_whole_however_often_it_breaks(api: Api, openai_client: AsyncOpenAI) -> None:
    stream: Any = await _ask(openai_client, stream=True)
    first: Any = await anext(stream)
    assert (first.type, first.sequence_number) == ("response.created", 0)
    await stream.close()
    await work(api)
    whole: list[Any] = [
        event async for event in await openai_client.responses.retrieve(first.response.id, stream=True)
    ]
    assert [event.sequence_number for event in whole] == list(range(len(whole)))
    assert [event.type for event in whole[:3]] == [
        "response.created",
        "response.queued",
        "response.in_progress",
    ]
    assert whole[-1].type in {"response.completed", "response.incomplete"}
    rest = await openai_client.responses.retrieve(first.response.id, stream=True, starting_after=3)
    assert [event async for event in rest] == whole[4:]


async def test_a_stream_follows_an_answer_as_it_comes(slow: tuple[Api, Slow]) -> None:
    api, backend = slow
    made = await api.add_key("plain")
    async with (
        AsyncOpenAI(base_url=f"{api.url}/v1", api_key=made.token) as client,
        asyncio.TaskGroup() as tasks,
    ):
        stream: Any = await _ask(client, model="slow", stream=True)
        tasks.create_task(work(api))
        words = [
            event.delta
            async for event in _until(stream, backend)
            if event.type == "response.output_text.delta"
        ]
    assert words == ["word ", "word "]


async def _until(stream: Any, backend: Slow) -> AsyncIterator[Any]:  # noqa: ANN401 - events of any type
    async for event in stream:
        yield event
        if event.type == "response.output_text.delta":
            backend.goes_on.set()


async def test_giving_up_ends_the_generation_too(slow: tuple[Api, Slow]) -> None:
    api, backend = slow
    made = await api.add_key("plain")
    async with (
        AsyncOpenAI(base_url=f"{api.url}/v1", api_key=made.token) as client,
        asyncio.TaskGroup() as tasks,
    ):
        begun: Any = await _ask(client, model="slow")
        tasks.create_task(work(api))
        await backend.has_begun.wait()
        assert (await client.responses.cancel(begun.id)).status == "cancelled"
        backend.goes_on.set()
        await backend.has_ended.wait()
    async with AsyncOpenAI(base_url=f"{api.url}/v1", api_key=made.token) as client:
        ended = await client.responses.retrieve(begun.id)
        assert (ended.status, ended.output) == ("cancelled", [])
        assert (await client.responses.cancel(begun.id)).status == "cancelled"


async def test_one_that_is_deleted_while_it_waits_is_not_made(api: Api, openai_client: AsyncOpenAI) -> None:
    begun: Any = await _ask(openai_client)
    await openai_client.responses.delete(begun.id)
    await work(api)
    with pytest.raises(openai.NotFoundError):
        await openai_client.responses.retrieve(begun.id)


async def test_one_of_a_key_that_was_revoked_fails_in_words(api: Api) -> None:
    first, other = await api.add_key("plain"), await api.add_key("plain")
    async with AsyncOpenAI(base_url=f"{api.url}/v1", api_key=first.token) as client:
        begun: Any = await _ask(client, stream=False)
    async with api.house.db.begin(Scope(api.person, "account")) as tx:
        await revoke_key(tx, first.id)
    await work(api)
    async with AsyncOpenAI(base_url=f"{api.url}/v1", api_key=other.token) as client:
        ended = await client.responses.retrieve(begun.id)
    assert ended.status == "failed"
    assert ended.error is not None
    assert "doesn't hold" in ended.error.message


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ({"store": False}, "Leave `store` out"),
        ({"model": "none"}, "no model 'none'"),
        ({"input": ""}, "Send something"),
        ({"previous_response_id": "resp_0"}, "no response 'resp_0'"),
    ],
)
async def test_what_is_wrong_is_said_before_anything_is_queued(
    openai_client: AsyncOpenAI, more: dict[str, Any], said: str
) -> None:
    with pytest.raises(openai.APIStatusError, match=said):
        await _ask(openai_client, **more)


async def test_what_cannot_be_followed_or_gone_on_from_says_why(openai_client: AsyncOpenAI) -> None:
    plain = await _ask(openai_client, background=False)
    waiting: Any = await _ask(openai_client)
    for response, said in (
        (plain.id, "`background` and `stream`"),
        (waiting.id, "wasn't begun with `stream`"),
    ):
        with pytest.raises(openai.BadRequestError, match=said):
            await openai_client.responses.retrieve(response, stream=True)
    with pytest.raises(openai.BadRequestError, match="goes with `stream`"):
        await openai_client.responses.retrieve(waiting.id, extra_query={"starting_after": 1})
    with pytest.raises(openai.BadRequestError, match="isn't finished yet"):
        await _ask(openai_client, background=False, previous_response_id=waiting.id)
    with pytest.raises(openai.BadRequestError, match="Only an answer in the background"):
        await openai_client.responses.cancel(plain.id)


async def test_nobody_else_sees_follows_or_gives_up_an_answer(
    api: Api, openai_client: AsyncOpenAI, ben: PersonId
) -> None:
    begun: Any = await _ask(openai_client)
    async with api.house.db.begin(Scope(ben, "account")) as tx:
        made = await add_key(tx, NewKey("ben", frozenset({"plain"})))
    async with AsyncOpenAI(base_url=f"{api.url}/v1", api_key=made.token) as other:
        with pytest.raises(openai.NotFoundError):
            await other.responses.retrieve(begun.id)
        with pytest.raises(openai.NotFoundError):
            await other.responses.retrieve(begun.id, stream=True)
        with pytest.raises(openai.NotFoundError):
            await other.responses.cancel(begun.id)


async def test_events_are_kept_for_a_day(api: Api, openai_client: AsyncOpenAI) -> None:
    stream: Any = await _ask(openai_client, stream=True)
    first: Any = await anext(stream)
    await stream.close()
    await work(api)
    async with api.house.db.begin(Scope(api.person, "account")) as tx:
        await sweep_events(tx, clock.now() + timedelta(minutes=1))
    with pytest.raises(openai.BadRequestError, match="more than a day ago"):
        await openai_client.responses.retrieve(first.response.id, stream=True)
