"""What is kept of a feed: figures to learn from, events to see; and that both go with what they tell of."""

from collections.abc import AsyncIterator, Awaitable, Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import numpy as np
import psycopg
import pytest
from psycopg import sql

from beknown.app.house import House
from beknown.events.forget import What, forget
from beknown.feed import features, store
from beknown.feed.deeds import put_in_bucket
from beknown.feed.note import note, note_all
from beknown.feed.token import new_token
from beknown.feed.types import Deed
from beknown.kit import clock
from beknown.kit.blobs import Blobs
from beknown.kit.db import PURPOSES, Database, Purpose, Scope
from beknown.kit.ids import NOBODY
from beknown.ranking import judge_offline
from tests.feed.reading import do, hide, read
from tests.social.posting import Someone


async def rows_of(
    db: Database, someone: Someone, columns: str, table: str, purpose: Purpose = "feed"
) -> list[tuple[Any, ...]]:
    """Give columns of a table as somebody may see them."""
    async with db.begin(Scope(someone.id, purpose)) as tx:
        found = await tx.connection.execute(f"SELECT {columns} FROM {table}".encode())  # noqa: S608 - names of a test
        return await found.fetchall()


async def test_each_item_is_noted_with_position_propensity_and_the_figures_it_was_chosen_by(
    a: Someone, b: Someone, db: Database
) -> None:
    for number in range(25):
        await b.post(f"Post {number}")
    first = await read(a)
    await read(a, first["next"])
    noted = await rows_of(db, a, "position, propensity, version, features, run_id::text", "feed_impression")
    assert sorted(row[0] for row in noted) == list(range(25))
    assert {row[2] for row in noted} == {features.VERSION}
    assert {len(row[3]) for row in noted} == {len(features.NAMES)}
    assert {row[4] for row in noted} == {first["run"]}
    propensities = np.array([row[1] for row in noted])
    assert judge_offline(np.ones(25), propensities, propensities).value == pytest.approx(1)
    assert (propensities < 1).any()


async def test_what_is_noted_serves_the_feed_and_the_person_alone(
    a: Someone, b: Someone, db: Database
) -> None:
    await b.post("Hello")
    await read(a)
    seen = {each for each in PURPOSES if await rows_of(db, a, "1", "feed_impression", each)}
    assert seen == {"feed", "export", "safety"}
    assert await rows_of(db, b, "1", "feed_impression") == []


async def test_pages_and_deeds_come_into_the_log_and_forgetting_takes_the_figures_along(
    a: Someone, b: Someone, db: Database, tmp_path: Path
) -> None:
    await b.post("Hello")
    page = await read(a)
    await do(a, page["run"], 0, "open")
    await do(a, page["run"], 0, "dwell", 45)
    async with db.begin(Scope(a.id, "export")) as tx:
        await note(tx)
        await note(tx)
    types = "type", "event WHERE type LIKE 'feed.%' ORDER BY type"
    logged = [row[0] for row in await rows_of(db, a, *types)]
    assert logged == ["feed.item.looked.v1", "feed.item.opened.v1", "feed.page.shown.v1"]
    assert await rows_of(db, a, *types, "assistant") == []
    async with db.begin(Scope(a.id, "export")) as tx:
        await forget(tx, Blobs(tmp_path), What("everything"))
    assert await rows_of(db, a, "1", "feed_impression") == []
    assert await rows_of(db, a, "1", "feed_deed") == []


SHOWN = ("type", "event WHERE type = 'feed.page.shown.v1'")


async def test_one_job_puts_everybodys_pages_into_their_logs(a: Someone, b: Someone, db: Database) -> None:
    await b.post("Hello")
    await a.post("Hello back")
    with clock.frozen(
        clock.now() + timedelta(hours=1)
    ):  # whatever waited in this process before is over then
        await read(a)
        await read(b)
    queued = await rows_of(db, a, "args::text", "jobs.procrastinate_jobs WHERE task_name = 'feed.note'")
    assert queued == [("{}",)]
    await note_all(db)
    assert [len(await rows_of(db, who, *SHOWN)) for who in (a, b)] == [1, 1]
    async with db.begin(Scope(NOBODY, "safety")) as tx:
        assert await store.find_unnoted_people(tx, most=9) == []


async def test_whose_pages_are_not_noted_is_told_to_nobody_but_the_worker(
    a: Someone, b: Someone, db: Database
) -> None:
    await b.post("Hello")
    await read(a)
    for purpose in PURPOSES:
        async with db.begin(Scope(a.id, purpose)) as tx:
            assert await store.find_unnoted_people(tx, most=9) == []


@pytest.fixture
async def full_log(database_url: str, db: Database) -> AsyncIterator[Callable[[Someone], Awaitable[None]]]:
    """Makes the log of somebody refuse what comes."""
    del db
    async with await psycopg.AsyncConnection.connect(database_url, autocommit=True) as owner:

        async def refuse(who: Someone) -> None:
            check = sql.SQL("ALTER TABLE event ADD CONSTRAINT refuses CHECK (person_id <> {}) NOT VALID")
            await owner.execute(check.format(str(who.id)))

        yield refuse
        await owner.execute("ALTER TABLE event DROP CONSTRAINT IF EXISTS refuses")


async def test_one_whose_log_refuses_holds_nobody_else_up_and_is_tried_again(
    a: Someone, b: Someone, db: Database, full_log: Callable[[Someone], Awaitable[None]]
) -> None:
    await b.post("Hello")
    await a.post("Hello back")
    await read(a)
    await read(b)
    await full_log(a)
    await note_all(db)
    assert [len(await rows_of(db, who, *SHOWN)) for who in (a, b)] == [0, 1]
    queued = await rows_of(db, a, "queueing_lock", "jobs.procrastinate_jobs WHERE task_name = 'feed.note'")
    assert (f"feed.note:{a.id}",) in queued


async def test_a_deleted_post_takes_along_what_the_feed_kept_of_it(
    a: Someone, b: Someone, house: House
) -> None:
    post = await b.post("Hello")
    await hide(a, post)
    async with house.db.begin(Scope(b.id, "export")) as tx:
        await tx.connection.execute("DELETE FROM post WHERE id = %s", (post["id"],))
    assert await rows_of(house.db, a, "1", "feed_less") == []
    assert await rows_of(house.db, a, "1", "event WHERE type = 'feed.item.hidden.v1'") == []


async def test_deeds_with_what_is_not_there_are_left_out(a: Someone, b: Someone, db: Database) -> None:
    await b.post("Hello")
    page = await read(a)
    assert await do(b, page["run"], 0, "open") == 204
    assert await do(a, page["run"], 7, "open") == 204
    assert await do(a, page["run"], 0, "hide") == 422
    assert await rows_of(db, a, "1", "feed_deed") == []


@pytest.mark.parametrize(("seconds", "kept"), [(1, 1), (2, 1), (29, 10), (86_400, 100)])
def test_how_long_somebody_looked_is_kept_in_steps(seconds: int, kept: int) -> None:
    run = new_token().run
    assert put_in_bucket(Deed(run, 0, "dwell", seconds)) == Deed(run, 0, "dwell", kept)


def test_who_only_scrolled_by_did_not_look() -> None:
    assert put_in_bucket(Deed(new_token().run, 0, "dwell", 0)) is None
