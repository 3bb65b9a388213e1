"""Cards of pages that posts link to: asked once, by the server, in nobody's name, and gone with the post's words."""

from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from fastapi import Response

from beknown.app.house import House
from beknown.kit import clock
from beknown.kit.db import Scope
from beknown.kit.jobs import Worker
from beknown.kit.outside import Outside
from beknown.social.link import find_link, host_of
from beknown.social.link_read import read_link
from beknown.social.post import purge_post
from beknown.sources import Guest
from tests.social.pictures import draw
from tests.social.posting import Post, Someone, address
from tests.sources.outlets import Site, open_site

PAGE = """<html><head><title>Ignored</title>
<meta property="og:title" content="The kiln &amp; I"><meta name="description" content="How it was mended.">
<meta property="og:image" content="/kiln.jpg"></head><body>Words</body></html>"""


@pytest.fixture
async def site() -> AsyncIterator[Site]:
    """A site on this machine, with a page and its picture."""
    async with open_site() as opened:
        opened.says("/kiln", PAGE, content_type="text/html; charset=utf-8")
        opened.says("/kiln.jpg", draw((900, 600)), content_type="image/jpeg")
        yield opened


@dataclass(frozen=True, slots=True)
class Reading:
    """What the worker does, where this machine counts as outside."""

    house: House

    async def read(self, post: Post, *, our_host: str = "", outside: str = "127.0.0.1") -> None:
        """Ask the page of a post."""
        author = post["author"]["id"]
        guest = Guest(self.house.db, Outside(outside), "")
        scope = Scope(UUID(author), "export")  # pyright: ignore[reportArgumentType] - a person's id, as JSON
        await read_link(guest, self.house.blobs, scope, UUID(post["id"]), our_host=our_host)

    def files(self, who: Someone) -> int:
        """Count the files of somebody."""
        folder = self.house.blobs.folder / str(who.id)
        return len(list(folder.iterdir())) if folder.exists() else 0


@pytest.fixture
def worker(house: House) -> Reading:
    """Reads pages."""
    return Reading(house)


async def card(reader: Someone, post: Post) -> Any:  # noqa: ANN401 - JSON
    """Give the card beneath a post as somebody gets it."""
    return (await reader.client.get(address(post))).json()["post"]["link"]


async def test_a_page_is_asked_once_for_all_and_shown_with_its_picture_drawn_anew(
    a: Someone, b: Someone, c: Someone, site: Site, worker: Reading
) -> None:
    post = await a.post(f"Look: {site.address}/kiln. And https://other.example/")
    assert (post["link"]["is_waiting"], await card(b, post)) == (True, None)
    await worker.read(post)
    seen = [await card(each, post) for each in (a, b, c)]
    assert [(each["title"], each["about"], each["is_waiting"]) for each in seen] == [
        ("The kiln & I", "How it was mended.", False)
    ] * 3
    assert (seen[1]["url"], seen[1]["host"]) == (f"{site.address}/kiln", "127.0.0.1")
    assert [each["link"] for each in (await b.client.get("/api/social/latest")).json()["posts"]] == [seen[1]]
    got = await b.client.get(f"/api/social/links/{a.id}/{seen[1]['id']}")
    assert (got.status_code, got.headers["content-type"], got.content[8:12]) == (200, "image/webp", b"WEBP")
    await worker.read(post)
    assert site.asked == ["/robots.txt", "/kiln", "/kiln.jpg"]


async def test_a_quote_shows_the_card_of_what_it_quotes_until_that_is_taken_away(
    a: Someone, b: Someone, c: Someone, site: Site, worker: Reading
) -> None:
    post = await a.post(f"Look: {site.address}/kiln")
    await b.post("She is right", quote={"author_id": str(a.id), "id": post["id"]})
    (quote, _) = (await c.client.get("/api/social/latest")).json()["posts"]
    assert quote["quoted"]["link"] is None
    await worker.read(post)
    (quote, quoted) = (await c.client.get("/api/social/latest")).json()["posts"]
    assert quote["quoted"]["link"] == quoted["link"]
    assert (quote["quoted"]["link"]["title"], quote["link"]) == ("The kiln & I", None)
    (of_b,) = (await c.client.get(f"/api/social/people/{b.id}/posts")).json()["posts"]
    assert of_b["quoted"]["link"] == quoted["link"]
    await a.client.delete(f"/api/social/posts/{post['id']}/link")
    assert (await c.client.get(address(quote))).json()["post"]["quoted"]["link"] is None


async def test_a_site_is_told_nothing_of_who_posted_or_reads(a: Someone, site: Site, worker: Reading) -> None:
    await worker.read(await a.post(f"{site.address}/kiln"))
    told = {name for headers in site.headers for name in headers}
    assert told == {"host", "accept", "accept-encoding", "connection", "user-agent"}
    assert {headers["user-agent"].partition("/")[0] for headers in site.headers} == {"Beknown"}


async def test_a_card_is_seen_by_whom_its_post_is_for(
    a: Someone, b: Someone, c: Someone, site: Site, worker: Reading
) -> None:
    await b.follow(a)
    post = await a.post(f"{site.address}/kiln", "followers")
    await worker.read(post)
    place = f"/api/social/links/{a.id}/{(await card(b, post))['id']}"
    assert [(await each.client.get(place)).status_code for each in (a, b, c)] == [200, 200, 404]
    await a.client.delete(f"/api/social/posts/{post['id']}")
    assert (await b.client.get(place)).status_code == 404


async def test_a_note_to_oneself_asks_nobody(a: Someone, site: Site, worker: Reading) -> None:
    post = await a.post(f"{site.address}/kiln", "me")
    await worker.read(post)
    assert (post["link"], site.asked) == (None, [])


async def test_a_card_goes_with_the_words_that_name_its_page(
    a: Someone, b: Someone, site: Site, worker: Reading
) -> None:
    post = await a.post(f"{site.address}/kiln")
    await worker.read(post)
    place = f"/api/social/posts/{post['id']}"
    edited = await a.client.patch(place, json={"text": f"Better words: {site.address}/kiln"})
    assert edited.json()["link"]["title"] == "The kiln & I"
    await a.client.patch(place, json={"text": "No link any more"})
    assert await card(b, post) is None
    await worker.read(post)
    assert worker.files(a) == 0
    await a.client.patch(place, json={"text": f"Again {site.address}/kiln"})
    await worker.read(post)
    assert ((await card(b, post))["title"], worker.files(a)) == ("The kiln & I", 1)


async def test_a_deleted_post_leaves_nothing_of_its_page(
    a: Someone, house: House, site: Site, worker: Reading
) -> None:
    post = await a.post(f"{site.address}/kiln")
    await worker.read(post)
    await a.client.delete(f"/api/social/posts/{post['id']}")
    with clock.frozen(clock.now() + timedelta(minutes=2)):
        async with house.db.begin(Scope(a.id, "export")) as tx:
            await purge_post(tx, house.blobs, UUID(post["id"]))
    await worker.read(post)
    assert worker.files(a) == 0


async def test_its_author_takes_a_card_away_for_good(
    a: Someone, b: Someone, site: Site, worker: Reading
) -> None:
    post = await a.post(f"{site.address}/kiln")
    await worker.read(post)
    place = f"/api/social/posts/{post['id']}"
    assert (await b.client.delete(f"{place}/link")).status_code == 404
    assert (await a.client.delete(f"{place}/link")).json()["link"] is None
    assert (await card(b, post), worker.files(a)) == (None, 0)
    await a.client.patch(place, json={"text": f"Elsewhere: {site.address}/other"})
    await worker.read(post)
    assert site.count("/other") == 0


async def test_whoever_wants_no_card_has_nothing_asked(a: Someone, site: Site, worker: Reading) -> None:
    post = await a.post(f"{site.address}/kiln", has_preview=False)
    await worker.read(post)
    await a.client.patch(f"/api/social/posts/{post['id']}", json={"text": f"Words {site.address}/kiln"})
    await worker.read(post)
    assert (await card(a, post), site.asked) == (None, [])


async def test_what_may_not_be_asked_or_says_nothing_has_no_card(
    a: Someone, site: Site, worker: Reading
) -> None:
    site.says("/robots.txt", "User-agent: *\nDisallow: /closed", content_type="text/plain")
    site.says("/closed", PAGE, content_type="text/html")
    site.says("/mute", "<p>Nothing in the head</p>", content_type="text/html")
    site.says("/data", PAGE, content_type="application/json")
    site.answers["/away"] = lambda _: Response(status_code=302, headers={"location": "/closed"})
    for path in ("/closed", "/mute", "/data", "/missing", "/away"):
        post = await a.post(f"{site.address}{path}")
        await worker.read(post)
        assert await card(a, post) is None, path
    private = await a.post(f"{site.address}/kiln")
    await worker.read(private, outside="")
    ours = await a.post(f"{site.address}/kiln")
    await worker.read(ours, our_host="127.0.0.1")
    assert (await card(a, private), await card(a, ours), site.count("/closed")) == (None, None, 0)


async def test_a_large_page_is_read_as_far_as_it_need_be(a: Someone, site: Site, worker: Reading) -> None:
    site.says("/long", PAGE + "x" * 3_000_000, content_type="text/html")
    post = await a.post(f"{site.address}/long")
    await worker.read(post)
    assert (await card(a, post))["title"] == "The kiln & I"


@pytest.mark.parametrize("picture", [b"<svg/>", draw((1, 1)), b""], ids=["drawing", "counter", "nothing"])
async def test_a_card_stands_without_a_picture_that_is_none(
    a: Someone, site: Site, worker: Reading, picture: bytes
) -> None:
    site.says("/kiln.jpg", picture, content_type="image/jpeg")
    post = await a.post(f"{site.address}/kiln")
    await worker.read(post)
    seen = await card(a, post)
    assert (seen["title"], seen["has_picture"], worker.files(a)) == ("The kiln & I", False, 0)
    assert (await a.client.get(f"/api/social/links/{a.id}/{seen['id']}")).status_code == 404


async def test_words_of_a_page_stay_in_their_line(a: Someone, site: Site, worker: Reading) -> None:
    evil = "\u202egnp.\u202c" + "e" + "\u0301" * 50 + "\n\n<script>alert(1)</script>" + " long" * 100
    site.says("/evil", f"<title>{evil.partition('<')[0]}</title>", content_type="text/html")
    site.says(
        "/tag", f"<meta name='og:title' content='{evil.replace('<', '&lt;')}'>", content_type="text/html"
    )
    titles: list[str] = []
    for path in ("/evil", "/tag"):
        post = await a.post(f"{site.address}{path}")
        await worker.read(post)
        titles.append((await card(a, post))["title"])
    assert [len(title) <= 200 for title in titles] == [True, True]
    assert not any(sign in "".join(titles) for sign in ("\u202e", "\n", "\u0301" * 8))
    assert titles[1].startswith("gnp.")


@pytest.mark.parametrize(
    ("charset", "told"),
    [
        ("iso-8859-1", "charset=iso-8859-1"),
        ("utf-8", ""),
        ("shift_jis", "charset=shift_jis"),
        ("utf-8", "charset=no"),
    ],
)
async def test_letters_are_read_as_the_page_tells_them(
    a: Someone, site: Site, worker: Reading, charset: str, told: str
) -> None:
    site.says("/jp", "<title>Tea \u00d7</title>".encode(charset), content_type=f"text/html; {told}")
    post = await a.post(f"{site.address}/jp")
    await worker.read(post)
    assert (await card(a, post))["title"] == "Tea \u00d7"


async def test_the_worker_asks_by_itself_unless_the_operator_says_no(
    a: Someone, house: House, site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    allowed = house.settings.model_copy(update={"outside_hosts": "127.0.0.1"})
    seen: list[Any] = []
    for settings in (allowed, allowed.model_copy(update={"link_previews": False})):
        monkeypatch.setattr(house, "settings", settings)
        post = await a.post(f"{site.address}/kiln")
        await Worker(house.owner_url, house.job_context()).run(until_empty=True)
        seen.append(await card(a, post))
    assert (seen[0]["title"], seen[1]) == ("The kiln & I", None)


@pytest.mark.parametrize(
    ("text", "link"),
    [
        ("See https://example.org/a?b=c. Or http://b.example!", "https://example.org/a?b=c"),
        ("(https://example.org/a)", "https://example.org/a"),
        ("https://bank.example@evil.example/ http://b.example", "http://b.example"),
        ("http:// ftp://example.org example.org", None),
        ("https://[broken", None),
        ("HTTPS://Example.org/Ü", "HTTPS://Example.org/Ü"),
    ],
)
def test_the_first_address_of_a_text_is_its_link(text: str, link: str | None) -> None:
    assert find_link(text) == link


def test_a_host_is_told_in_letters_that_look_like_no_other() -> None:
    assert host_of("https://www.example.org:8443/a") == "example.org"
    assert host_of("https://\u0440\u0430y\u0440al.example/") == "xn--yal-5cd3fc.example"
    assert host_of("https://[broken") == ""
