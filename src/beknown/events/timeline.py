"""The timeline: every event that a person may see, newest first, page by page."""

import base64
import binascii
import struct
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from uuid import UUID

from beknown.events import store, timeline_store
from beknown.events.append import clean
from beknown.events.store import EventRow, MediaRow
from beknown.events.timeline_store import SpeakerCount, TimelineRow, TypeCount
from beknown.kit.db import Tx
from beknown.kit.errors import Invalid
from beknown.kit.ids import EventId

CUT_CHARS = 700
MAX_WORDS = 12
MAX_SPEAKERS = 50
_FIRST = datetime(1, 1, 1, tzinfo=UTC)
_LAST = datetime(9999, 12, 31, 23, 59, 59, 999999, tzinfo=UTC)
_MAX_ID = UUID(int=(1 << 128) - 1)
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_CURSOR = struct.Struct(">?q16s")


@dataclass(frozen=True, slots=True)
class Filters:
    """Which events are wanted; what is None lets everything pass. `to_at` is exclusive."""

    words: str = ""
    sources: tuple[UUID, ...] | None = None
    types: tuple[str, ...] | None = None
    speaker: str | None = None
    thread: str | None = None
    from_at: datetime | None = None
    to_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Cursor:
    """Where a page ends: after this event. `at` is None among the events without a date."""

    at: datetime | None
    id: UUID

    def encode(self) -> str:
        """Write it as a short opaque text that holds no content."""
        micros = 0 if self.at is None else (self.at - _EPOCH) // timedelta(microseconds=1)
        return base64.urlsafe_b64encode(_CURSOR.pack(self.at is None, micros, self.id.bytes)).decode()

    @classmethod
    def decode(cls, text: str) -> "Cursor":
        """Read what `encode` wrote.

        Raises:
            Invalid: It isn't a cursor.
        """
        try:
            is_undated, micros, raw = _CURSOR.unpack(base64.urlsafe_b64decode(text.encode()))
            at = None if is_undated else _EPOCH + timedelta(microseconds=micros)
        except (binascii.Error, struct.error, OverflowError, UnicodeEncodeError) as error:
            raise Invalid("This cursor isn't one of ours. Start again without it.") from error
        return cls(at, UUID(bytes=raw))


_START = Cursor(_LAST, _MAX_ID)


@dataclass(frozen=True, slots=True)
class Page:
    """One page of the timeline with its files, and where the next one begins; None when this was the last."""

    rows: list[TimelineRow]
    media: list[MediaRow]
    next: Cursor | None


@dataclass(frozen=True, slots=True)
class Choices:
    """What the timeline can be filtered by."""

    types: list[TypeCount]
    speakers: list[SpeakerCount]


@dataclass(frozen=True, slots=True)
class Surroundings:
    """One event, the thread around it in time order (itself included), and the files of all of them."""

    event: EventRow
    around: list[EventRow]
    media: list[MediaRow]


async def find_timeline(tx: Tx, filters: Filters, *, after: Cursor | None = None, limit: int = 60) -> Page:
    """Give the next page, newest first; events without a date come last.

    It walks the index of the log from the cursor on, so that a page costs the same however long the log is; where
    words are looked for, that of the log's letters.
    """
    cursor = after or _START
    params = _params(filters, cursor, limit + 1)
    rows: list[TimelineRow] = []
    has_words = params["words"] is not None
    find = timeline_store.find_said if has_words else timeline_store.find_timeline
    find_undated = timeline_store.find_said_undated if has_words else timeline_store.find_timeline_undated
    if cursor.at is not None:
        rows = await find(tx, params)
    if len(rows) <= limit and filters.from_at is None and filters.to_at is None:
        since = cursor.id if cursor.at is None else _MAX_ID
        rows += await find_undated(tx, {**params, "before_id": since, "limit": limit + 1 - len(rows)})
    has_more, rows = len(rows) > limit, rows[:limit]
    media = await store.find_media(tx, [EventId(each.id) for each in rows])
    return Page(rows, media, Cursor(rows[-1].occurred_at, rows[-1].id) if has_more else None)


async def get_surroundings(tx: Tx, event: EventId, *, before: int = 6, after: int = 6) -> Surroundings:
    """Give one event with what stood around it and its files.

    Raises:
        NotFound: There is none that this scope may see.
    """
    found = await store.get_event(tx, event)
    around = await store.find_around(tx, event, before, after)
    media = await store.find_media(tx, [EventId(each.id) for each in around])
    return Surroundings(found, around, media)


async def find_choices(tx: Tx, *, name_part: str = "") -> Choices:
    """Give what the timeline can be filtered by: types, and those who speak most."""
    part = f"%{_escape(clean(name_part.strip()))}%" if name_part.strip() else None
    types = await timeline_store.count_types(tx)
    return Choices(types, await timeline_store.find_speakers(tx, part, MAX_SPEAKERS))


def _params(filters: Filters, cursor: Cursor, limit: int) -> dict[str, object]:
    return {
        "cut": CUT_CHARS,
        "before_at": cursor.at,
        "before_id": cursor.id,
        "from_at": filters.from_at or _FIRST,
        "to_at": filters.to_at or _LAST,
        "sources": _list(filters.sources),
        "types": _list(filters.types),
        "speaker": None if filters.speaker is None else clean(filters.speaker),
        "thread": None if filters.thread is None else clean(filters.thread),
        "words": _patterns(filters.words),
        "limit": limit,
    }


def _patterns(words: str) -> list[str] | None:
    """Each word must be part of the text, the speaker's name or the thread's title, in any case and order."""
    return [f"%{_escape(word)}%" for word in clean(words).split()[:MAX_WORDS]] or None


def _escape(word: str) -> str:
    return word.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")


def _list(values: Sequence[object] | None) -> list[object] | None:
    return list(values) if values else None
