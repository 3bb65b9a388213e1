"""What is loaded for recall follows the database: what is new, what got a vector, what is gone or switched off."""

import asyncio

from beknown.events import append_many, ensure_source, forget_events, subscribe
from beknown.kit.db import Database, Scope
from beknown.kit.ids import PersonId
from beknown.understanding import Query, index_events, recall, recall_for
from beknown.understanding.jobs import embed_slice
from beknown.understanding.memories import load_memories
from tests.understanding.remembering import as_drafts, lines, remember
from tests.understanding.test_recall_vectors import Letters

subscribe(index_events)
FIRST = lines(("Rui", "The ferry leaves at nine"), ("Mia", "I bring the picnic basket"))


async def find(db: Database, person: PersonId, words: str) -> list[str]:
    async with db.begin(Scope(person, "assistant")) as tx:
        return [each.text for each in await recall(tx, Query(words))]


async def test_what_is_appended_after_loading_is_found(db: Database, ana: PersonId) -> None:
    await remember(db, ana, as_drafts(FIRST))
    assert await find(db, ana, "ferry") != []
    assert await find(db, ana, "lighthouse") == []
    await remember(db, ana, as_drafts(lines(("Rui", "We saw the lighthouse"), thread="later")))
    assert (await find(db, ana, "lighthouse"))[0] == "We saw the lighthouse"


async def test_what_commits_late_is_not_missed(db: Database, ana: PersonId) -> None:
    await remember(db, ana, as_drafts(FIRST))
    begun, loaded = asyncio.Event(), asyncio.Event()

    async def slowly() -> None:
        async with db.begin(Scope(ana, "export")) as tx:
            drafts = as_drafts(lines(("Rui", "The late lighthouse"), thread="late"))
            await append_many(tx, await ensure_source(tx, "whatsapp"), drafts)
            begun.set()
            await loaded.wait()

    slow = asyncio.create_task(slowly())
    await begun.wait()
    await remember(db, ana, as_drafts(lines(("Rui", "The early compass"), thread="early")), source="telegram")
    assert await find(db, ana, "compass") == ["The early compass"]
    loaded.set()
    await slow
    assert await find(db, ana, "lighthouse") == ["The late lighthouse"]


async def test_vectors_that_come_later_are_used(db: Database, ana: PersonId) -> None:
    await remember(db, ana, as_drafts(FIRST))
    scope = Scope(ana, "assistant")
    before = await recall_for(db, Letters(), scope, "teh frery laeves")
    await embed_slice(db, Scope(ana, "export"), Letters())
    after = await recall_for(db, Letters(), scope, "teh frery laeves")
    assert before == []
    assert after[0].text == "The ferry leaves at nine"


async def test_what_is_forgotten_after_loading_is_gone(db: Database, ana: PersonId) -> None:
    ids = await remember(db, ana, as_drafts(FIRST))
    assert await find(db, ana, "ferry picnic") != []
    async with db.begin(Scope(ana, "export")) as tx:
        await forget_events(tx, [next(iter(ids.values()))])
    assert await find(db, ana, "ferry") == []
    assert await find(db, ana, "picnic") == ["I bring the picnic basket"]


async def test_a_switch_holds_at_once_off_and_on(db: Database, ana: PersonId) -> None:
    await remember(db, ana, as_drafts(FIRST))
    assert await find(db, ana, "ferry") != []
    for purposes, found in (
        (["export", "safety"], []),
        (["assistant", "export", "safety"], ["The ferry leaves at nine"]),
    ):
        async with db.begin(Scope(ana, "export")) as tx:
            await tx.connection.execute("UPDATE source SET purposes = %s", (purposes,))
        assert (await find(db, ana, "ferry"))[:1] == found


async def test_many_memories_are_loaded_page_by_page(db: Database, ana: PersonId) -> None:
    said = lines(*[("Rui", f"Story {number} of the lighthouse") for number in range(57)])
    await remember(db, ana, as_drafts(said))
    await embed_slice(db, Scope(ana, "export"), Letters())
    async with db.begin(Scope(ana, "assistant")) as tx:
        paged = await load_memories(tx, "letters", page=10)
    assert len(paged.base) == len(set(paged.base.passages.keys.tolist())) == 57
    assert paged.base.lengths.all()
