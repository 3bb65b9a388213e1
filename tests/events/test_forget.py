from pathlib import Path
from typing import Any

from httpx import AsyncClient

from beknown.app.house import House
from beknown.events import append_many, ensure_source
from beknown.kit.db import Database, Scope
from beknown.kit.ids import PersonId
from tests.events.life import AT, CHATS, POSTS, add_events, add_life, add_picture, get_source_id
from tests.events.test_timeline import texts


async def preview(api: AsyncClient, **what: object) -> dict[str, Any]:
    answer = await api.post("/api/you/forget/preview", json=what)
    assert answer.status_code == 200, answer.text
    return answer.json()


async def forget(api: AsyncClient, **what: object) -> int:
    events = (await preview(api, **what))["events"]
    answer = await api.post("/api/you/forget", json={**what, "events": events})
    assert answer.status_code == 200, answer.text
    assert answer.json() == {"events": events}
    return events


def files(home: Path) -> list[Path]:
    return [path for path in (home / "blobs").rglob("*") if path.is_file()]


async def test_a_preview_changes_nothing(api: AsyncClient, db: Database, ana: PersonId) -> None:
    await add_life(db, ana)
    seen = await preview(api, scale="everything")
    assert seen["events"] == 9
    assert [(each["source_kind"], each["events"], each["mine"]) for each in seen["by_source"]] == [
        ("whatsapp", 7, 2),
        ("facebook", 2, 2),
    ]
    assert len(await texts(api)) == 9


async def test_one_event_goes_with_its_file(
    api: AsyncClient, db: Database, house: House, ana: PersonId
) -> None:
    events = await add_life(db, ana)
    await add_picture(db, house.blobs, ana, events["2"])
    what = {"scale": "event", "event": str(events["2"])}
    assert (await preview(api, **what))["files"] == 1
    assert await forget(api, **what) == 1
    assert "Yes, by train" not in await texts(api)
    assert files(house.settings.home) == []


async def test_a_file_that_another_event_uses_stays(
    api: AsyncClient, db: Database, house: House, ana: PersonId
) -> None:
    events = await add_life(db, ana)
    await add_picture(db, house.blobs, ana, events["2"])
    await add_picture(db, house.blobs, ana, events["3"])
    assert (await preview(api, scale="event", event=str(events["2"])))["files"] == 0
    await forget(api, scale="event", event=str(events["2"]))
    assert len(files(house.settings.home)) == 1


async def test_a_conversation_goes_whole_and_alone(api: AsyncClient, db: Database, ana: PersonId) -> None:
    events = await add_life(db, ana)
    assert await forget(api, scale="thread", event=str(events["6"])) == 3
    assert len(await texts(api)) == 6


async def test_a_person_goes_with_the_threads_alone_with_them_and_leaves_groups_to_others(
    api: AsyncClient, db: Database, ana: PersonId
) -> None:
    await add_life(db, ana)
    seen = await preview(api, scale="person", speaker="Tomas")
    assert (seen["events"], seen["by_source"][0]["mine"], seen["shared_threads"]) == (4, 1, 1)
    await forget(api, scale="person", speaker="Tomas")
    assert await texts(api, sources=[str(await get_source_id(db, ana, "whatsapp"))]) == [
        "And I the stove",
        "I do",
        "The pasteis recipe, as promised",
    ]


async def test_a_time_span_goes_and_what_has_no_date_stays(
    api: AsyncClient, db: Database, ana: PersonId
) -> None:
    await add_life(db, ana)
    assert await forget(api, scale="span", to_at=AT.replace(hour=13).isoformat()) == 7
    assert await texts(api) == ["Sunset over the Tagus", "night trains to lisbon"]


async def test_a_source_goes_with_its_card(api: AsyncClient, db: Database, ana: PersonId) -> None:
    await add_life(db, ana)
    assert await forget(api, scale="source", source=str(await get_source_id(db, ana, "whatsapp"))) == 7
    assert [each["kind"] for each in (await api.get("/api/you/sources")).json()] == ["facebook"]


async def test_everything_goes_and_the_account_stays(
    api: AsyncClient, db: Database, house: House, ana: PersonId
) -> None:
    events = await add_life(db, ana)
    await add_picture(db, house.blobs, ana, events["p1"])
    assert await forget(api, scale="everything") == 9
    assert await texts(api) == []
    assert (await api.get("/api/you/sources")).json() == []
    assert files(house.settings.home) == []


async def test_what_is_forgotten_stays_away_when_the_same_archive_comes_again(
    api: AsyncClient, db: Database, ana: PersonId
) -> None:
    events = await add_life(db, ana)
    await forget(api, scale="thread", event=str(events["6"]))
    async with db.begin(Scope(ana, "export")) as tx:
        again = await append_many(tx, await ensure_source(tx, "whatsapp"), CHATS)
    assert (len(again.new), again.known, again.forgotten) == (0, 7, 3)


async def test_a_forgotten_source_stays_away_until_it_is_allowed_again(
    api: AsyncClient, db: Database, ana: PersonId
) -> None:
    await add_life(db, ana)
    await forget(api, scale="source", source=str(await get_source_id(db, ana, "whatsapp")))
    assert await add_events(db, ana, "whatsapp", CHATS) == {}
    assert (await api.get("/api/you/forgotten")).json() == {"events": 7}
    assert (await api.delete("/api/you/forgotten")).json() == {"events": 7}
    assert len(await add_events(db, ana, "whatsapp", CHATS)) == 7


async def test_marks_hold_nothing_of_what_was_forgotten_and_differ_between_people(
    db: Database, ana: PersonId, ben: PersonId
) -> None:
    marks: list[set[bytes]] = []
    for person in (ana, ben):
        await add_events(db, person, "whatsapp", CHATS)
        async with db.begin(Scope(person, "export")) as tx:
            await tx.connection.execute("DELETE FROM event")
            cursor = await tx.connection.execute("SELECT mark FROM forgotten")
            marks.append({row[0] for row in await cursor.fetchall()})
    assert [len(each) for each in marks] == [7, 7]
    assert marks[0].isdisjoint(marks[1])


async def test_a_number_that_changed_since_the_preview_is_asked_again(
    api: AsyncClient, db: Database, ana: PersonId
) -> None:
    await add_life(db, ana)
    answer = await api.post("/api/you/forget", json={"scale": "everything", "events": 8})
    assert answer.status_code == 409
    assert answer.json()["events"] == 9
    assert len(await texts(api)) == 9


async def test_a_scale_without_its_object_is_refused(api: AsyncClient, db: Database, ana: PersonId) -> None:
    events = await add_life(db, ana)
    for what in ({"scale": "person"}, {"scale": "span"}, {"scale": "thread", "event": str(events["p1"])}):
        assert (await api.post("/api/you/forget/preview", json=what)).status_code == 422


async def test_another_purpose_than_the_persons_own_hand_forgets_nothing(db: Database, ana: PersonId) -> None:
    await add_events(db, ana, "facebook", POSTS)
    async with db.begin(Scope(ana, "assistant")) as tx:
        cursor = await tx.connection.execute("DELETE FROM event")
        assert cursor.rowcount == 0
