"""When a small model's answer is taken, and when a bigger one is asked."""

import json
import math
from collections.abc import AsyncIterator, Mapping
from contextlib import AsyncExitStack
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

import pytest
from fastapi import FastAPI, Request, Response
from fastapi.responses import JSONResponse, StreamingResponse
from openai import AsyncOpenAI
from pydantic import JsonValue

from beknown.app.house import furnish
from beknown.app.server import create_app
from beknown.gateway.cascade import suffices, sureness_of
from beknown.gateway.types import JsonObject
from beknown.gateway.usage_store import find_usage
from beknown.kit.db import Database, Scope
from beknown.kit.ids import PersonId
from beknown.kit.settings import load_settings
from tests.clients import serve_here
from tests.gateway.conftest import Api, get_gateway

SCHEMA: JsonObject = {"type": "object", "required": ["n"], "properties": {"n": {"type": "integer"}}}


def _answer(text: str, probability: float, *, reason: str = "stop") -> JsonObject:
    token: JsonObject = {"token": "x", "logprob": math.log(probability)}
    return {
        "choices": [
            {
                "message": {"role": "assistant", "content": text},
                "finish_reason": reason,
                "logprobs": {"content": [token, token]},
            }
        ]
    }


@pytest.mark.parametrize(
    ("answer", "schema", "is_enough"),
    [
        (_answer("Paris", 0.9), None, True),
        (_answer("Paris", 0.7), None, False),
        (_answer("Par", 0.9, reason="length"), None, False),
        (_answer(" ", 0.9), None, False),
        (_answer('{"n": 1}', 0.9), SCHEMA, True),
        (_answer('{"n": "one"}', 0.9), SCHEMA, False),
        ({"choices": []}, None, False),
        ({"choices": [{"message": {"content": "Paris"}, "finish_reason": "stop"}]}, None, False),
    ],
)
def test_an_answer_suffices_that_is_whole_and_sure_and_keeps_to_its_schema(
    answer: JsonObject, schema: JsonObject | None, *, is_enough: bool
) -> None:
    assert suffices(answer, schema, 0.8) is is_enough


def test_how_sure_an_answer_is_is_the_mean_of_its_words() -> None:
    tokens: list[JsonValue] = [{"logprob": math.log(each)} for each in (0.5, 0.125)]
    assert sureness_of({"logprobs": {"content": tokens}}) == pytest.approx(0.25)


@dataclass(slots=True)
class Pool:
    """A server of two models: how sure the small one is can be set; what was asked is kept."""

    sureness: float = 0.9
    asked: list[str] = field(default_factory=list[str])

    def make_app(self) -> FastAPI:
        """Make the application."""
        app = FastAPI()

        @app.get("/v1/models")
        async def list_models() -> dict[str, object]:
            return {"object": "list", "data": [{"id": name, "object": "model"} for name in ("small", "big")]}

        @app.post("/v1/chat/completions")
        async def answer(request: Request) -> Response:
            body = await request.json()
            self.asked.append(body["model"])
            if body.get("stream"):
                return StreamingResponse(self._say(body["model"]), media_type="text/event-stream")
            said = _answer(body["model"], self.sureness)
            usage = {"prompt_tokens": 10, "completion_tokens": 2}
            return JSONResponse(
                {"id": "a", "object": "chat.completion", "created": 1, **said, "usage": usage}
            )

        return app

    async def _say(self, name: str) -> AsyncIterator[str]:
        choice: Mapping[str, object] = {"index": 0, "delta": {"content": name}, "finish_reason": "stop"}
        frame = {"id": "a", "object": "chat.completion.chunk", "created": 1, "choices": [choice]}
        yield f"data: {json.dumps(frame)}\n\ndata: [DONE]\n\n"


@dataclass(frozen=True, slots=True)
class Cascade:
    """A model API with a cascade of these two models, and a program that asks it."""

    api: Api
    client: AsyncOpenAI
    pool: Pool

    async def ask(self) -> tuple[str, str]:
        """Ask the cascade; give which model answered, and what."""
        answer = await self.client.chat.completions.create(
            model="cascade", messages=[{"role": "user", "content": "Who are you?"}], temperature=1
        )
        assert answer.choices[0].logprobs is None or answer.model == "big"
        return answer.model, answer.choices[0].message.content or ""


@pytest.fixture
async def cascade(db: Database, database_url: str, home: Path, ana: PersonId) -> AsyncIterator[Cascade]:
    """The model API of a house that has a cascade, with prices."""
    pool = Pool()
    async with AsyncExitStack() as stack:
        backend = await stack.enter_async_context(serve_here(pool.make_app()))
        settings = load_settings(
            home=home,
            gateway_urls=backend,
            gateway_cascade="small big",
            gateway_prices="small=1/1 big=100/500",
        )
        house = await stack.enter_async_context(furnish(settings, database_url, db))
        url = await stack.enter_async_context(serve_here(create_app(house=house)))
        api = Api(url, house, ana)
        made = await api.add_key("plain")
        client = AsyncOpenAI(base_url=f"{url}/v1", api_key=made.token, max_retries=0)
        await stack.enter_async_context(client)
        yield Cascade(api, client, pool)


async def test_the_small_model_answers_where_it_is_sure(cascade: Cascade) -> None:
    assert await cascade.ask() == ("small", "small")
    assert cascade.pool.asked == ["small"]
    assert "cascade" in [each.id async for each in cascade.client.models.list()]


async def test_the_big_one_answers_where_it_is_not(cascade: Cascade) -> None:
    cascade.pool.sureness = 0.5
    assert await cascade.ask() == ("big", "big")
    assert cascade.pool.asked == ["small", "big"]


async def test_the_big_one_streams_where_the_small_one_is_not_sure(cascade: Cascade) -> None:
    cascade.pool.sureness = 0.5
    stream = await cascade.client.chat.completions.create(
        model="cascade", messages=[{"role": "user", "content": "Who?"}], temperature=1, stream=True
    )
    assert "".join([chunk.choices[0].delta.content or "" async for chunk in stream]) == "big"


async def test_each_model_is_counted_and_paid_for_what_it_used(cascade: Cascade) -> None:
    cascade.pool.sureness = 0.5
    await cascade.ask()
    await get_gateway(cascade.api.house).ledger.write()
    async with cascade.api.house.db.begin(Scope(cascade.api.person, "account")) as tx:
        rows = await find_usage(tx, date.min)
    assert {(row.model, row.input_tokens, row.output_tokens, row.cost_micros) for row in rows} == {
        ("small", 10, 2, 12),
        ("big", 10, 2, 2000),
    }
