"""Make what an outlet says fit to be kept and shown. Pure."""

import hashlib
import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from beknown.sources.outlet_text import plain_line, plain_text, web_address
from beknown.sources.outlet_types import ItemDraft

MAX_TITLE = 300
MAX_TEXT = 2000
MAX_AUTHOR = 100

_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{1,8}){0,3}")
_MEDIA_TYPE = re.compile(r"(?:audio|video)/[\w.+-]{1,60}")
_OLDEST = datetime(1990, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class CleanItem:
    """An item as it is kept: calm plain text, addresses of the web alone, a time that isn't to come."""

    key: bytes
    title: str
    text: str
    link: str
    author: str
    language: str | None
    media_url: str | None
    media_type: str | None
    media_s: int | None
    published_at: datetime


def clean_items(drafts: Iterable[ItemDraft], at: datetime) -> list[CleanItem]:
    """Give the items that say anything, each once, in their order.

    Times to come are now; without one an item was published now, each a moment before the one above it.
    """
    cleaned = [_clean(draft, at - timedelta(milliseconds=place)) for place, draft in enumerate(drafts)]
    said = [item for item in cleaned if item.title or item.text or item.media_url]
    return list({item.key: item for item in reversed(said)}.values())[::-1]


def _clean(draft: ItemDraft, at: datetime) -> CleanItem:
    language = draft.language or ""
    media_url = web_address(draft.media_url or "") or None
    media_type = draft.media_type or ""
    published_at = draft.published_at
    return CleanItem(
        key=hashlib.sha256(draft.name.encode("utf-8", "replace")).digest(),
        title=plain_line(draft.title, MAX_TITLE),
        text=plain_text(draft.text, MAX_TEXT),
        link=web_address(draft.link),
        author=plain_line(draft.author, MAX_AUTHOR),
        language=language if _LANGUAGE.fullmatch(language) else None,
        media_url=media_url,
        media_type=media_type if media_url and _MEDIA_TYPE.fullmatch(media_type) else None,
        media_s=draft.media_s if media_url else None,
        published_at=at if published_at is None or published_at < _OLDEST else min(published_at, at),
    )
