"""Read feeds: RSS, Atom, podcasts, channels of YouTube. The parsing itself is done by a process of its own."""

import asyncio
import contextlib
import sys
from datetime import UTC, datetime
from pathlib import Path

import orjson
from pydantic import BaseModel, ValidationError

from beknown.kit.outside import Answer
from beknown.sources import outlet_feed_child
from beknown.sources.outlet_types import MOST_ITEMS, ItemDraft, NotRead, OutletKind, Reading

_WAIT_S = 60
_YOUTUBE = "https://www.youtube.com/"
_A_DAY_M = 24 * 60


class _Item(BaseModel):
    name: str
    title: str
    text: str
    link: str
    author: str
    language: str
    media_url: str
    media_type: str
    media_length: str
    published_s: int | None


class _Feed(BaseModel):
    version: str
    title: str
    page: str
    ttl_m: str
    items: list[_Item]


async def read_feed(answer: Answer) -> Reading:
    """Give what a feed holds.

    Raises:
        NotRead: It is no feed, or reading it takes more time or memory than any feed does.
    """
    feed = await _parse(answer)
    items = tuple(_read_item(each) for each in feed.items)
    if not feed.version and not items:
        raise NotRead("not_a_feed", f"There is no feed at {answer.url!r}.")
    ttl = int(feed.ttl_m) if feed.ttl_m.isdigit() and len(feed.ttl_m) < 7 else 0  # noqa: PLR2004 - years are nonsense
    return Reading(_kind_of(answer.url, items), feed.title, feed.page, items, 60 * min(ttl, _A_DAY_M))


async def _parse(answer: Answer) -> _Feed:
    program = Path(outlet_feed_child.__file__)
    asked = {
        "url": answer.url,
        "content_type": answer.headers.get("content-type", ""),
        "most": MOST_ITEMS,
    }
    child = await asyncio.create_subprocess_exec(
        sys.executable,
        "-I",
        str(program),
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.DEVNULL,
    )
    try:
        async with asyncio.timeout(_WAIT_S):
            told, _ = await child.communicate(orjson.dumps(asked) + b"\n" + answer.body)
        return _Feed.model_validate_json(told)
    except (TimeoutError, ValidationError) as error:
        raise NotRead("not_a_feed", f"What is at {answer.url!r} can't be read as a feed.") from error
    finally:
        with contextlib.suppress(ProcessLookupError):
            child.kill()
        await child.wait()


def _kind_of(url: str, items: tuple[ItemDraft, ...]) -> OutletKind:
    if url.startswith(_YOUTUBE):
        return "youtube"
    spoken = sum(item.media_url is not None for item in items)
    return "podcast" if spoken * 2 > len(items) else "feed"


def _read_item(item: _Item) -> ItemDraft:
    return ItemDraft(
        name=item.name or f"{item.title}\n{item.link}",
        title=item.title,
        text=item.text,
        link=item.link,
        author=item.author,
        language=item.language or None,
        media_url=item.media_url or None,
        media_type=item.media_type or None,
        media_s=_read_length(item.media_length),
        published_at=_read_time(item.published_s),
    )


def _read_length(told: str) -> int | None:
    """Read `3723`, `62:03` or `1:02:03` as seconds."""
    parts = told.strip().split(":")
    if len(parts) > 3 or not all(part.isdigit() and len(part) < 6 for part in parts):  # noqa: PLR2004 - h:m:s
        return None
    seconds = 0
    for part in parts:
        seconds = 60 * seconds + int(part)
    return seconds if 0 < seconds < 7 * 24 * 3600 else None


def _read_time(seconds: int | None) -> datetime | None:
    try:
        return datetime.fromtimestamp(seconds, UTC) if seconds is not None else None
    except (ValueError, OverflowError, OSError):
        return None
