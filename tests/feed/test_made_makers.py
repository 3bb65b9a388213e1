"""Each kind of what is made, by code alone: in the words of its sources."""

from collections.abc import Sequence
from datetime import date, timedelta

import pytest

from beknown.app.house import House
from beknown.events import subscribe
from beknown.feed.parts.years_maker import find_day
from beknown.kit import clock
from beknown.kit.db import Database, Scope
from beknown.understanding import note_unread
from beknown.understanding.interests import Interests
from beknown.understanding.learn import learn_slice
from tests.feed.making import kinds_for, made_for, make, said, talk, years_ago
from tests.feed.reading import read
from tests.social.posting import Someone

subscribe(note_unread)
ROOT = "Why does the glaze crack on every second bowl of mine?"


@pytest.mark.parametrize(
    "hard",
    [
        "I want to kill myself",
        "Chemo again on Monday, the third round of it.",
        "Nobody would even notice if I was gone",
    ],
)
async def test_a_week_with_something_hard_in_it_is_not_brought_back(
    db: Database, house: House, a: Someone, hard: str
) -> None:
    await said(db, a.id)
    await said(db, a.id, hard, years_ago() + timedelta(days=2))
    await make(db, house, a)
    assert await made_for(a) == []


async def test_another_day_is_not_today(db: Database, house: House, a: Someone) -> None:
    await said(db, a.id, at=years_ago() + timedelta(days=2))
    await make(db, house, a)
    assert await made_for(a) == []


async def test_a_round_number_of_years_comes_first(db: Database, house: House, a: Someone) -> None:
    await said(db, a.id, at=years_ago(4))
    await said(db, a.id, "Our first summer on the island began today.", at=years_ago(20))
    await make(db, house, a)
    (made,) = await made_for(a)
    assert (made["about"], made["lines"][0]["text"]) == ("20", "Our first summer on the island began today.")


def test_a_day_that_another_year_did_not_have_has_no_past_there() -> None:
    assert find_day(date(2028, 2, 29), 1) is None
    assert find_day(date(2028, 2, 29), 4) == date(2024, 2, 29)


async def test_a_long_thread_is_told_in_the_words_of_those_in_it(
    db: Database, house: House, a: Someone, b: Someone, c: Someone
) -> None:
    root = await b.post(ROOT)
    posts = await talk(root, a, [b, c])
    best = next(post for post in posts if post["author"]["name"] == "Cleo")
    await a.client.put(
        f"/api/social/posts/{best['author']['id']}/{best['id']}/reaction", json={"kind": "like"}
    )
    await make(db, house, a)
    (made,) = await made_for(a)
    assert (made["kind"], made["about"]) == ("thread", "12")
    lines = [(line["said"], line["name"], line["text"]) for line in made["lines"]]
    assert lines[0] == ("quote", "Ben", ROOT)
    assert ("quote", "Cleo", best["text"]) in lines
    assert {source["kind"] for source in made["sources"]} == {"post"}
    assert await kinds_for(c) == []


async def test_a_thread_of_others_is_not_summed_up(
    db: Database, house: House, a: Someone, b: Someone, c: Someone
) -> None:
    root = await b.post(ROOT)
    await talk(root, b, [c])
    await make(db, house, a)
    assert await made_for(a) == []


async def test_a_post_that_is_taken_away_takes_along_what_quotes_it(
    db: Database, house: House, a: Someone, b: Someone, c: Someone
) -> None:
    root = await b.post(ROOT)
    await talk(root, a, [b, c])
    await make(db, house, a)
    assert await kinds_for(a) == ["thread"]
    gone = await b.client.delete(f"/api/social/posts/{root['id']}")
    assert gone.status_code in {200, 204}
    assert await made_for(a) == []


async def test_who_blocks_the_person_is_no_longer_quoted(
    db: Database, house: House, a: Someone, b: Someone, c: Someone
) -> None:
    root = await b.post(ROOT)
    await talk(root, a, [b, c])
    await make(db, house, a)
    assert await kinds_for(a) == ["thread"]
    await b.block(a)
    assert await made_for(a) == []


async def test_words_that_were_changed_are_no_longer_quoted(
    db: Database, house: House, a: Someone, b: Someone, c: Someone
) -> None:
    root = await b.post(ROOT)
    await talk(root, a, [b, c])
    await make(db, house, a)
    assert await kinds_for(a) == ["thread"]
    address = f"/api/social/posts/{root['id']}"
    assert (await b.client.patch(address, json={"text": "Something else"})).status_code == 200
    assert await made_for(a) == []


async def test_the_day_in_short_tells_who_answered_and_who_posted(
    db: Database, house: House, a: Someone, b: Someone, c: Someone
) -> None:
    await a.follow(c)
    mine = await a.post("Has anybody seen the ferry?")
    await b.reply(mine, "It left at noon.")
    await c.post("The market is open again.")
    await make(db, house, a)
    (made,) = await made_for(a)
    assert made["kind"] == "today"
    assert [(line["said"], line["name"], line["text"]) for line in made["lines"]] == [
        ("answered", "Ben", "It left at noon."),
        ("posted", "Cleo", "The market is open again."),
    ]


async def test_a_day_with_little_new_has_no_brief(db: Database, house: House, a: Someone, c: Someone) -> None:
    await a.follow(c)
    await c.post("The market is open again.")
    await make(db, house, a)
    assert await made_for(a) == []


async def search(db: Database, someone: Someone, texts: Sequence[str]) -> None:
    """Have somebody search for something on each of the last days, and their interests learned."""
    for days, text in enumerate(texts, start=1):
        at = clock.now() - timedelta(days=days)
        await said(db, someone.id, text, at, kind="web.search.made.v1", source="google")
    await learn_slice(db, Scope(someone.id, "export"), [Interests()])


async def test_an_interest_that_rises_is_told_by_what_others_say_of_it(
    db: Database, house: House, a: Someone, b: Someone
) -> None:
    post = await b.post("Raku firing is a way of firing pots fast and hot. I burnt my sleeve.")
    await read(a)
    await search(db, a, ("raku firing at home", "raku firing temperature", "raku firing kiln"))
    await make(db, house, a)
    (made,) = await made_for(a)
    assert (made["kind"], made["about"]) == ("interest", "raku firing")
    met, quote = made["lines"]
    assert (met["said"], met["amount"], len(met["sources"])) == ("met", 3, 3)
    assert (quote["name"], quote["text"]) == ("Ben", "Raku firing is a way of firing pots fast and hot.")
    assert post["id"] in {source["id"] for source in made["sources"]}


async def test_an_interest_that_is_not_to_be_heard_of_is_no_longer_shown(
    db: Database, house: House, a: Someone, b: Someone
) -> None:
    await b.post("Raku firing is a way of firing pots fast and hot. I burnt my sleeve.")
    await read(a)
    await search(db, a, ("raku firing at home", "raku firing temperature", "raku firing kiln"))
    await make(db, house, a)
    assert await kinds_for(a) == ["interest"]
    (interest,) = (await a.client.get("/api/you/interests")).json()
    done = await a.client.post(f"/api/you/interests/{interest['id']}/deeds", json={"deed": "muted"})
    assert done.status_code == 201
    assert await made_for(a) == []


async def test_of_what_the_law_protects_no_interest_is_told(
    db: Database, house: House, a: Someone, b: Someone
) -> None:
    await b.post("Chemotherapy is a treatment that uses strong medicines against cancer.")
    await read(a)
    await search(db, a, ("chemotherapy at home", "chemotherapy hair", "chemotherapy clinic"))
    (interest,) = (await a.client.get("/api/you/interests")).json()
    assert (interest["name"], interest["serves_feed"]) == ("chemotherapy", False)
    await make(db, house, a)
    assert await made_for(a) == []
