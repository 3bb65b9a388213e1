"""What Beknown makes for a person: labelled, with sources, off by one switch, and of nobody else."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from beknown.app.house import House
from beknown.events import forget_events
from beknown.feed import made_store
from beknown.feed.made_types import Moment
from beknown.feed.make_items import MAKE_JOB, defer_due, find_morning
from beknown.feed.parts.thread_maker import LONG
from beknown.kit import clock
from beknown.kit.db import Database, Scope
from beknown.kit.ids import NOBODY, new_id
from beknown.kit.jobs import count_waiting
from tests.feed.making import WORDS, kinds_for, made_for, make, said, talk
from tests.feed.reading import causes, do, read
from tests.social.posting import Someone
from tests.understanding.remembering import switch_off


async def test_what_is_made_says_so_and_opens_what_it_stands_on(
    db: Database, house: House, a: Someone
) -> None:
    event = await said(db, a.id)
    await make(db, house, a)
    (item,) = (await read(a))["items"]
    assert (item["kind"], causes(item)) == ("made", ["made"])
    made = item["made"]
    assert (made["kind"], made["about"], made["is_phrased"]) == ("years", "4", False)
    assert [(each["kind"], each["id"], each["excerpt"]) for each in made["sources"]] == [
        ("event", str(event), WORDS)
    ]
    assert made["lines"] == [{"said": "quote", "sources": [1], "text": WORDS, "name": "", "amount": 0}]


async def test_off_means_none_at_once_on_pages_that_were_shown_too(
    db: Database, house: House, a: Someone
) -> None:
    await said(db, a.id)
    await make(db, house, a)
    page = await read(a)
    assert len(page["items"]) == 1
    answer = await a.client.put("/api/feed/setting", json={"weights": {}, "has_made": False})
    assert not answer.json()["has_made"]
    assert (await read(a, f"{page['run'].replace('-', '')}.0"))["items"] == []
    await make(db, house, a)
    assert await made_for(a) == []
    async with db.begin(Scope(a.id, "export")) as tx:
        assert await made_store.delete_made(tx) == 0


async def test_switched_on_again_it_is_made_again(db: Database, house: House, a: Someone) -> None:
    await said(db, a.id)
    await a.client.put("/api/feed/setting", json={"weights": {}, "has_made": False})
    await a.client.put("/api/feed/setting", json={"weights": {}, "has_made": True})
    await make(db, house, a)
    assert await kinds_for(a) == ["years"]


async def test_nothing_is_made_of_what_another_person_said(
    db: Database, house: House, a: Someone, b: Someone
) -> None:
    await said(db, b.id)
    await make(db, house, a)
    await make(db, house, b)
    assert await made_for(a) == []
    assert await kinds_for(b) == ["years"]


async def test_a_forgotten_event_takes_along_what_was_made_of_it(
    db: Database, house: House, a: Someone
) -> None:
    event = await said(db, a.id)
    await make(db, house, a)
    async with db.begin(Scope(a.id, "export")) as tx:
        await forget_events(tx, [event])
    assert await made_for(a) == []
    async with db.begin(Scope(a.id, "export")) as tx:
        assert await made_store.delete_made(tx) == 0


async def test_a_source_that_is_switched_off_is_not_used_and_what_was_made_of_it_is_not_shown(
    db: Database, house: House, a: Someone
) -> None:
    await said(db, a.id, source="mastodon")
    await make(db, house, a)
    assert await kinds_for(a) == ["years"]
    await switch_off(db, a.id, "mastodon", "feed")
    assert await made_for(a) == []
    await make(db, house, a)
    async with db.begin(Scope(a.id, "export")) as tx:
        assert await made_store.delete_made(tx) == 0


async def test_nothing_is_made_of_dialogue(db: Database, house: House, a: Someone) -> None:
    await said(db, a.id, kind="social.message.sent.v1")
    await said(db, a.id, kind="assistant.message.asked.v1", source="assistant")
    await make(db, house, a)
    assert await made_for(a) == []


async def test_made_again_it_is_the_same_thing(db: Database, house: House, a: Someone) -> None:
    await said(db, a.id)
    await make(db, house, a)
    first = await made_for(a)
    await make(db, house, a)
    assert await made_for(a) == first


async def test_not_like_this_hides_it_and_lets_its_kind_rest_until_it_is_taken_back(
    db: Database, house: House, a: Someone
) -> None:
    await said(db, a.id)
    await make(db, house, a)
    (item,) = (await read(a))["items"]
    body = {"item_id": item["made"]["id"]}
    first = (await a.client.post("/api/feed/less/made", json=body)).json()["id"]
    assert (await a.client.post("/api/feed/less/made", json=body)).json()["id"] == first
    assert await made_for(a) == []
    await make(db, house, a)
    assert await made_for(a) == []
    assert (await a.client.get("/api/feed/less/made")).json() == [{"kind": "years", "times": 1}]
    assert (await a.client.delete(f"/api/feed/less/{first}")).status_code == 204
    await make(db, house, a)
    assert await kinds_for(a) == ["years"]


async def test_several_wishes_for_less_of_a_kind_are_one_line_and_each_can_be_undone_by_itself(
    db: Database, a: Someone
) -> None:
    wishes = [new_id(), new_id()]
    for number, wish in enumerate(wishes):
        event = await said(db, a.id, f"Hidden for the time {number}")
        async with db.begin(Scope(a.id, "export")) as tx:
            await made_store.add_less_made(tx, wish, kind="years", item=new_id(), event=event, at=clock.now())
    assert (await a.client.get("/api/feed/less/made")).json() == [{"kind": "years", "times": 2}]
    assert (await a.client.delete(f"/api/feed/less/{wishes[1]}")).status_code == 204
    assert (await a.client.get("/api/feed/less/made")).json() == [{"kind": "years", "times": 1}]
    assert (await a.client.delete("/api/feed/less/made/years")).status_code == 204
    assert (await a.client.get("/api/feed/less/made")).json() == []
    assert (await a.client.delete("/api/feed/less/made/years")).status_code == 404


async def test_nothing_is_made_of_a_kind_that_rests(db: Database, house: House, a: Someone) -> None:
    await said(db, a.id)
    await make(db, house, a)
    (made,) = await made_for(a)
    await a.client.post("/api/feed/less/made", json={"item_id": made["id"]})
    await make(db, house, a)
    async with db.begin(Scope(a.id, "export")) as tx:
        assert await made_store.delete_made(tx) == 0


async def test_a_kind_rests_for_a_week_and_longer_after_each_wish(db: Database, a: Someone) -> None:
    resting: list[list[bool]] = []
    days = [timedelta(days=each) for each in (6, 8, 29, 31, 89, 91)]
    for wish in range(3):
        event = await said(db, a.id, f"Hidden for the time {wish}")
        async with db.begin(Scope(a.id, "export")) as tx:
            at = clock.now()
            await made_store.add_less_made(tx, new_id(), kind="years", item=new_id(), event=event, at=at)
            resting.append(["years" in await made_store.find_resting(tx, at + each) for each in days])
    assert resting == [
        [True, False, False, False, False, False],
        [True, True, True, False, False, False],
        [True, True, True, True, True, False],
    ]


async def test_what_was_looked_at_is_not_made_again(db: Database, house: House, a: Someone) -> None:
    await said(db, a.id)
    await make(db, house, a)
    page = await read(a)
    assert await do(a, page["run"], 0, "dwell", 3) == 204
    async with db.begin(Scope(a.id, "export")) as tx:
        assert await made_store.delete_made(tx) == 1
    await make(db, house, a)
    async with db.begin(Scope(a.id, "export")) as tx:
        assert await made_store.delete_made(tx) == 0


async def test_rules_hold_for_what_is_made(db: Database, house: House, a: Someone) -> None:
    await said(db, a.id)
    await make(db, house, a)
    await a.client.post("/api/feed/rules", json={"text": "nothing generated"})
    assert await made_for(a) == []


async def test_who_has_an_empty_feed_has_things_made_once_a_morning(db: Database, a: Someone) -> None:
    async def count() -> int:
        async with db.begin(Scope(a.id, "export")) as tx:
            return await count_waiting(tx, MAKE_JOB)

    await look(db, a)
    assert (await read(a))["items"] == []
    assert await count() == 0
    async with db.begin(Scope(a.id, "feed")) as tx:
        await made_store.set_look(tx, at=clock.now(), next_at=clock.now(), interests=None)
    await read(a)
    await read(a)
    assert await count() == 1


async def test_what_is_over_is_deleted_at_night(db: Database, house: House, a: Someone) -> None:
    await said(db, a.id)
    await make(db, house, a)
    async with db.begin(Scope(NOBODY, "safety")) as tx:
        await made_store.sweep_made(tx, clock.now())
    assert await kinds_for(a) == ["years"]
    async with db.begin(Scope(NOBODY, "safety")) as tx:
        await made_store.sweep_made(tx, clock.now() + timedelta(days=2))
    async with db.begin(Scope(a.id, "export")) as tx:
        assert await made_store.delete_made(tx) == 0


async def test_what_is_not_there_cannot_be_hidden(a: Someone, b: Someone) -> None:
    answer = await a.client.post("/api/feed/less/made", json={"item_id": str(b.id)})
    assert answer.status_code == 404


async def test_a_page_holds_at_most_two_of_what_was_made(
    db: Database, house: House, a: Someone, b: Someone, c: Someone
) -> None:
    await a.follow(b)
    root = await a.post("Why does the glaze crack on every second bowl of mine?")
    await talk(root, a, [b, c])
    await b.post("The kiln is warm again, come over.")
    await said(db, a.id)
    await make(db, house, a)
    page = await read(a)
    assert len([item for item in page["items"] if item["kind"] == "made"]) == 2


async def find_due(db: Database, after: timedelta = timedelta()) -> list[object]:
    """Give who is due after some time."""
    async with db.begin(Scope(NOBODY, "safety")) as tx:
        return [*await made_store.find_due(tx, at=clock.now() + after, long=LONG, most=10)]


async def look(db: Database, someone: Someone) -> None:
    """Note that it was just looked for something to make; the next morning is two days away."""
    async with db.begin(Scope(someone.id, "feed")) as tx:
        at, settled = clock.now(), await made_store.find_settled(tx)
        await made_store.set_look(tx, at=at, next_at=at + timedelta(days=2), interests=settled)


async def test_who_reads_their_feed_is_due_and_then_when_their_morning_is(
    db: Database, a: Someone, b: Someone
) -> None:
    await b.post("Hello from Ben")
    assert await find_due(db) == []
    await read(a)
    assert await find_due(db) == [a.id]
    assert await defer_due(db) == 1
    await look(db, a)
    assert await find_due(db, timedelta(hours=30)) == []
    assert await find_due(db, timedelta(days=2)) == [a.id]


async def test_a_thread_that_grows_long_is_cause_for_who_is_in_it_once_an_hour(
    db: Database, a: Someone, b: Someone, c: Someone
) -> None:
    root = await a.post("Why does the glaze crack on every second bowl of mine?")
    await b.post("Hello from Ben")
    await read(a)
    await look(db, a)
    await talk(root, a, [b, c])
    assert a.id not in await find_due(db, timedelta(minutes=50))
    assert a.id in await find_due(db, timedelta(minutes=61))
    await look(db, a)
    assert a.id not in await find_due(db, timedelta(minutes=61))


async def test_who_switched_it_off_is_never_due(db: Database, a: Someone, b: Someone) -> None:
    await b.post("Hello from Ben")
    await read(a)
    await a.client.put("/api/feed/setting", json={"weights": {}, "has_made": False})
    assert await find_due(db, timedelta(days=2)) == []


async def test_who_is_due_is_told_to_the_worker_alone(db: Database, a: Someone, b: Someone) -> None:
    await b.post("Hello from Ben")
    await read(a)
    async with db.begin(Scope(a.id, "safety")) as tx:
        assert await made_store.find_due(tx, at=clock.now(), long=LONG, most=10) == []


def test_the_next_morning_is_one_of_the_persons_own_day() -> None:
    tokyo = ZoneInfo("Asia/Tokyo")
    before = Moment(datetime(2026, 5, 5, 20, 30, tzinfo=UTC), tokyo)
    assert find_morning(before) == datetime(2026, 5, 5, 21, tzinfo=UTC)
    assert find_morning(Moment(datetime(2026, 5, 5, 21, tzinfo=UTC), tokyo)) == datetime(
        2026, 5, 6, 21, tzinfo=UTC
    )
