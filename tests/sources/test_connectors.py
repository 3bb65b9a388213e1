"""What a person may type, and which outlet it leads to."""

import json
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from beknown.kit.errors import Invalid
from beknown.sources.outlet_address import BlueskyWish, MastodonWish, PageWish, kind_of, read_wish
from tests.sources.outlets import Follower, Site

STATUS = {
    "uri": "https://social.example/1",
    "url": "https://social.example/@ana/1",
    "content": "<p>Hello <b>there</b></p>",
    "spoiler_text": "",
    "language": "pt",
    "created_at": "2026-05-04T10:00:00.000Z",
    "account": {"display_name": "Ana :cat:", "acct": "ana", "url": "https://social.example/@ana"},
    "reblog": None,
}


def post(number: int, text: str, **more: object) -> dict[str, object]:
    return {
        "post": {
            "uri": f"at://did:plc:ana/app.bsky.feed.post/{number}",
            "author": {"did": "did:plc:ana", "handle": "ana.example", "displayName": "Ana"},
            "record": {"text": text, "createdAt": "2026-05-04T10:00:00Z", "langs": ["pt"]},
            "indexedAt": f"2026-05-04T10:00:0{number}Z",
            **more,
        }
    }


@pytest.mark.parametrize(
    ("text", "wish"),
    [
        ("example.org", PageWish("https://example.org", is_guess=True)),
        (" https://Example.org/a?b=c#d ", PageWish("https://Example.org/a?b=c")),
        ("feed://example.org/x", PageWish("https://example.org/x", is_guess=True)),
        ("feed:https://example.org/x", PageWish("https://example.org/x")),
        ("@ana@social.example", MastodonWish("account", "ana", "social.example")),
        ("#caturday@social.example", MastodonWish("tag", "caturday", "social.example")),
        ("@ana.example", BlueskyWish("profile", "ana.example")),
        ("bsky.app/profile/ana.example", BlueskyWish("profile", "ana.example")),
        ("https://bsky.app/profile/did:plc:a/feed/cats", BlueskyWish("feed", "did:plc:a", "cats")),
        ("https://bsky.app/profile/ana.example/lists/3k", BlueskyWish("lists", "ana.example", "3k")),
        (
            "youtube.com/channel/UC1234567890123456789012",
            PageWish(
                "https://www.youtube.com/feeds/videos.xml?channel_id=UC1234567890123456789012",
                is_youtube=True,
            ),
        ),
        (
            "https://m.youtube.com/playlist?list=PL1&x=2",
            PageWish("https://www.youtube.com/feeds/videos.xml?playlist_id=PL1", is_youtube=True),
        ),
        ("https://youtube.com/@ana", PageWish("https://www.youtube.com/@ana", is_youtube=True)),
    ],
)
def test_what_is_typed_is_understood(text: str, wish: object) -> None:
    assert read_wish(text) == wish


@pytest.mark.parametrize(
    "text",
    ["", "word", "two words", "ana@example.org", "ftp://x.example", "javascript:alert(1)", "http://",
     "http://u:p@x.example", "mailto:a@b.c", "bsky.app/about", "https://x.example:99999/", "http://[::1",
     "a" * 3000, "https://x.example/\u202e"],
)  # fmt: skip
def test_what_can_not_be_followed_is_refused_in_words(text: str) -> None:
    with pytest.raises(Invalid) as refused:
        read_wish(text)
    assert len(refused.value.message) > 30


@given(st.text(max_size=60))
def test_anything_typed_is_understood_or_refused(text: str) -> None:
    for typed in (text, f"https://{text}", f"@{text}@x.example"):
        with suppress(Invalid):
            assert read_wish(typed) is not None


async def test_an_account_of_mastodon_is_found_on_the_server_it_lives_on(
    follower: Follower, site: Site
) -> None:
    host = site.address.removeprefix("http://")
    home = json.dumps(
        {"links": [{"rel": "self", "type": "application/activity+json", "href": f"{site.address}/users/ana"}]}
    )
    site.says("/.well-known/webfinger", home)
    site.says(
        "/api/v1/accounts/lookup",
        json.dumps({"id": "7", "display_name": "Ana", "url": "https://social.example/@ana"}),
    )
    boost = {**STATUS, "uri": "https://social.example/2", "reblog": STATUS}
    warned = {**STATUS, "uri": "https://social.example/3", "spoiler_text": "Spiders"}
    site.says("/api/v1/accounts/7/statuses", json.dumps([warned, boost, STATUS]))
    followed = await follower.add(f"@ana@{host}")
    assert (followed["kind"], followed["title"], followed["page"]) == (
        "mastodon",
        "Ana",
        "https://social.example/@ana",
    )
    shown = [
        (each["title"], each["text"], each["author"], each["language"]) for each in await follower.items()
    ]
    assert sorted(shown) == [("", "Hello there", "Ana :cat:", "pt"), ("Spiders", "", "Ana :cat:", "pt")]


async def test_a_tag_of_mastodon_is_followed(follower: Follower, site: Site) -> None:
    site.says("/api/v1/timelines/tag/cats", json.dumps([STATUS]))
    followed = await follower.add(f"#cats@{site.address.removeprefix('http://')}")
    assert (followed["kind"], followed["title"].startswith("#cats@")) == ("mastodon", True)


async def test_an_account_that_is_not_there_is_refused_in_words(follower: Follower, site: Site) -> None:
    assert "There is nothing" in await follower.refused(f"@nobody@{site.address.removeprefix('http://')}")


@pytest.mark.parametrize(
    ("address", "method"),
    [
        ("@ana.example", "getAuthorFeed"),
        ("https://bsky.app/profile/ana.example/feed/cats", "getFeed"),
        ("https://bsky.app/profile/did:plc:ana/lists/3k", "getListFeed"),
    ],
)
async def test_what_bluesky_shows_to_everybody_is_followed(
    follower: Follower, site: Site, address: str, method: str
) -> None:
    site.says("/xrpc/com.atproto.identity.resolveHandle", json.dumps({"did": "did:plc:ana"}))
    feed = [
        post(3, "Hidden", labels=[{"val": "porn"}]),
        post(2, "1 < 2\nand more"),
        {**post(1, "Of somebody else"), "reason": {"by": "x"}},
    ]
    site.says(f"/xrpc/app.bsky.feed.{method}", json.dumps({"feed": feed}))
    assert (await follower.add(address))["kind"] == "bluesky"
    (shown,) = await follower.items()
    assert (shown["text"], shown["author"]) == ("1 < 2\nand more", "Ana")
    assert shown["link"] == "https://bsky.app/profile/did:plc:ana/post/2"


async def test_nobody_at_bluesky_is_refused_in_words(follower: Follower) -> None:
    assert "nobody called 'no.example'" in await follower.refused("@no.example")


@pytest.mark.parametrize(
    ("url", "kind"),
    [
        ("https://s.example/api/v1/accounts/7/statuses?limit=40", "mastodon"),
        ("https://s.example/api/v1/timelines/tag/cats", "mastodon"),
        ("https://public.api.bsky.app/xrpc/app.bsky.feed.getFeed?feed=x", "bluesky"),
        ("https://www.youtube.com/feeds/videos.xml?channel_id=x", "youtube"),
        ("https://x.example/api/v1/timelines", "feed"),
    ],
)
def test_an_address_out_of_a_list_says_its_kind(url: str, kind: str) -> None:
    assert kind_of(url) == kind
