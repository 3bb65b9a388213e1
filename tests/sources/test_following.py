from collections.abc import Awaitable, Callable
from datetime import timedelta

import pytest
from fastapi import Request, Response

from beknown.kit import clock
from beknown.kit.db import Database, Purpose, Scope
from beknown.kit.ids import PersonId
from beknown.sources import find_source_items, write_opml
from beknown.sources.follow_store import find_follows
from beknown.sources.outlet_opml import Line
from tests.sources.outlets import NOON, Follower, Site, item, rss

Following = Callable[[PersonId], Awaitable[Follower]]


async def test_the_address_of_a_site_is_enough_to_follow_its_feed(follower: Follower, site: Site) -> None:
    site.says(
        "/", '<link rel="alternate" type="application/rss+xml" href="/news.xml">', content_type="text/html"
    )
    site.says("/news.xml", rss(item(1), item(2)))
    followed = await follower.add(site.address.removeprefix("http://"))
    assert (followed["title"], followed["kind"], followed["state"]) == ("The Daily", "feed", "good")
    assert followed["address"] == f"{site.address}/news.xml"
    assert await follower.titles() == ["Item 2", "Item 1"]


async def test_a_feed_is_found_where_sites_usually_have_it(follower: Follower, site: Site) -> None:
    site.says("/blog", "<p>no link</p>", content_type="text/html")
    site.says("/atom.xml", rss(item(1)))
    assert (await follower.add(f"{site.address}/blog"))["address"] == f"{site.address}/atom.xml"


async def test_a_page_without_a_feed_is_refused_with_a_way_out(follower: Follower, site: Site) -> None:
    site.says("/", "<p>hello</p>", content_type="text/html")
    assert "type the address of the feed" in await follower.refused(site.address)


async def test_a_podcast_is_known_by_what_there_is_to_hear(follower: Follower, site: Site) -> None:
    audio = '<enclosure url="https://daily.example/1.mp3" type="audio/mpeg" length="9"/>'
    length = "<itunes:duration>1:02:03</itunes:duration>"
    assert (await follower.add(site.says("/cast", rss(item(1, more=audio + length)))))["kind"] == "podcast"
    (heard,) = await follower.items()
    assert (heard["media_url"], heard["media_type"], heard["media_s"]) == (
        "https://daily.example/1.mp3",
        "audio/mpeg",
        3723,
    )


async def test_an_unchanged_feed_is_not_sent_again(follower: Follower, site: Site) -> None:
    def answer(request: Request) -> Response:
        is_known = request.headers.get("if-none-match") == '"7"'
        return Response(rss(item(1)), status_code=304 if is_known else 200, headers={"etag": '"7"'})

    site.answers["/feed"] = answer
    await follower.add(f"{site.address}/feed")
    await follower.fetch()
    assert site.count("/feed") == 2
    assert site.headers[-1]["if-none-match"] == '"7"'
    assert (await follower.only())["state"] == "good"
    assert await follower.titles() == ["Item 1"]


async def test_what_is_new_comes_with_the_next_fetch_and_nothing_comes_twice(
    follower: Follower, site: Site
) -> None:
    await follower.add(site.says("/feed", rss(item(1))))
    site.says("/feed", rss(item(2), item(1, title="Item 1, mended")))
    await follower.fetch()
    assert await follower.titles() == ["Item 2", "Item 1, mended"]


async def test_what_many_follow_is_fetched_once(
    following: Following, ana: PersonId, ben: PersonId, site: Site
) -> None:
    feed = site.says("/feed", rss(item(1)))
    both = [await following(person) for person in (ana, ben)]
    await both[0].add(feed)
    await both[1].add(feed)
    before = site.count("/feed")
    await both[0].fetch()
    assert site.count("/feed") == before + 1


@pytest.mark.parametrize("purpose", ["feed", "export", "assistant"])
async def test_nobody_sees_what_only_another_person_follows(
    db: Database, follower: Follower, ben: PersonId, site: Site, purpose: Purpose
) -> None:
    await follower.add(site.says("/secret-4711", rss(item(1))))
    async with db.begin(Scope(ben, purpose)) as tx:
        assert await find_source_items(tx, limit=10) == []
        assert await find_follows(tx) == []


@pytest.mark.parametrize("purpose", ["ads", "business", "live", "safety", "account"])
async def test_no_other_purpose_sees_what_is_followed(
    db: Database, follower: Follower, ana: PersonId, site: Site, purpose: Purpose
) -> None:
    await follower.add(site.says("/feed", rss(item(1))))
    async with db.begin(Scope(ana, purpose)) as tx:
        assert await find_source_items(tx, limit=10) == []


async def test_an_item_of_others_can_not_be_kept(
    follower: Follower, following: Following, ben: PersonId, site: Site
) -> None:
    await follower.add(site.says("/feed", rss(item(1))))
    (shown,) = await follower.items()
    refused = await (await following(ben)).client.put(f"/api/followed/items/{shown['id']}/kept")
    assert refused.status_code == 404


async def test_what_is_paused_is_not_fetched_until_the_pause_ends(follower: Follower, site: Site) -> None:
    followed = await follower.add(site.says("/feed", rss(item(1))))
    await follower.client.put(f"/api/followed/{followed['id']}/pause")
    await follower.fetch()
    assert site.count("/feed") == 1
    await follower.client.delete(f"/api/followed/{followed['id']}/pause")
    await follower.fetch()
    assert site.count("/feed") == 2


async def test_a_pause_holds_even_where_somebody_else_reads_on(
    follower: Follower, following: Following, ben: PersonId, site: Site
) -> None:
    followed = await follower.add(site.says("/feed", rss(item(1))))
    reader = await following(ben)
    await reader.add(f"{site.address}/feed")
    await follower.client.put(f"/api/followed/{followed['id']}/pause")
    site.says("/feed", rss(item(2), item(1)))
    await reader.fetch()
    assert await reader.titles() == ["Item 2", "Item 1"]
    assert await follower.titles() == ["Item 1"]


async def test_what_is_removed_is_gone_at_once_and_can_be_brought_back(
    follower: Follower, site: Site
) -> None:
    followed = await follower.add(site.says("/feed", rss(item(1))))
    await follower.client.delete(f"/api/followed/{followed['id']}")
    assert (await follower.follows(), await follower.items()) == ([], [])
    await follower.client.post(f"/api/followed/{followed['id']}/back")
    assert await follower.titles() == ["Item 1"]


async def test_following_twice_is_refused_and_following_anew_is_not(follower: Follower, site: Site) -> None:
    followed = await follower.add(site.says("/feed", rss(item(1))))
    again = await follower.client.post("/api/followed", json={"address": f"{site.address}/feed"})
    assert (again.status_code, "already" in again.json()["detail"]) == (409, True)
    await follower.client.delete(f"/api/followed/{followed['id']}")
    assert (await follower.add(f"{site.address}/feed"))["id"] == followed["id"]


async def test_a_list_is_followed_line_by_line_and_says_what_became_of_each(
    follower: Follower, site: Site
) -> None:
    feed = site.says("/feed", rss(item(1)))
    lines = [
        Line("One & only", feed),
        Line("Again", feed),
        Line("Bad", "ftp://x.example/"),
        Line("Word", "nonsense"),
    ]
    answer = await follower.client.post(
        "/api/followed/lists", files={"file": ("a.opml", write_opml(lines).encode())}
    )
    assert [line["outcome"] for line in answer.json()] == ["added", "known", "refused", "refused"]
    assert "ftp://x.example/" in answer.json()[2]["reason"]
    await follower.fetch()
    assert await follower.titles() == ["Item 1"]


async def test_what_is_taken_out_as_a_list_comes_in_again(
    follower: Follower, following: Following, ben: PersonId, site: Site
) -> None:
    await follower.add(site.says("/feed", rss(item(1), title="A &amp; &lt;B&gt;")))
    taken = await follower.client.get("/api/followed/lists")
    assert "beknown.opml" in taken.headers["content-disposition"]
    reader = await following(ben)
    await reader.client.post("/api/followed/lists", files={"file": ("a.opml", taken.content)})
    assert (await reader.only())["address"] == f"{site.address}/feed"


NESTED = b"""<?xml version="1.0"?><opml version="2.0"><body>
<outline text="Alone" xmlUrl="https://x.example/1"/>
<outline text="Science &amp; &lt;b&gt;more&lt;/b&gt;">
  <outline text="In it" xmlUrl="https://x.example/2"></outline>
  <outline text="Space"><outline><outline text="Deep" xmlUrl="https://x.example/3"/></outline></outline>
  <outline text="In it again" xmlUrl="https://x.example/4"/>
</outline>
<outline text="Long LETTERS"><outline text="Last" xmlUrl="https://x.example/5"/></outline>
<outline text="Alone again" xmlUrl="https://x.example/6"/>
</body></opml>""".replace(b"LETTERS", b"x" * 200)


async def test_folders_of_a_list_are_kept_and_written_again(
    follower: Follower, following: Following, ben: PersonId
) -> None:
    await follower.client.post("/api/followed/lists", files={"file": ("a.opml", NESTED)})
    folders = await follower.folders()
    long = folders.pop("https://x.example/5") or ""
    assert folders == {
        "https://x.example/1": None,
        "https://x.example/2": "Science & more",
        "https://x.example/3": "Space",
        "https://x.example/4": "Science & more",
        "https://x.example/6": None,
    }
    assert (long[:6], long[-1], len(long)) == ("Long x", "…", 100)
    taken = await follower.client.get("/api/followed/lists")
    reader = await following(ben)
    await reader.client.post("/api/followed/lists", files={"file": ("a.opml", taken.content)})
    assert await reader.folders() == folders | {"https://x.example/5": long}


async def test_a_folder_can_be_changed_and_cleared_and_a_list_moves_nothing_out_of_one(
    follower: Follower, following: Following, ben: PersonId
) -> None:
    await follower.client.post("/api/followed/lists", files={"file": ("a.opml", NESTED)})
    ids = {each["address"][-1]: each["id"] for each in await follower.follows()}
    moved = await follower.client.put(f"/api/followed/{ids['2']}/folder", json={"folder": " My\nown "})
    assert (moved.status_code, moved.json()["folder"]) == (200, "My own")
    cleared = await follower.client.put(f"/api/followed/{ids['3']}/folder", json={"folder": ""})
    assert cleared.json()["folder"] is None
    await follower.client.post("/api/followed/lists", files={"file": ("a.opml", NESTED)})
    folders = await follower.folders()
    assert (folders["https://x.example/2"], folders["https://x.example/3"]) == ("My own", "Space")
    other = await following(ben)
    refused = await other.client.put(f"/api/followed/{ids['2']}/folder", json={"folder": "Mine"})
    assert refused.status_code == 404
    long = await follower.client.put(f"/api/followed/{ids['2']}/folder", json={"folder": "x" * 101})
    assert long.status_code == 422


@pytest.mark.parametrize("content", [b"", b"\x00\xff", b"<rss></rss>", b"<opml></opml>", b'{"a": 1}'])
async def test_what_is_no_list_is_refused_in_words(follower: Follower, content: bytes) -> None:
    answer = await follower.client.post("/api/followed/lists", files={"file": ("a.opml", content)})
    assert answer.status_code == 422
    assert "list" in answer.json()["detail"]


async def test_pages_of_items_follow_each_other_without_a_gap(follower: Follower, site: Site) -> None:
    await follower.add(site.says("/feed", rss(*(item(number) for number in range(1, 41)))))
    first = (await follower.client.get("/api/followed/items")).json()
    rest = await follower.items(before=first["next"])
    assert [each["title"] for each in [*first["items"], *rest]] == [
        f"Item {number}" for number in range(40, 0, -1)
    ]


async def test_what_somebody_keeps_stays_when_the_outlet_moves_on(follower: Follower, site: Site) -> None:
    await follower.add(site.says("/feed", rss(item(1))))
    (kept,) = await follower.items()
    await follower.client.put(f"/api/followed/items/{kept['id']}/kept")
    for start in (2, 102, 202, 302):
        site.says("/feed", rss(*(item(number) for number in range(start, start + 100))))
        await follower.fetch(after=timedelta(days=start))
    titles = await walk(follower)
    assert (len(titles), titles[-1], "Item 2" in titles) == (301, "Item 1", False)


async def walk(follower: Follower) -> list[str]:
    titles, before = list[str](), dict[str, str]()
    while True:
        page = (await follower.client.get("/api/followed/items", params=before)).json()
        titles += [each["title"] for each in page["items"]]
        if page["next"] is None:
            return titles
        before = {"before": page["next"]}


async def test_a_time_to_come_is_now_and_one_from_nowhere_is_when_it_was_fetched(
    follower: Follower, site: Site
) -> None:
    ahead = item(1, at=NOON + timedelta(days=3650))
    nowhere = item(2).replace("<pubDate>", "<pubDate>not a time ")
    site.says("/feed", rss(ahead, nowhere))
    before = clock.now()
    await follower.add(f"{site.address}/feed")
    times = [each["published_at"] for each in await follower.items()]
    assert all(before.isoformat()[:16] <= at[:16] <= clock.now().isoformat()[:16] for at in times)


async def test_candidates_of_a_feed_are_what_is_followed(
    db: Database, follower: Follower, ana: PersonId, site: Site
) -> None:
    await follower.add(site.says("/feed", rss(item(1), item(2), item(3))))
    async with db.begin(Scope(ana, "feed")) as tx:
        found = await find_source_items(tx, limit=2)
    assert [each.title for each in found] == ["Item 3", "Item 2"]
