"""Find the outlet that a person means by what they typed."""

import contextlib
from collections.abc import Iterable
from urllib.parse import quote, urlencode, urljoin, urlsplit

from pydantic import BaseModel, ValidationError

from beknown.kit.errors import Invalid
from beknown.kit.outside import Answer, Unreached
from beknown.sources.outlet_address import BlueskyWish, MastodonWish, PageWish, read_wish
from beknown.sources.outlet_ask import Guest
from beknown.sources.outlet_page import USUAL_PATHS, find_feeds
from beknown.sources.outlet_read import read_outlet
from beknown.sources.outlet_types import NotRead, Place, Reading

_XRPC = "/xrpc/app.bsky.feed"
_TRIED_FEEDS = 3
_LOOKS_LIKE_FEED = (b"<rss", b"<feed", b"<rdf:rdf")
_HEAD_BYTES = 2000


class _Account(BaseModel):
    id: str
    display_name: str = ""
    acct: str = ""
    url: str = ""


class _Link(BaseModel):
    rel: str = ""
    type: str | None = None
    href: str | None = None


class _Finger(BaseModel):
    links: list[_Link] = []


class _Handle(BaseModel):
    did: str


async def find_outlet(guest: Guest, text: str) -> tuple[Place, Reading, Answer]:
    """Find what is meant and read it, so that what is followed is known to work.

    Raises:
        Invalid: It is no address that can be followed, or leads to nothing that can be; the message says why.
    """
    wish = read_wish(text)
    if isinstance(wish, MastodonWish):
        place = await _find_mastodon(guest, wish)
    elif isinstance(wish, BlueskyWish):
        place = await _find_bluesky(guest, wish)
    else:
        return await _find_feed(guest, wish)
    answer = await guest.ask(place.address)
    return place, await read_outlet(place.kind, answer), answer


async def _find_feed(guest: Guest, wish: PageWish) -> tuple[Place, Reading, Answer]:
    answer = await _ask_page(guest, wish)
    if _is_feed(answer):
        return await _read_feed(answer)
    named = find_feeds(answer.body, answer.url)
    usual = [] if named or wish.is_youtube else [urljoin(answer.url, path) for path in USUAL_PATHS]
    for address in [*named[:_TRIED_FEEDS], *usual]:
        with contextlib.suppress(NotRead, Unreached):
            found = await guest.ask(address)
            return await _read_feed(found, page=answer.url)
    raise NotRead(
        "not_a_feed",
        f"No feed was found at {answer.url!r}. If the site has one, type the address of the feed itself.",
    )


async def _ask_page(guest: Guest, wish: PageWish) -> Answer:
    """Ask by https, and by http where nobody said how and only that way leads there."""
    plain = "http" + wish.url.removeprefix("https")
    if wish.is_guess and guest.outside.is_local(plain):
        return await guest.ask(plain)
    try:
        return await guest.ask(wish.url)
    except Unreached as error:
        if not wish.is_guess or error.why not in {"unreachable", "insecure"}:
            raise
    return await guest.ask(plain)


def _is_feed(answer: Answer) -> bool:
    head = answer.body[:_HEAD_BYTES].lower()
    return any(mark in head for mark in _LOOKS_LIKE_FEED) and b"<html" not in head


async def _read_feed(answer: Answer, page: str = "") -> tuple[Place, Reading, Answer]:
    reading = await read_outlet("feed", answer)
    return Place(reading.kind, answer.url, reading.page or page, reading.title), reading, answer


async def _find_mastodon(guest: Guest, wish: MastodonWish) -> Place:
    base = _base_of(guest, wish.host)
    if wish.what == "tag":
        tag = quote(wish.name, safe="")
        address = f"{base}/api/v1/timelines/tag/{tag}?limit=40"
        return Place("mastodon", address, f"{base}/tags/{tag}", f"#{wish.name}@{wish.host}")
    home = await _find_home(guest, base, wish)
    answer = await guest.ask(f"{home}/api/v1/accounts/lookup?{urlencode({'acct': wish.name})}")
    try:
        account = _Account.model_validate_json(answer.body)
    except ValidationError as error:
        raise NotRead("not_a_feed", f"{wish.host!r} doesn't answer as a server of Mastodon does.") from error
    asked = urlencode({"exclude_replies": "true", "exclude_reblogs": "true", "limit": 40})
    address = f"{home}/api/v1/accounts/{quote(account.id, safe='')}/statuses?{asked}"
    return Place("mastodon", address, account.url, account.display_name or f"@{wish.name}@{wish.host}")


async def _find_home(guest: Guest, base: str, wish: MastodonWish) -> str:
    """Ask which server an account lives on: its name may carry another one.

    Source: RFC 7033 (WebFinger).
    """
    asked = urlencode({"resource": f"acct:{wish.name}@{wish.host}"})
    with contextlib.suppress(NotRead, Unreached, ValidationError):
        finger = _Finger.model_validate_json((await guest.ask(f"{base}/.well-known/webfinger?{asked}")).body)
        for href in _own_pages(finger.links):
            parts = urlsplit(href)
            if parts.scheme in {"http", "https"} and parts.hostname:
                return f"{parts.scheme}://{parts.netloc}"
    return base


def _own_pages(links: Iterable[_Link]) -> list[str]:
    return [link.href for link in links if link.rel == "self" and link.href is not None]


async def _find_bluesky(guest: Guest, wish: BlueskyWish) -> Place:
    base, did = guest.bluesky_url, wish.actor
    if not did.startswith("did:"):
        asked = urlencode({"handle": wish.actor})
        try:
            told = await guest.ask(f"{base}/xrpc/com.atproto.identity.resolveHandle?{asked}")
            did = _Handle.model_validate_json(told.body).did
        except (ValidationError, NotRead) as error:
            raise Invalid(f"There is nobody called {wish.actor!r} at Bluesky. Is it spelled so?") from error
    page = f"https://bsky.app/profile/{wish.actor}"
    if wish.what == "profile":
        asked = urlencode({"actor": did, "filter": "posts_no_replies", "limit": 50})
        return Place("bluesky", f"{base}{_XRPC}.getAuthorFeed?{asked}", page, f"@{wish.actor}")
    if wish.what == "feed":
        asked = urlencode({"feed": f"at://{did}/app.bsky.feed.generator/{wish.name}", "limit": 50})
        address = f"{base}{_XRPC}.getFeed?{asked}"
    else:
        asked = urlencode({"list": f"at://{did}/app.bsky.graph.list/{wish.name}", "limit": 50})
        address = f"{base}{_XRPC}.getListFeed?{asked}"
    return Place("bluesky", address, f"{page}/{wish.what}/{wish.name}", f"{wish.name} · @{wish.actor}")


def _base_of(guest: Guest, host: str) -> str:
    plain = f"http://{host}"
    return plain if guest.outside.is_local(plain) else f"https://{host}"
