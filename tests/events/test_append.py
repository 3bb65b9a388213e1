from datetime import UTC, datetime

import psycopg
import pytest

from beknown.events import EventDraft, append, append_many, ensure_source, find_around, get_event
from beknown.kit.db import Database, Scope
from beknown.kit.errors import NotFound
from beknown.kit.ids import PersonId

AT = datetime(2026, 5, 1, 12, tzinfo=UTC)


def draft(key: str, text: str = "hello", minute: int = 0) -> EventDraft:
    return EventDraft(
        type="social.message.received.v1",
        key=key,
        occurred_at=AT.replace(minute=minute),
        text=text,
        speaker="Ana",
        thread="t1",
    )


async def test_same_draft_twice_is_one_event(db: Database, ana: PersonId) -> None:
    async with db.begin(Scope(ana, "export")) as tx:
        source = await ensure_source(tx, "whatsapp")
        first = await append_many(tx, source, [draft("a"), draft("b")])
        second = await append_many(tx, source, [draft("b"), draft("c")])
    assert (len(first.new), first.known) == (2, 0)
    assert (list(second.new), second.known) == (["c"], 1)


async def test_another_person_and_a_purpose_the_type_does_not_serve_see_nothing(
    db: Database, ana: PersonId, ben: PersonId
) -> None:
    async with db.begin(Scope(ana, "export")) as tx:
        event = await append(tx, await ensure_source(tx, "whatsapp"), draft("a"))
    assert event is not None
    async with db.begin(Scope(ana, "assistant")) as tx:
        assert (await get_event(tx, event)).text == "hello"
    for scope in (Scope(ben, "export"), Scope(ana, "ads"), Scope(ana, "feed"), Scope(ana, "business")):
        async with db.begin(scope) as tx:
            with pytest.raises(NotFound):
                await get_event(tx, event)


async def test_an_event_comes_with_its_neighbours_in_time_order(db: Database, ana: PersonId) -> None:
    async with db.begin(Scope(ana, "export")) as tx:
        source = await ensure_source(tx, "whatsapp")
        added = await append_many(tx, source, [draft(str(n), f"m{n}", minute=n) for n in range(9)])
        found = await find_around(tx, added.new["4"], before=2, after=1)
    assert [each.text for each in found] == ["m2", "m3", "m4", "m5"]


async def test_text_that_postgres_cannot_hold_is_kept_as_far_as_possible(db: Database, ana: PersonId) -> None:
    async with db.begin(Scope(ana, "export")) as tx:
        event = await append(tx, await ensure_source(tx, "x"), draft("k\x00", "a\x00b\ud800c"))
        assert event is not None
        assert (await get_event(tx, event)).text == "ab\ufffdc"


async def test_an_event_is_never_changed(db: Database, ana: PersonId) -> None:
    async with db.begin(Scope(ana, "export")) as tx:
        await append(tx, await ensure_source(tx, "x"), draft("a"))
        cursor = await tx.connection.execute("UPDATE event SET text = 'other'")
        assert cursor.rowcount == 0


async def test_a_transaction_without_a_scope_is_an_error_not_a_leak(
    db: Database, ana: PersonId, database_url: str
) -> None:
    async with db.begin(Scope(ana, "export")) as tx:
        await append(tx, await ensure_source(tx, "x"), draft("a"))
    options = "-c role=beknown_app"
    async with await psycopg.AsyncConnection.connect(database_url, options=options) as connection:
        with pytest.raises(psycopg.errors.UndefinedObject):
            await connection.execute("SELECT * FROM event")


async def test_begin_refuses_to_nest(db: Database, ana: PersonId) -> None:
    async with db.begin(Scope(ana, "export")):
        with pytest.raises(RuntimeError, match="inside an open transaction"):
            async with db.begin(Scope(ana, "ads")):
                pass
