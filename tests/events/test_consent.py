from httpx import AsyncClient

from beknown.events import find_events_by_id
from beknown.kit.db import Database, Purpose, Scope
from beknown.kit.ids import EventId, PersonId
from tests.events.life import add_life, get_source_id


async def count_visible(db: Database, person: PersonId, purpose: Purpose, events: dict[str, EventId]) -> int:
    async with db.begin(Scope(person, purpose)) as tx:
        return len(await find_events_by_id(tx, list(events.values())))


async def test_sources_come_with_counts_span_and_switches(
    api: AsyncClient, db: Database, ana: PersonId
) -> None:
    await add_life(db, ana)
    whatsapp, facebook = (await api.get("/api/you/sources")).json()
    assert (whatsapp["kind"], whatsapp["events"]) == ("whatsapp", 7)
    assert whatsapp["first_at"] == "2026-05-01T12:01:00Z"
    assert {each["purpose"]: (each["is_on"], each["events"]) for each in whatsapp["switches"]} == {
        "assistant": (True, 7),
        "live": (True, 7),
        "feed": (True, 0),
        "business": (False, 0),
        "ads": (False, 0),
    }
    assert {each["purpose"]: each["events"] for each in facebook["switches"]} == {
        "assistant": 2,
        "live": 2,
        "feed": 2,
        "business": 1,
        "ads": 1,
    }


async def test_a_switch_holds_at_once_for_its_source_and_purpose_alone(
    api: AsyncClient, db: Database, ana: PersonId
) -> None:
    events = await add_life(db, ana)
    source = await get_source_id(db, ana, "whatsapp")
    answer = await api.put(f"/api/you/sources/{source}/switches/assistant", json={"is_on": False})
    assert answer.status_code == 204
    assert await count_visible(db, ana, "assistant", events) == 2
    assert await count_visible(db, ana, "live", events) == 9
    assert await count_visible(db, ana, "export", events) == 9
    await api.put(f"/api/you/sources/{source}/switches/assistant", json={"is_on": True})
    assert await count_visible(db, ana, "assistant", events) == 9


async def test_no_switch_lets_ads_read_a_dialogue(api: AsyncClient, db: Database, ana: PersonId) -> None:
    events = await add_life(db, ana)
    source = await get_source_id(db, ana, "whatsapp")
    await api.put(f"/api/you/sources/{source}/switches/ads", json={"is_on": True})
    assert await count_visible(db, ana, "ads", events) == 0


async def test_each_change_is_an_event_and_no_change_is_none(
    api: AsyncClient, db: Database, ana: PersonId
) -> None:
    await add_life(db, ana)
    source = await get_source_id(db, ana, "whatsapp")
    for is_on in (False, False, True):
        await api.put(f"/api/you/sources/{source}/switches/live", json={"is_on": is_on})
    page = (await api.post("/api/you/timeline", json={"types": ["account.consent.changed.v1"]})).json()
    assert [each["text"] for each in page["events"]] == [
        "Switched on: whatsapp for live",
        "Switched off: whatsapp for live",
    ]


async def test_only_the_persons_own_hand_turns_a_switch(db: Database, ana: PersonId) -> None:
    source = await get_source_id(db, ana, "whatsapp")
    async with db.begin(Scope(ana, "assistant")) as tx:
        cursor = await tx.connection.execute("UPDATE source SET purposes = purposes || '{ads}'")
        assert cursor.rowcount == 0
        cursor = await tx.connection.execute("DELETE FROM source WHERE id = %s", (source,))
        assert cursor.rowcount == 0


async def test_export_and_safety_cannot_be_switched(api: AsyncClient, db: Database, ana: PersonId) -> None:
    source = await get_source_id(db, ana, "whatsapp")
    answer = await api.put(f"/api/you/sources/{source}/switches/export", json={"is_on": False})
    assert answer.status_code == 422


async def test_the_access_log_tells_which_purpose_read_what(
    api: AsyncClient, db: Database, ana: PersonId
) -> None:
    events = await add_life(db, ana)
    await count_visible(db, ana, "assistant", events)
    await count_visible(db, ana, "assistant", events)
    found = (await api.get("/api/you/access")).json()
    reads = {(each["purpose"], each["kind"]): each["reads"] for each in found}
    assert reads["assistant", "event"] == 2
