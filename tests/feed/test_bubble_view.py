"""How narrow a feed is, told to whose it is; and that widening widens it."""

from typing import Any

import psycopg
import pytest

from beknown.feed import bubble_store as store
from beknown.kit import clock
from beknown.kit.db import Database, Purpose, Scope
from tests.feed.reading import TOPICS, do, know_meanings, read
from tests.social.posting import Someone

Json = dict[str, Any]


async def bubble(someone: Someone) -> Json:
    answer = await someone.client.get("/api/feed/bubble")
    assert answer.status_code == 200, answer.text
    return answer.json()


async def post_all(db: Database, *people: Someone) -> None:
    for number in range(64):
        await people[number % len(people)].post(f"Number {number} of {TOPICS[number % len(TOPICS)]}")
    await know_meanings(db, *people)


async def test_without_anything_seen_nothing_is_claimed(a: Someone) -> None:
    seen = await bubble(a)
    assert (seen["seen"], seen["topics"], seen["sources"], seen["viewpoints"]) == (0, None, None, None)
    assert seen["weeks"] == [None] * 8


async def test_who_looks_at_one_topic_is_told_how_narrow_that_is(
    a: Someone, b: Someone, c: Someone, db: Database
) -> None:
    await post_all(db, b, c)
    page = await read(a)
    for item in page["items"]:
        if any(name in item["post"]["text"] for name in ("chess", "bread")):
            assert await do(a, page["run"], item["position"], "open") == 204
    seen = await bubble(a)
    assert seen["seen"] >= 2
    assert not seen["is_shared"]
    assert seen["topics"]["mine"] < seen["topics"]["everybody"]
    assert 0 < seen["topics"]["apart"] <= 1
    assert seen["shares"]


async def test_widening_is_kept_and_refused_out_of_bounds(a: Someone) -> None:
    assert (await a.client.put("/api/feed/bubble", json={"widening": 0.75})).status_code == 204
    assert (await bubble(a))["widening"] == 0.75
    assert (await a.client.put("/api/feed/bubble", json={"widening": 1.5})).status_code == 422
    setting = (await a.client.get("/api/feed/setting")).json()
    assert (
        await a.client.put("/api/feed/setting", json={"weights": {}, "has_made": setting["has_made"]})
    ).is_success
    assert (await bubble(a))["widening"] == 0.75


async def test_what_fewer_than_five_looked_at_is_told_to_nobody(
    a: Someone, b: Someone, c: Someone, db: Database, emptier: psycopg.AsyncConnection
) -> None:
    await b.post("Seen by few")
    for someone in (a, c):
        page = await read(someone)
        await do(someone, page["run"], 0, "open")
    since = clock.now().replace(year=2020)
    async with db.begin(Scope(a.id, "feed")) as tx:
        assert await store.find_seen_by_many(tx, since=since, least=5) == []
        assert await store.find_seen_by_many(tx, since=since, least=1) == []
    await emptier.execute(
        "INSERT INTO person (id, email, display_name)"
        " SELECT gen_random_uuid(), 'x' || n || '@example.org', 'X' FROM generate_series(1, 3) n"
    )
    await emptier.execute(
        "INSERT INTO feed_impression SELECT p.id, i.run_id, i.position, i.kind, i.author_id, i.item_id, i.made_at,"
        " i.propensity, i.is_exploring, i.value, i.version, i.features, i.reasons, i.looked_at"
        " FROM feed_impression i, person p WHERE i.person_id = %s AND p.email LIKE 'x%%'",
        (a.id,),
    )
    async with db.begin(Scope(a.id, "feed")) as tx:
        assert [row.people for row in await store.find_seen_by_many(tx, since=since, least=5)] == [5]


@pytest.mark.parametrize("purpose", ["ads", "export", "safety", "business"])
async def test_what_many_saw_serves_feeds_alone(a: Someone, db: Database, purpose: Purpose) -> None:
    async with db.begin(Scope(a.id, purpose)) as tx:
        assert await store.find_seen_by_many(tx, since=clock.now().replace(year=2020), least=5) == []
