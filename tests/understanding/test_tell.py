from pathlib import Path

import pytest

from beknown.app.house import House
from beknown.events import (
    ensure_source,
    find_events_by_id,
    forget_events,
    get_event,
    restore,
    subscribe,
    write_export,
)
from beknown.kit.db import PURPOSES, Database, Purpose, Scope
from beknown.kit.errors import Conflict, Invalid, NotFound
from beknown.kit.ids import PersonId
from beknown.understanding import index_events
from beknown.understanding.beliefs import Belief, find_beliefs
from beknown.understanding.deeds import Rejected, Undone
from beknown.understanding.hand import do
from beknown.understanding.settle import settle_beliefs
from beknown.understanding.tell import correct, forget_belief, tell
from tests.house import client_of, make_house


async def say(db: Database, person: PersonId, text: str) -> Belief:
    async with db.begin(Scope(person, "assistant")) as tx:
        return await tell(tx, text, speaker="Ana Duarte")


async def held(db: Database, person: PersonId, purpose: Purpose = "export") -> list[str]:
    async with db.begin(Scope(person, purpose)) as tx:
        return [each.statement for each in await find_beliefs(tx)]


async def test_what_is_told_is_a_belief_that_stands_on_its_event(db: Database, ana: PersonId) -> None:
    belief = await say(db, ana, "  I am allergic to peanuts ")
    async with db.begin(Scope(ana, "assistant")) as tx:
        event = await get_event(tx, belief.evidence[0])
    assert (event.type, event.source_kind, event.text) == (
        "assistant.memory.told.v1",
        "told",
        "I am allergic to peanuts",
    )
    assert await held(db, ana, "assistant") == ["I am allergic to peanuts"]


async def test_a_correction_supersedes_and_keeps_the_history(db: Database, ana: PersonId) -> None:
    first = await say(db, ana, "I live in Lisbon")
    async with db.begin(Scope(ana, "export")) as tx:
        second = await correct(tx, first.id, "I live in Porto")
        await correct(tx, second.id, "I live in Braga")
        beliefs = await find_beliefs(tx)
    assert [each.statement for each in beliefs] == ["I live in Braga"]
    assert [each.statement for each in beliefs[0].earlier] == ["I live in Porto", "I live in Lisbon"]


async def test_what_was_corrected_is_not_recalled_any_more(db: Database, ana: PersonId) -> None:
    subscribe(index_events)
    first = await say(db, ana, "I live in Lisbon")
    async with db.begin(Scope(ana, "export")) as tx:
        second = await correct(tx, first.id, "I live in Porto")
        cursor = await tx.connection.execute("SELECT event_id FROM memory")
        assert await cursor.fetchall() == [(second.evidence[0],)]


async def recalled(db: Database, person: PersonId) -> list[str]:
    """Give what is in memory of what was told."""
    async with db.begin(Scope(person, "assistant")) as tx:
        cursor = await tx.connection.execute("SELECT e.text FROM memory m JOIN event e ON e.id = m.event_id")
        return sorted(row[0] for row in await cursor.fetchall())


async def test_what_was_corrected_is_not_recalled_after_an_export_came_back(
    db: Database, house: House, ana: PersonId, ben: PersonId, tmp_path: Path
) -> None:
    first = await say(db, ana, "I live in Lisbon")
    await say(db, ana, "I am allergic to peanuts")
    async with db.begin(Scope(ana, "export")) as tx:
        await correct(tx, first.id, "I live in Porto")
    await write_export(db, house.blobs, ana, tmp_path / "life.zip")
    await restore(db, house.blobs, ben, tmp_path / "life.zip")
    assert await recalled(db, ben) == ["I am allergic to peanuts", "I live in Porto"]


async def test_what_is_rejected_is_not_recalled_until_that_is_undone(db: Database, ana: PersonId) -> None:
    belief = await say(db, ana, "I live in Lisbon")
    async with db.begin(Scope(ana, "export")) as tx:
        deed = await do(tx, Rejected(belief.id))
    assert await recalled(db, ana) == []
    async with db.begin(Scope(ana, "export")) as tx:
        await do(tx, Undone(deed))
    assert await recalled(db, ana) == ["I live in Lisbon"]


async def test_undoing_a_correction_recalls_the_former_words_and_not_the_new_ones(
    db: Database, ana: PersonId
) -> None:
    first = await say(db, ana, "I live in Lisbon")
    async with db.begin(Scope(ana, "export")) as tx:
        second = await correct(tx, first.id, "I live in Porto")
        await do(tx, Undone(second.id))
    assert await recalled(db, ana) == ["I live in Lisbon"]


async def test_only_the_newest_wording_can_be_corrected(db: Database, ana: PersonId) -> None:
    first = await say(db, ana, "I live in Lisbon")
    async with db.begin(Scope(ana, "export")) as tx:
        await correct(tx, first.id, "I live in Porto")
        with pytest.raises(Conflict):
            await correct(tx, first.id, "I live in Faro")


async def test_forgetting_the_event_removes_the_belief_that_stands_on_it_alone(
    db: Database, ana: PersonId
) -> None:
    gone = await say(db, ana, "I like peanuts")
    await say(db, ana, "I like almonds")
    async with db.begin(Scope(ana, "export")) as tx:
        await forget_events(tx, gone.evidence)
    assert await held(db, ana) == ["I like almonds"]


async def test_a_belief_with_another_piece_of_evidence_stays(db: Database, ana: PersonId) -> None:
    first, second = await say(db, ana, "I like figs"), await say(db, ana, "I like figs!")
    async with db.begin(Scope(ana, "export")) as tx:
        await settle_beliefs(tx)
        assert [each.evidence for each in await find_beliefs(tx)] == [(*first.evidence, *second.evidence)]
        await forget_events(tx, first.evidence)
    assert await held(db, ana) == ["I like figs!"]


async def test_forgetting_a_correction_never_brings_back_what_it_corrected(
    db: Database, ana: PersonId
) -> None:
    first = await say(db, ana, "I live in Lisbon")
    async with db.begin(Scope(ana, "export")) as tx:
        second = await correct(tx, first.id, "I live in Porto")
        await forget_events(tx, second.evidence)
    assert await held(db, ana) == []


async def test_forgetting_a_belief_takes_every_wording_and_its_events(db: Database, ana: PersonId) -> None:
    first = await say(db, ana, "I live in Lisbon")
    async with db.begin(Scope(ana, "export")) as tx:
        second = await correct(tx, first.id, "I live in Porto")
        assert (await forget_belief(tx, second.id))[0] == 2
        assert await find_events_by_id(tx, [*first.evidence, *second.evidence]) == []
    assert await held(db, ana) == []


async def test_beliefs_serve_the_assistant_alone_and_only_while_its_switch_is_on(
    db: Database, database_url: str, tmp_path: Path, ana: PersonId
) -> None:
    await say(db, ana, "I am allergic to peanuts")
    seen = [purpose for purpose in PURPOSES if await held(db, ana, purpose)]
    assert seen == ["assistant", "live", "export", "safety"]
    async with db.begin(Scope(ana, "export")) as tx:
        source = await ensure_source(tx, "told")
    async with client_of(make_house(db, database_url, tmp_path), ana) as api:
        await api.put(f"/api/you/sources/{source}/switches/assistant", json={"is_on": False})
    assert await held(db, ana, "assistant") == []
    assert await held(db, ana, "export") == ["I am allergic to peanuts"]
    async with db.begin(Scope(ana, "assistant")) as tx:
        with pytest.raises(Conflict, match="Switch it on"):
            await tell(tx, "And to soy")


async def test_nobody_holds_the_beliefs_of_another(db: Database, ana: PersonId, ben: PersonId) -> None:
    belief = await say(db, ana, "I am allergic to peanuts")
    assert await held(db, ben) == []
    async with db.begin(Scope(ben, "export")) as tx:
        with pytest.raises(NotFound):
            await forget_belief(tx, belief.id)


async def test_empty_and_endless_words_are_refused(db: Database, ana: PersonId) -> None:
    async with db.begin(Scope(ana, "export")) as tx:
        for text in ("  ", "\x00", "x" * 4001):
            with pytest.raises(Invalid):
                await tell(tx, text)


async def test_beliefs_over_http(db: Database, database_url: str, tmp_path: Path, ana: PersonId) -> None:
    async with client_of(make_house(db, database_url, tmp_path), ana) as api:
        told = (await api.post("/api/you/beliefs", json={"text": "I live in Lisbon"})).json()
        corrected = (await api.put(f"/api/you/beliefs/{told['id']}", json={"text": "I live in Porto"})).json()
        assert (await api.get("/api/you/beliefs")).json() == [corrected]
        assert [each["statement"] for each in corrected["earlier"]] == ["I live in Lisbon"]
        event = {"scale": "event", "event": corrected["evidence"][0]}
        assert (await api.post("/api/you/forget/preview", json=event)).json()["also"]["beliefs"] == 1
        assert (await api.delete(f"/api/you/beliefs/{corrected['id']}")).json()["events"] == 2
        assert (await api.get("/api/you/beliefs")).json() == []
        assert (await api.delete(f"/api/you/beliefs/{corrected['id']}")).status_code == 404
