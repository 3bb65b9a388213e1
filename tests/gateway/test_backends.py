"""Several servers behind one model: what one doesn't answer the other does, and who asks sees nothing of it."""

import asyncio
import json
from collections.abc import AsyncIterator, Mapping
from contextlib import AsyncExitStack
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

import openai
import pytest
from fastapi import FastAPI, Request, Response
from fastapi.responses import JSONResponse, StreamingResponse
from openai import AsyncOpenAI

from beknown.app.house import furnish
from beknown.app.server import create_app
from beknown.gateway.circuit import FAILURES
from beknown.kit.db import Database
from beknown.kit.ids import PersonId
from beknown.kit.settings import load_settings
from tests.clients import serve_here
from tests.gateway.conftest import Api, get_gateway

Mood = Literal["well", "fails", "breaks", "busy", "slow", "lost"]


@dataclass(slots=True)
class Twin:
    """A server of the model `twin` that says its own name, or doesn't."""

    name: str
    mood: Mood = "well"
    asked: int = 0
    began: asyncio.Event = field(default_factory=asyncio.Event)
    gone: asyncio.Event = field(default_factory=asyncio.Event)

    def make_app(self) -> FastAPI:
        """Make the application."""
        app = FastAPI()

        @app.get("/v1/models")
        async def list_models() -> dict[str, object]:
            return {"object": "list", "data": [{"id": "twin", "object": "model"}]}

        @app.post("/v1/chat/completions")
        async def answer(request: Request) -> Response:
            self.asked += 1
            body = await request.json()
            return await self._answer(request, is_stream=body.get("stream") is True)

        return app

    async def _answer(self, request: Request, *, is_stream: bool) -> Response:
        if self.mood == "fails":
            return JSONResponse({"error": {"message": "out of memory"}}, 500)
        if self.mood == "busy":
            return JSONResponse({"error": {"message": "too much to do"}}, 429)
        if self.mood == "lost":
            return JSONResponse({"error": {"message": "no such model"}}, 404)
        if self.mood == "slow":
            await self._wait_until_left(request)
        if is_stream or self.mood == "breaks":
            return StreamingResponse(self._say(), media_type="text/event-stream")
        message = {"role": "assistant", "content": self.name}
        choice = {"index": 0, "finish_reason": "stop", "message": message}
        return JSONResponse(_frame("chat.completion", choice) | {"usage": {"prompt_tokens": 1}})

    async def _wait_until_left(self, request: Request) -> None:
        self.began.set()
        while (await request.receive())["type"] != "http.disconnect":
            pass
        self.gone.set()

    async def _say(self) -> AsyncIterator[str]:
        if self.mood == "breaks":
            raise ConnectionAbortedError
        for content, reason in ((self.name, None), ("", "stop")):
            choice = {"index": 0, "delta": {"content": content}, "finish_reason": reason}
            yield f"data: {json.dumps(_frame('chat.completion.chunk', choice))}\n\n"
        yield "data: [DONE]\n\n"


def _frame(kind: str, choice: Mapping[str, object]) -> dict[str, object]:
    return {"id": "t", "object": kind, "created": 1, "model": "twin", "choices": [choice]}


@dataclass(frozen=True, slots=True)
class Pair:
    """Two such servers behind one model API, and a program that asks it."""

    api: Api
    client: AsyncOpenAI
    first: Twin
    second: Twin
    end_first: AsyncExitStack

    async def ask(self) -> str:
        """Ask in one piece, at a temperature at which nothing is answered from memory."""
        answer = await self.client.chat.completions.create(
            model="twin", messages=[{"role": "user", "content": "Who are you?"}], temperature=1
        )
        return answer.choices[0].message.content or ""

    async def ask_for_a_stream(self) -> str:
        """Ask for a stream."""
        stream = await self.client.chat.completions.create(
            model="twin", messages=[{"role": "user", "content": "Who are you?"}], temperature=1, stream=True
        )
        return "".join([chunk.choices[0].delta.content or "" async for chunk in stream])


@pytest.fixture
async def pair(db: Database, database_url: str, home: Path, ana: PersonId) -> AsyncIterator[Pair]:
    """Two servers, and a key of Ana's."""
    first, second = Twin("first"), Twin("second")
    async with AsyncExitStack() as stack:
        ending = await stack.enter_async_context(AsyncExitStack())
        one = await ending.enter_async_context(serve_here(first.make_app()))
        other = await stack.enter_async_context(serve_here(second.make_app()))
        settings = load_settings(home=home, gateway_urls=f"{one} {other}")
        house = await stack.enter_async_context(furnish(settings, database_url, db))
        url = await stack.enter_async_context(serve_here(create_app(house=house)))
        api = Api(url, house, ana)
        made = await api.add_key("plain")
        client = AsyncOpenAI(base_url=f"{url}/v1", api_key=made.token, max_retries=0)
        await stack.enter_async_context(client)
        yield Pair(api, client, first, second, ending)


@pytest.mark.parametrize("mood", ["fails", "breaks", "busy", "lost"])
async def test_what_one_server_does_not_answer_the_other_does(pair: Pair, mood: Mood) -> None:
    pair.first.mood = mood
    assert await pair.ask() == "second"
    assert await pair.ask_for_a_stream() == "second"
    assert pair.first.asked == 2


async def test_a_server_that_dies_is_left_for_the_other(pair: Pair) -> None:
    assert await pair.ask() == "first"
    await pair.end_first.aclose()
    assert await pair.ask() == "second"
    assert await pair.ask_for_a_stream() == "second"


async def test_a_server_that_fails_three_times_is_left_in_peace(pair: Pair) -> None:
    pair.first.mood = "fails"
    said = [await pair.ask() for _ in range(FAILURES + 4)]
    assert set(said) == {"second"}
    assert pair.first.asked == FAILURES


async def test_one_that_rests_is_asked_when_nobody_else_answers(pair: Pair) -> None:
    pair.first.mood = "fails"
    for _ in range(FAILURES):
        await pair.ask()
    pair.first.mood, pair.second.mood = "well", "fails"
    assert await pair.ask() == "first"


async def test_servers_that_are_all_busy_are_said_to_be(pair: Pair) -> None:
    pair.first.mood = pair.second.mood = "busy"
    with pytest.raises(openai.RateLimitError, match="too much to do"):
        await pair.ask()


async def test_a_model_that_no_server_has_any_more_is_said_not_to_be_there(pair: Pair) -> None:
    pair.first.mood = pair.second.mood = "lost"
    for _ in range(FAILURES):
        with pytest.raises(openai.NotFoundError, match="twin"):
            await pair.ask()
    _, *both = await get_gateway(pair.api.house).backends.describe()
    assert [each.state for each in both] == ["closed", "closed"]


async def test_servers_that_all_fail_are_said_to(pair: Pair) -> None:
    pair.first.mood = pair.second.mood = "breaks"
    with pytest.raises(openai.InternalServerError, match="twin"):
        await pair.ask_for_a_stream()


async def test_how_each_server_is_can_be_seen(pair: Pair) -> None:
    pair.first.mood = "fails"
    for _ in range(FAILURES):
        await pair.ask()
    own, first, second = await get_gateway(pair.api.house).backends.describe()
    assert own.backend == "own"
    assert (first.state, first.failures, first.models) == ("open", FAILURES, ("twin",))
    assert "500" in first.last_failure
    assert first.rests_for_s > 0
    assert (second.state, second.failures) == ("closed", 0)


async def test_who_goes_away_before_the_answer_ends_its_making(pair: Pair) -> None:
    pair.first.mood = "slow"
    asking = asyncio.create_task(pair.ask())
    await asyncio.wait_for(pair.first.began.wait(), 10)
    asking.cancel()
    await asyncio.wait_for(pair.first.gone.wait(), 10)
