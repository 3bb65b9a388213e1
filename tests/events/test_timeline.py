from typing import Any

from httpx import AsyncClient

from beknown.app.house import House
from beknown.events import forget_events
from beknown.kit.db import Database, Scope
from beknown.kit.ids import PersonId
from tests.events.life import AT, add_events, add_life, add_picture, get_source_id, message
from tests.house import client_of


async def ask(api: AsyncClient, **filters: object) -> dict[str, Any]:
    answer = await api.post("/api/you/timeline", json=filters)
    assert answer.status_code == 200, answer.text
    return answer.json()


async def texts(api: AsyncClient, **filters: object) -> list[str]:
    return [event["text"] for event in (await ask(api, **filters))["events"]]


async def test_the_timeline_is_newest_first_and_ends_with_what_has_no_date(
    api: AsyncClient, db: Database, ana: PersonId
) -> None:
    await add_life(db, ana)
    found = await texts(api)
    assert found[0] == "Sunset over the Tagus"
    assert found[1:3] == ["And I the stove", "I do"]
    assert found[-2:] == ["Shall we go to Lisbon in June?", "night trains to lisbon"]


async def test_pages_join_without_gap_or_overlap(api: AsyncClient, db: Database, ana: PersonId) -> None:
    await add_life(db, ana)
    whole = await texts(api)
    pages: list[str] = []
    cursor = None
    for _ in range(5):
        page = await ask(api, cursor=cursor, limit=2)
        pages += [event["text"] for event in page["events"]]
        cursor = page["next"]
    assert pages == whole
    assert cursor is None


async def test_every_word_must_be_there_in_any_case_and_wildcards_are_words(
    api: AsyncClient, db: Database, ana: PersonId
) -> None:
    await add_life(db, ana)
    assert await texts(api, words="LISBON june") == ["Shall we go to Lisbon in June?"]
    assert await texts(api, words="rita recipe") == ["The pasteis recipe, as promised"]
    assert await texts(api, words="100%") == ["The tickets are 100% booked"]
    assert await texts(api, words="%%_") == []


async def test_words_are_found_by_any_part_of_them_in_text_name_and_title_page_by_page(
    api: AsyncClient, db: Database, ana: PersonId
) -> None:
    await add_life(db, ana)
    await add_events(db, ana, "whatsapp", [message("8", "Éva", "ÄPFEL im Café", thread="Straße 5")])
    for part in ("äpfe", "AFÉ", "éva", "straß"):
        assert await texts(api, words=part) == ["ÄPFEL im Café"]
    assert await texts(api, words="ights rain") == []
    assert await texts(api, words="ight rains") == ["night trains to lisbon"]
    first = await ask(api, words="train", limit=1)
    second = await ask(api, words="train", limit=1, cursor=first["next"])
    found = [event["text"] for page in (first, second) for event in page["events"]]
    assert (found, second["next"]) == (["Yes, by train", "night trains to lisbon"], None)


async def test_what_is_forgotten_is_not_found_by_its_letters(
    api: AsyncClient, db: Database, ana: PersonId
) -> None:
    events = await add_life(db, ana)
    async with db.begin(Scope(ana, "export")) as tx:
        await forget_events(tx, [events["3"]])
        cursor = await tx.connection.execute(
            "SELECT count(*) FROM event_letters WHERE letters LIKE '%tickets%'"
        )
        assert await cursor.fetchone() == (0,)
    assert await texts(api, words="tickets") == []


async def test_filters_narrow_the_timeline(api: AsyncClient, db: Database, ana: PersonId) -> None:
    await add_life(db, ana)
    facebook = str(await get_source_id(db, ana, "facebook"))
    assert await texts(api, sources=[facebook]) == ["Sunset over the Tagus", "night trains to lisbon"]
    assert await texts(api, types=["web.search.made.v1"]) == ["night trains to lisbon"]
    assert await texts(api, speaker="Rita") == ["I do", "The pasteis recipe, as promised"]
    assert await texts(api, thread="rita") == ["The pasteis recipe, as promised"]
    assert await texts(api, to_at=AT.replace(minute=3).isoformat()) == [
        "Yes, by train",
        "Shall we go to Lisbon in June?",
    ]
    assert await texts(api, from_at=AT.replace(hour=13).isoformat()) == ["Sunset over the Tagus"]


async def test_choices_name_types_and_speakers_but_not_the_person(
    api: AsyncClient, db: Database, ana: PersonId
) -> None:
    await add_life(db, ana)
    choices = (await api.post("/api/you/timeline/choices", json={})).json()
    assert choices["speakers"] == [{"name": "Tomas", "events": 3}, {"name": "Rita", "events": 2}]
    assert {"type": "social.message.received.v1", "events": 5} in choices["types"]
    some = (await api.post("/api/you/timeline/choices", json={"name_part": "rI"})).json()
    assert [each["name"] for each in some["speakers"]] == ["Rita"]


async def test_an_event_opens_with_its_conversation_and_its_files(
    api: AsyncClient, db: Database, house: House, ana: PersonId
) -> None:
    events = await add_life(db, ana)
    await add_picture(db, house.blobs, ana, events["3"])
    found = (await api.get(f"/api/you/events/{events['2']}", params={"before": 1, "after": 1})).json()
    assert found["event"]["text"] == "Yes, by train"
    assert [each["text"][:5] for each in found["around"]] == ["Shall", "Yes, ", "The t"]
    assert [each["name"] for each in found["media"]] == ["tagus.png"]
    assert [each["media"] for each in (await ask(api, words="tickets"))["events"]] == [found["media"]]


async def test_nobody_sees_the_timeline_of_another(
    house: House, db: Database, ana: PersonId, ben: PersonId
) -> None:
    events = await add_life(db, ana)
    async with client_of(house, ben) as api:
        assert await texts(api) == []
        assert (await api.get(f"/api/you/events/{events['2']}")).status_code == 404
        assert (await api.get("/api/you/sources")).json() == []


async def test_a_made_up_cursor_is_refused(api: AsyncClient) -> None:
    for cursor in ("x", "AAAA", "é", "f" * 36):
        assert (await api.post("/api/you/timeline", json={"cursor": cursor})).status_code == 422
