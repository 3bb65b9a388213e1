"""Connections that the database cuts: said in words, the next request works, and nothing that was used is lost."""

import asyncio
from collections.abc import AsyncGenerator, AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import httpx
import psycopg
import pytest
from psycopg import conninfo, sql

from beknown.app.house import House, furnish
from beknown.app.server import create_app
from beknown.gateway import MadeKey, NewKey, add_key
from beknown.gateway.keys import Keys
from beknown.gateway.limits import Ledger
from beknown.gateway.types import Spent
from beknown.kit.db import Database, Scope
from beknown.kit.errors import Unavailable
from beknown.kit.ids import PersonId
from beknown.kit.settings import load_settings
from tests.clients import make_client, sign_in_as

NAME = "to be cut"
CUT = "SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity WHERE application_name = %s"
CUT_WAITING = f"{CUT} AND wait_event_type = 'Lock'"


@pytest.fixture
async def fragile(db: Database, database_url: str) -> AsyncIterator[Database]:
    """A door of its own, whose connections can be told from others."""
    del db
    opened = Database(conninfo.make_conninfo(database_url, application_name=NAME), size=3)
    await opened.open()
    yield opened
    await opened.close()


@pytest.fixture
async def house(fragile: Database, database_url: str, tmp_path: Path) -> AsyncIterator[House]:
    """A house that uses that door."""
    async with furnish(load_settings(home=tmp_path), database_url, fragile) as opened:
        yield opened


async def _cut(url: str, how: str) -> None:
    """Cut connections, waiting for there to be one."""
    async with await psycopg.AsyncConnection.connect(url, autocommit=True) as connection:
        while not await (await connection.execute(how.encode(), [NAME])).fetchall():
            pass


@asynccontextmanager
async def _locked(url: str, table: str) -> AsyncGenerator[None]:
    async with await psycopg.AsyncConnection.connect(url) as connection:
        await connection.execute(sql.SQL("LOCK TABLE {}").format(sql.Identifier(table)))
        yield


async def _add_key(db: Database, person: PersonId) -> MadeKey:
    async with db.begin(Scope(person, "account")) as tx:
        return await add_key(tx, NewKey("test", frozenset({"plain"})))


async def _add_key_and_be_cut(db: Database, person: PersonId, url: str) -> None:
    async with db.begin(Scope(person, "account")) as tx:
        await _cut(url, CUT)
        await add_key(tx, NewKey("lost", frozenset({"plain"})))


async def test_connections_that_were_cut_while_they_rested_are_not_noticed(
    fragile: Database, database_url: str, ana: PersonId
) -> None:
    await asyncio.gather(*(_add_key(fragile, ana) for _ in range(9)))
    await _cut(database_url, CUT)
    for _ in range(3):
        await asyncio.gather(*(_add_key(fragile, ana) for _ in range(9)))


async def test_what_is_cut_under_way_says_so_and_the_next_works(
    fragile: Database, database_url: str, ana: PersonId
) -> None:
    with pytest.raises(Unavailable, match="Try again"):
        await _add_key_and_be_cut(fragile, ana, database_url)
    await _add_key(fragile, ana)


async def test_a_program_and_a_page_are_told_503_and_are_served_again(
    house: House, database_url: str, ana: PersonId
) -> None:
    made = await _add_key(house.db, ana)
    asked = {"Authorization": f"Bearer {made.token}"}
    async with make_client(create_app(house=house)) as client:
        await sign_in_as(client, house, ana)
        async with _locked(database_url, "api_key"):
            for path in ("/v1/files", "/api/keys"):
                answer, _ = await asyncio.gather(
                    client.get(path, headers=asked), _cut(database_url, CUT_WAITING)
                )
                assert answer.status_code == httpx.codes.SERVICE_UNAVAILABLE, answer.text
                assert "Try again in a moment" in answer.text
        assert (await client.get("/v1/files", headers=asked)).status_code == httpx.codes.OK
        assert (await client.get("/api/keys")).status_code == httpx.codes.OK


async def test_what_keys_used_outlives_a_cut_and_is_counted_once(
    fragile: Database, db: Database, database_url: str, ana: PersonId, ben: PersonId
) -> None:
    ledger, keys = Ledger(fragile, 60, {}, "EUR"), Keys(db)
    for person in (ana, ben):
        made = await _add_key(db, person)
        ledger.note(await keys.open(made.token), "m", Spent(input_tokens=3, output_tokens=2))
    async with _locked(database_url, "api_usage"):
        is_written, _ = await asyncio.gather(ledger.write(), _cut(database_url, CUT_WAITING))
    assert not is_written
    assert await ledger.write()
    await ledger.close()
    async with await psycopg.AsyncConnection.connect(database_url) as connection:
        rows = await connection.execute(
            "SELECT sum(calls), sum(input_tokens), count(DISTINCT person_id) FROM api_usage"
        )
        assert await rows.fetchone() == (2, 6, 2)
