"""Sources on the feed: what those published elsewhere whom a person follows."""

from collections.abc import AsyncIterator
from datetime import timedelta
from typing import Any

import pytest

from beknown.app.house import House
from beknown.feed.note import note
from beknown.kit import clock
from beknown.kit.db import Database, Scope
from beknown.kit.ids import EventId, SourceId, new_id
from beknown.kit.outside import Outside
from beknown.sources import Guest
from beknown.understanding.learn import Heard
from beknown.understanding.signals import read_signal
from tests.clients import Client
from tests.feed.reading import causes, do, read, read_all
from tests.social.posting import Someone
from tests.sources.outlets import Follower, Site, item, open_site, rss

Json = dict[str, Any]


@pytest.fixture
async def site() -> AsyncIterator[Site]:
    """A site on this machine."""
    async with open_site() as opened:
        yield opened


@pytest.fixture
def follower(house: House, db: Database, site: Site, ana_client: Client) -> Follower:
    """Ana, who follows the site without showing herself."""
    guest = Guest(db, Outside("127.0.0.1"), site.address)
    house.parts[Guest] = guest
    return Follower(ana_client, guest)


def news(*numbers: int, word: str = "Item") -> str:
    """Write a feed of today: the higher a number, the newer."""
    at = clock.now() - timedelta(hours=12)
    return rss(
        *(item(each, title=f"{word} {each}", at=at + timedelta(minutes=each)) for each in numbers), title=word
    )


def titles(items: list[Json]) -> list[str]:
    """Give the titles of what came from sources, in order."""
    return [each["item"]["title"] for each in items if each["kind"] == "source"]


async def page_of(client: Client, page: str = "") -> Json:
    """Give a page of a feed."""
    answer = await client.get("/api/feed", params={"page": page})
    assert answer.status_code == 200, answer.text
    return answer.json()


async def less_of(client: Client, item: str, **place: object) -> str:
    """Want less of the source of an item; give the id of the wish."""
    answer = await client.post("/api/feed/less/sources", json={"item_id": item, **place})
    assert answer.status_code == 201, answer.text
    return answer.json()["id"]


async def test_who_shows_themselves_to_nobody_has_a_feed_of_what_they_follow_and_of_nobody_here(
    follower: Follower, site: Site, b: Someone
) -> None:
    await b.post("Hello from Ben")
    await follower.add(site.says("/feed", news(1, 2)))
    found = await page_of(follower.client)
    assert found["is_hidden"]
    assert sorted(titles(found["items"])) == ["Item 1", "Item 2"]
    assert len(found["items"]) == 2


async def test_an_item_says_that_its_source_is_followed(follower: Follower, site: Site, a: Someone) -> None:
    await follower.add(site.says("/feed", news(1)))
    (shown,) = (await read(a))["items"]
    assert causes(shown)[0] == "source"
    assert (shown["item"]["source"], shown["item"]["link"]) == ("Item", "https://daily.example/1")


async def test_items_stand_among_posts(follower: Follower, site: Site, a: Someone, b: Someone) -> None:
    await b.post("Hello from Ben")
    await follower.add(site.says("/feed", news(1)))
    assert {each["kind"] for each in (await read(a))["items"]} == {"post", "source"}


async def test_what_holds_a_muted_word_is_not_there(follower: Follower, site: Site, a: Someone) -> None:
    await follower.add(site.says("/kiln.xml", news(1, 2, word="Kiln")))
    await follower.add(site.says("/cup.xml", news(3, word="100%_Cup")))
    assert sorted(titles((await read(a))["items"])) == ["100%_Cup 3", "Kiln 1", "Kiln 2"]
    for word in ("kiln", "1%c"):
        assert (
            await a.client.post("/api/social/mutes", json={"kind": "word", "word": word})
        ).status_code == 201
    assert titles((await read(a))["items"]) == ["100%_Cup 3"]
    listed = (await a.client.get("/api/followed/items")).json()["items"]
    assert [each["title"] for each in listed] == ["100%_Cup 3"]


async def test_of_one_source_there_are_at_most_three_on_a_page(follower: Follower, site: Site) -> None:
    await follower.add(site.says("/many", news(*range(1, 9), word="Many")))
    await follower.add(site.says("/few", news(1, 2, word="Few")))
    first = await page_of(follower.client)
    second = await page_of(follower.client, first["next"])
    assert sorted(titles(first["items"])) == ["Few 1", "Few 2", "Many 6", "Many 7", "Many 8"]
    assert sorted(titles(second["items"])) == ["Many 3", "Many 4", "Many 5"]


async def test_sources_take_turns(follower: Follower, site: Site) -> None:
    await follower.add(site.says("/one", news(1, 2, 3, word="One")))
    await follower.add(site.says("/two", news(1, 2, 3, word="Two")))
    shown = titles((await page_of(follower.client))["items"])
    assert {title[:3] for title in shown[:2]} == {"One", "Two"}


async def test_the_same_token_gives_the_same_items_and_nothing_comes_twice(
    follower: Follower, site: Site, a: Someone
) -> None:
    await follower.add(site.says("/feed", news(*range(1, 8))))
    first = await read(a)
    site.says("/feed", news(*range(1, 12)))
    await follower.fetch()
    again = await read(a, f"{first['run']}.0")
    assert titles(again["items"]) == titles(first["items"])
    everything = titles(await read_all(a))
    assert len(everything) == len(set(everything)) == 11


async def test_what_is_no_longer_followed_is_left_out_of_a_page_that_was_shown(
    follower: Follower, site: Site
) -> None:
    followed = await follower.add(site.says("/feed", news(1, 2)))
    await follower.add(site.says("/other", news(1, word="Other")))
    first = await page_of(follower.client)
    assert (await follower.client.delete(f"/api/followed/{followed['id']}")).status_code == 204
    assert titles((await page_of(follower.client, f"{first['run']}.0"))["items"]) == ["Other 1"]
    assert titles((await page_of(follower.client))["items"]) == ["Other 1"]


async def test_what_somebody_else_follows_is_on_nobodys_feed_but_theirs(
    follower: Follower, site: Site, b: Someone
) -> None:
    await follower.add(site.says("/feed", news(1)))
    assert (await read(b))["items"] == []


async def test_less_of_a_source_hides_the_item_gives_it_fewer_places_and_can_be_taken_back(
    follower: Follower, site: Site, a: Someone
) -> None:
    await follower.add(site.says("/feed", news(*range(1, 9))))
    page = await read(a)
    hidden = page["items"][0]
    less = await less_of(a.client, hidden["item"]["id"], run=page["run"], position=hidden["position"])
    assert await less_of(a.client, hidden["item"]["id"]) == less
    after = titles((await read(a))["items"])
    assert len(after) == 2
    assert hidden["item"]["title"] not in after
    named = (await a.client.get("/api/feed/less/sources")).json()
    assert [(each["source"], each["times"]) for each in named] == [("Item", 1)]
    assert (await a.client.delete(f"/api/feed/less/{less}")).status_code == 204
    assert (await a.client.get("/api/feed/less/sources")).json() == []


async def test_several_wishes_for_less_of_a_source_are_one_line_that_is_taken_back_at_once(
    follower: Follower, site: Site, a: Someone
) -> None:
    await follower.add(site.says("/feed", news(*range(1, 9))))
    for shown in (await read(a))["items"][:2]:
        await less_of(a.client, shown["item"]["id"])
    (line,) = (await a.client.get("/api/feed/less/sources")).json()
    assert line["times"] == 2
    address = f"/api/feed/less/sources/{line['id']}"
    assert (await a.client.delete(address)).status_code == 204
    assert (await a.client.get("/api/feed/less/sources")).json() == []
    assert (await a.client.delete(address)).status_code == 404


async def test_less_of_what_one_does_not_follow_is_refused(
    follower: Follower, site: Site, b: Someone
) -> None:
    await follower.add(site.says("/feed", news(1)))
    (shown,) = (await page_of(follower.client))["items"]
    answer = await b.client.post("/api/feed/less/sources", json={"item_id": shown["item"]["id"]})
    assert answer.status_code == 404


async def test_what_was_opened_comes_into_the_log_by_its_title_and_does_not_come_again(
    follower: Follower, site: Site, a: Someone, db: Database
) -> None:
    await follower.add(site.says("/feed", news(1, word="Beekeeping in cities")))
    page = await read(a)
    assert await do(a, page["run"], 0, "open") == 204
    assert await do(a, page["run"], 0, "dwell", 20) == 204
    async with db.begin(Scope(a.id, "export")) as tx:
        await note(tx)
        found = await tx.connection.execute(
            "SELECT type, text, payload->>'kind' FROM event WHERE type LIKE 'feed.item.%' ORDER BY type"
        )
        looked, opened = await found.fetchall()
    assert looked == ("feed.item.looked.v1", "", "source")
    assert opened == ("feed.item.opened.v1", "Beekeeping in cities 1", "source")
    assert titles((await read(a))["items"]) == []


async def test_a_source_that_is_opened_counts_as_close(
    follower: Follower, site: Site, a: Someone, db: Database
) -> None:
    await follower.add(site.says("/feed", news(1, 2)))
    page = await read(a)
    await do(a, page["run"], 0, "open")
    await read(a)
    async with db.begin(Scope(a.id, "feed")) as tx:
        found = await tx.connection.execute(
            "SELECT features[3], version FROM feed_impression ORDER BY made_at DESC LIMIT 1"
        )
        ((closeness, version),) = await found.fetchall()
    assert closeness > 0
    assert version == 0


async def test_rules_hold_for_what_comes_from_sources(follower: Follower, site: Site, a: Someone) -> None:
    await follower.add(site.says("/bread", news(1, word="Bread")))
    await follower.add(site.says("/chess", news(1, word="Chess")))
    answer = await a.client.post("/api/feed/rules", json={"text": "nothing about bread"})
    assert answer.status_code == 201, answer.text
    assert titles((await read(a))["items"]) == ["Chess 1"]


def test_the_title_of_what_was_opened_tells_an_interest() -> None:
    at = clock.now()
    opened = Heard(
        EventId(new_id()), SourceId(new_id()), "feed", "feed.item.opened.v1", at, at, None,
        is_mine=True, thread=None, thread_title=None, text="Beekeeping in cities", payload={},
        purposes=frozenset({"feed", "export"}), before=(),
    )  # fmt: skip
    signal = read_signal(opened)
    assert signal is not None
    assert (signal.kind, "beekeeping" in {phrase.words.lower() for phrase in signal.phrases}) == (
        "opened",
        True,
    )
