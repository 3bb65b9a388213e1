"""What calls cost, what a key may cost, and the list of calls without what was said."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from dataclasses import dataclass
from pathlib import Path

import httpx
import openai
import pytest
from openai import AsyncOpenAI

from beknown.app.house import furnish
from beknown.app.server import create_app
from beknown.gateway import MadeKey, NewKey, add_key
from beknown.gateway.prices import Price, cost_of, read_prices
from beknown.gateway.types import Spent
from beknown.kit.db import Database, Scope
from beknown.kit.errors import Invalid
from beknown.kit.ids import PersonId
from beknown.kit.settings import load_settings
from tests.clients import Client, make_client, serve_here, sign_in_as
from tests.gateway.conftest import Api, get_gateway

MODEL = "smollm2-135m-instruct"
SECRET = "the hidden lighthouse"


def test_prices_are_read_for_input_output_and_cached_input() -> None:
    assert read_prices("big=0.60/0.80 small=0.1/0.2/0.02") == {
        "big": Price(600_000, 800_000, 600_000),
        "small": Price(100_000, 200_000, 20_000),
    }
    assert read_prices("") == {}


@pytest.mark.parametrize("text", ["big", "big=1", "big=1/x", "big=-1/2", "=1/2"])
def test_a_price_that_cannot_be_read_is_named(text: str) -> None:
    with pytest.raises(Invalid, match="BEKNOWN_GATEWAY_PRICES"):
        read_prices(text)


def test_cached_input_has_its_own_price_and_no_price_is_no_cost() -> None:
    price = Price(1_000_000, 10_000_000, 100_000)
    assert cost_of(price, Spent(input_tokens=30, output_tokens=2, cached_tokens=20)) == 10 + 2 + 20
    assert cost_of(None, Spent(input_tokens=30)) == 0


@dataclass(frozen=True, slots=True)
class Paid:
    """A model API whose model costs something, and Ana, signed in."""

    api: Api
    page: Client

    async def add_key(self, micros_per_day: int | None = None) -> MadeKey:
        """Make a key with a budget."""
        new = NewKey("paid", frozenset({"plain"}), micros_per_day=micros_per_day)
        async with self.api.house.db.begin(Scope(self.api.person, "account")) as tx:
            return await add_key(tx, new)

    def open(self, key: MadeKey) -> AsyncOpenAI:
        """Open a program that asks with a key."""
        return AsyncOpenAI(base_url=f"{self.api.url}/v1", api_key=key.token, max_retries=0)


@pytest.fixture
async def paid(db: Database, database_url: str, home: Path, ana: PersonId) -> AsyncIterator[Paid]:
    """A house in which a million tokens cost a million."""
    async with AsyncExitStack() as stack:
        settings = load_settings(home=home, gateway_prices=f"{MODEL}=1000000/1000000", gateway_currency="EUR")
        house = await stack.enter_async_context(furnish(settings, database_url, db))
        app = create_app(house=house)
        url = await stack.enter_async_context(serve_here(app))
        page = await stack.enter_async_context(make_client(app))
        await sign_in_as(page, house, ana)
        yield Paid(Api(url, house, ana), page)


async def _ask(client: AsyncOpenAI) -> int:
    answer = await client.chat.completions.create(
        model=MODEL, messages=[{"role": "user", "content": SECRET}], max_tokens=4, temperature=1
    )
    return answer.usage.total_tokens if answer.usage is not None else 0


async def test_a_key_that_has_used_its_budget_is_refused_until_tomorrow(paid: Paid) -> None:
    made = await paid.add_key(micros_per_day=1_000_000)
    async with paid.open(made) as client:
        await _ask(client)
        with pytest.raises(openai.RateLimitError, match=r"budget of 1\.00 EUR") as refused:
            await _ask(client)
    assert refused.value.code == "insufficient_quota"


async def test_calls_and_costs_are_listed_without_what_was_said(paid: Paid) -> None:
    made = await paid.add_key()
    async with paid.open(made) as client:
        tokens = await _ask(client)
        with pytest.raises(openai.NotFoundError):
            await client.chat.completions.create(model="none", messages=[{"role": "user", "content": SECRET}])
    await get_gateway(paid.api.house).ledger.write()
    listed = await paid.page.get("/api/keys/calls")
    assert SECRET not in listed.text
    failed, answered = listed.json()
    assert (failed["status"], failed["model"], failed["cost_micros"]) == (404, "none", 0)
    assert (answered["status"], answered["model"], answered["key_id"]) == (200, MODEL, str(made.id))
    assert answered["input_tokens"] + answered["output_tokens"] == tokens
    assert answered["cost_micros"] == tokens * 1_000_000
    assert answered["took_ms"] > 0
    older = await paid.page.get("/api/keys/calls", params={"before": failed["id"], "limit": 1})
    assert [each["id"] for each in older.json()] == [answered["id"]]
    used = {row["model"]: row["cost_micros"] for row in (await paid.page.get("/api/keys/usage")).json()}
    assert used == {MODEL: tokens * 1_000_000, "none": 0}
    told = (await paid.page.get("/api/keys/prices")).json()
    assert (told["currency"], told["prices"][0]["model"]) == ("EUR", MODEL)


async def test_calls_that_come_together_are_all_counted(paid: Paid) -> None:
    made = await paid.add_key()
    async with paid.open(made) as client:
        tokens = sum(await asyncio.gather(*(_ask(client) for _ in range(4))))
    await get_gateway(paid.api.house).ledger.write()
    [row] = (await paid.page.get("/api/keys/usage")).json()
    assert (row["calls"], row["input_tokens"] + row["output_tokens"]) == (4, tokens)


@pytest.mark.parametrize(
    ("surface", "path"),
    [("/v1", "/chat/completions"), ("/llama/v1", "/chat/completions"), ("/anthropic/v1", "/messages")],
)
async def test_each_surface_tells_its_operations_to_anybody(api: Api, surface: str, path: str) -> None:
    async with httpx.AsyncClient(base_url=api.url) as anybody:
        document = (await anybody.get(f"{surface}/openapi.json")).json()
        refused = await anybody.get(f"{surface}/models")
    assert path in document["paths"]
    assert document["servers"] == [{"url": surface}]
    assert refused.status_code == 401
