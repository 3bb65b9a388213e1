"""Less like this: from the next page on, and until it is taken back."""

from datetime import UTC, datetime, timedelta

import pytest

from beknown.kit import clock
from beknown.kit.db import Database, Scope
from beknown.social.post import make_post
from beknown.social.types import PostDraft
from tests.feed.reading import TOPICS, hide, know_meanings, read, read_all, texts
from tests.social.posting import Someone

OF_EACH = 30


async def post_of_all_topics(db: Database, *people: Someone) -> None:
    """Have posts of all topics posted, in turn by each of the people."""
    at = datetime.now(UTC) - timedelta(days=3)
    for number in range(OF_EACH * len(TOPICS)):
        someone, topic = people[number % len(people)], TOPICS[number // len(people) % len(TOPICS)]
        with clock.frozen(at + timedelta(minutes=10 * number)):
            async with db.begin(Scope(someone.id, "export")) as tx:
                await make_post(tx, PostDraft(f"Day {number} of {topic}", "everyone"))
    await know_meanings(db, *people)


async def count_topic(someone: Someone, topic: str) -> int:
    """Count how many of the next 100 items of somebody's feed are about a topic."""
    return sum(topic in text for text in texts((await read_all(someone, most=5))[:100]))


async def test_hiding_one_post_leaves_at_most_a_fifth_of_its_topic_in_the_next_hundred(
    a: Someone, b: Someone, c: Someone, db: Database
) -> None:
    await post_of_all_topics(db, b, c)
    page = await read(a)
    hidden = next(item for item in page["items"] if "chess" in item["post"]["text"])
    before = await count_topic(a, "chess")
    await hide(a, hidden["post"], run=page["run"], position=hidden["position"])
    after = await count_topic(a, "chess")
    assert before >= 8
    assert after <= 0.2 * before
    assert len(await read_all(a, most=6)) == 120


async def test_the_next_page_of_the_same_run_holds_none_of_what_was_hidden(
    a: Someone, b: Someone, c: Someone, db: Database
) -> None:
    await post_of_all_topics(db, b, c)
    page = await read(a)
    hidden = next(item for item in page["items"] if "tides" in item["post"]["text"])
    await hide(a, hidden["post"])
    following = texts((await read(a, page["next"]))["items"])
    assert len(following) == 20
    assert not any("tides" in text for text in following)


async def test_taking_it_back_brings_the_topic_back(a: Someone, b: Someone, c: Someone, db: Database) -> None:
    first, second = await b.post("A chess opening"), await c.post("More chess")
    await b.post("Bread again")
    await c.post("Moss on stones")
    await know_meanings(db, b, c)
    less = await hide(a, first)
    assert second["text"] not in texts((await read(a))["items"])
    assert (await a.client.delete(f"/api/feed/less/{less}")).status_code == 204
    assert {first["text"], second["text"]} <= set(texts((await read(a))["items"]))
    assert (await a.client.delete(f"/api/feed/less/{less}")).status_code == 404


async def test_hiding_twice_is_one_wish_and_the_wishes_can_be_seen(a: Someone, b: Someone) -> None:
    post = await b.post("A chess opening")
    assert await hide(a, post) == await hide(a, post)
    (found,) = (await a.client.get("/api/feed/less")).json()
    assert found["post"]["excerpt"] == "A chess opening"


async def test_what_is_not_for_a_person_can_not_be_hidden_by_them(a: Someone, b: Someone) -> None:
    post = await b.post("For followers", "followers")
    body = {"author_id": post["author"]["id"], "post_id": post["id"]}
    assert (await a.client.post("/api/feed/less", json=body)).status_code == 404


@pytest.mark.parametrize("place", [{"run": None}, {"position": -1}, {"run": "x", "position": 0}])
async def test_a_hidden_post_needs_no_place_and_a_bad_one_is_told(
    a: Someone, b: Someone, place: dict[str, object]
) -> None:
    post = await b.post("Hello")
    body = {"author_id": post["author"]["id"], "post_id": post["id"], **place}
    answer = await a.client.post("/api/feed/less", json=body)
    assert (answer.status_code == 201) == (place == {"run": None})
