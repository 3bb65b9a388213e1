"""Read what a person types to follow something. Pure."""

import re
from dataclasses import dataclass
from typing import Literal
from urllib.parse import parse_qs, quote, urlsplit, urlunsplit

from beknown.kit.errors import Invalid
from beknown.sources.outlet_types import OutletKind

MAX_ADDRESS = 2000

_MASTODON = re.compile(r"([@#])([\w.+-]{1,100})@([\w.-]{1,250}(?::\d{1,5})?)")
_BLUESKY_NAME = re.compile(r"@([a-zA-Z0-9-]+(?:\.[a-zA-Z0-9-]+)+)")
_BLUESKY_PATH = re.compile(r"/profile/([\w.:-]+)(?:/(feed|lists)/([\w.:~-]+))?/?")
_BLUESKY_HOSTS = frozenset({"bsky.app", "www.bsky.app"})
_YOUTUBE_HOSTS = frozenset({"youtube.com", "www.youtube.com", "m.youtube.com"})
_YOUTUBE_CHANNEL = re.compile(r"/channel/(UC[\w-]{10,40})(?:/.*)?")
_YOUTUBE_FEED = "https://www.youtube.com/feeds/videos.xml"
_MASTODON_PATH = re.compile(r"/api/v1/(?:accounts/[^/]+/statuses|timelines/tag/[^/]+)")
_SCHEME = re.compile(r"([a-zA-Z][a-zA-Z0-9+.-]*):(?=//|[^\d])")


@dataclass(frozen=True, slots=True)
class PageWish:
    """A page or a feed at an address; `is_guess` where the person left out how it is reached."""

    url: str
    is_guess: bool = False
    is_youtube: bool = False


@dataclass(frozen=True, slots=True)
class MastodonWish:
    """An account or a tag at a Mastodon server."""

    what: Literal["account", "tag"]
    name: str
    host: str


@dataclass(frozen=True, slots=True)
class BlueskyWish:
    """What somebody posts at Bluesky, or a feed or list that they made."""

    what: Literal["profile", "feed", "lists"]
    actor: str
    name: str = ""


Wish = PageWish | MastodonWish | BlueskyWish


def read_wish(text: str) -> Wish:
    """Tell what is meant: an address, `@name@server`, `#tag@server`, or something at Bluesky or YouTube.

    Raises:
        Invalid: It is none of these.
    """
    text = text.strip().removeprefix("feed://").removeprefix("feed:")
    if not text or len(text) > MAX_ADDRESS or " " in text or not text.isprintable():
        raise Invalid(
            "Type one address, such as example.org, @name@mastodon.example, #tag@mastodon.example or "
            "bsky.app/profile/name.example."
        )
    mastodon = _MASTODON.fullmatch(text)
    if mastodon:
        return MastodonWish("account" if mastodon[1] == "@" else "tag", mastodon[2], mastodon[3].lower())
    bluesky = _BLUESKY_NAME.fullmatch(text)
    if bluesky:
        return BlueskyWish("profile", bluesky[1].lower())
    return _read_url(text)


def _read_url(text: str) -> Wish:
    scheme = _SCHEME.match(text)
    if scheme and scheme[1].lower() not in {"http", "https"}:
        raise Invalid(f"{text!r} can't be followed: only addresses that begin with http or https can.")
    url = text if scheme else f"https://{text}"
    try:
        parts = urlsplit(url)
        host = (parts.hostname or "").lower()
        is_whole = bool(host) and (parts.port is None or parts.port > 0)
    except ValueError as error:
        raise Invalid(f"{text!r} is no address. Is a letter too many in it?") from error
    if not is_whole or "@" in parts.netloc or ("." not in host and not scheme and parts.port is None):
        raise Invalid(
            f"{text!r} is no address that can be followed. Type one such as example.org, @name@mastodon.example "
            "or #tag@mastodon.example."
        )
    if host in _BLUESKY_HOSTS:
        return _read_bluesky(text, parts.path)
    if host in _YOUTUBE_HOSTS:
        return PageWish(_find_youtube(url), is_youtube=True)
    whole = urlunsplit((parts.scheme.lower(), parts.netloc, parts.path, parts.query, ""))
    return PageWish(whole, is_guess=scheme is None)


def _read_bluesky(text: str, path: str) -> BlueskyWish:
    found = _BLUESKY_PATH.fullmatch(path)
    if not found:
        raise Invalid(
            f"{text!r} is no account, feed or list of Bluesky. Open one there and take its address."
        )
    if found[2] == "feed":
        return BlueskyWish("feed", found[1], found[3])
    if found[2] == "lists":
        return BlueskyWish("lists", found[1], found[3])
    return BlueskyWish("profile", found[1])


def _find_youtube(url: str) -> str:
    """Give the feed of a channel or a playlist where the address names it, else the page that does."""
    parts = urlsplit(url)
    channel = _YOUTUBE_CHANNEL.fullmatch(parts.path)
    if channel:
        return f"{_YOUTUBE_FEED}?channel_id={channel[1]}"
    lists = parse_qs(parts.query).get("list")
    if parts.path == "/playlist" and lists:
        return f"{_YOUTUBE_FEED}?playlist_id={quote(lists[0], safe='')}"
    return urlunsplit(("https", "www.youtube.com", parts.path, parts.query, ""))


def kind_of(url: str) -> OutletKind:
    """Tell what kind of outlet an address that is fetched belongs to; what it holds may tell more."""
    parts = urlsplit(url)
    if _MASTODON_PATH.fullmatch(parts.path):
        return "mastodon"
    if parts.path.startswith("/xrpc/app.bsky.feed."):
        return "bluesky"
    return "youtube" if url.startswith(_YOUTUBE_FEED) else "feed"
