"""Forget what the person wants forgotten, with all that was derived from it alone; and keep it forgotten.

What goes with an event, by the database itself: its place in the indexes, its vectors, its files when nothing
else uses them, citations of it, and beliefs that stand on it alone. What stays is a mark: a keyed hash of the key
that the event's source gave it, so that bringing the same archive again doesn't bring it back.
"""

from collections.abc import AsyncGenerator, Awaitable, Callable, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import Literal
from uuid import UUID

from beknown.events import forget_store, store, timeline_store
from beknown.events.append import clean
from beknown.events.forget_store import DoomedCount
from beknown.events.tables import CLEARED_WITH_EVERYTHING
from beknown.kit.blobs import Blobs
from beknown.kit.db import Tx
from beknown.kit.errors import Conflict, Invalid
from beknown.kit.ids import EventId, SourceId

Scale = Literal["event", "thread", "source", "person", "span", "everything"]
Counter = Callable[[Tx], Awaitable[int]]
Follower = Callable[[Tx], Awaitable[None]]
_counters: dict[str, Counter] = {}
_followers: list[Follower] = []


@dataclass(frozen=True, slots=True)
class What:
    """What shall be forgotten. Each scale needs its own of the other fields.

    `event`: `event`. `thread`: `event`, any one of the conversation. `source`: `source`. `person`: `speaker`, the name
    under which somebody speaks. `span`: `from_at` or `to_at` (exclusive) or both. `everything`: nothing.
    """

    scale: Scale
    event: EventId | None = None
    source: SourceId | None = None
    speaker: str | None = None
    from_at: datetime | None = None
    to_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Preview:
    """What would go: events by kind of source, files, threads that keep a part, and what others count."""

    events: int
    by_source: list[DoomedCount]
    files: int
    shared_threads: int
    also: Mapping[str, int]


def count_also(name: str, counter: Counter) -> None:
    """Have `counter(tx)` count in each preview what else goes; the doomed events are in `pg_temp.doomed`."""
    _counters[name] = counter


def after_forgetting(follower: Follower) -> None:
    """Have `follower(tx)` called in every transaction that forgot events, once they are gone.

    It is for what follows from several events together and can't go by a foreign key alone.
    """
    if follower not in _followers:
        _followers.append(follower)


async def preview(tx: Tx, what: What) -> Preview:
    """Count what would be forgotten, and change nothing.

    Raises:
        NotFound: There is no such event or source.
        Invalid: A field that the scale needs is missing.
    """
    async with _doomed(tx, what):
        by_source = await forget_store.count_doomed(tx)
        return Preview(
            events=sum(each.events for each in by_source),
            by_source=by_source,
            files=await forget_store.count_doomed_files(tx),
            shared_threads=await forget_store.count_shared_threads(tx),
            also={name: await counter(tx) for name, counter in _counters.items()},
        )


async def forget(tx: Tx, blobs: Blobs, what: What, *, events: int | None = None) -> int:
    """Forget it; give the number of events that are gone.

    Args:
        tx: A transaction with purpose `export`: only the person's own hand forgets.
        blobs: Where the files lie; they go as soon as nothing uses them.
        what: What shall be forgotten.
        events: The number that the person saw and agreed to; None where the caller asked otherwise.

    Raises:
        Conflict: It would be another number by now; ask again with a new preview.
        NotFound: There is no such event or source.
        Invalid: A field that the scale needs is missing.
    """
    async with _doomed(tx, what):
        gone = await forget_store.delete_doomed(tx)
    if events is not None and gone != events:
        raise Conflict(f"It would be {gone} by now, not {events}. Look at it again.", events=gone)
    await _follow(tx)
    if what.scale in {"source", "everything"}:
        await _forget_sources(tx, what)
    if what.scale == "everything":
        await forget_store.clear_personal_rows(tx, CLEARED_WITH_EVERYTHING)
    await blobs.delete_unused(tx)
    return gone


async def forget_events(tx: Tx, events: Sequence[EventId]) -> int:
    """Forget these events; give the number of those that were there.

    Args:
        tx: A transaction with purpose `export`: only the person's own hand forgets.
        events: Their ids. Files that only they used go with the next sweep of unused ones.
    """
    gone = await forget_store.delete_events(tx, events)
    await _follow(tx)
    return gone


async def count_kept_away(tx: Tx) -> int:
    """Count the forgotten events that stay away when their archive is brought again."""
    return await forget_store.count_marks(tx)


async def allow_again(tx: Tx) -> int:
    """Let what was forgotten come back with the next archive that holds it; give how many that are."""
    return await forget_store.delete_marks(tx)


async def _follow(tx: Tx) -> None:
    for follower in _followers:
        await follower(tx)


async def _forget_sources(tx: Tx, what: What) -> None:
    chosen = [what.source] if what.source else [each.id for each in await timeline_store.find_sources(tx)]
    for source in chosen:
        await forget_store.delete_source(tx, source)


@asynccontextmanager
async def _doomed(tx: Tx, what: What) -> AsyncGenerator[None]:
    await forget_store.make_doomed_table(tx)
    await _doom(tx, what)
    yield
    await forget_store.drop_doomed_table(tx)


async def _doom(tx: Tx, what: What) -> None:
    match what:
        case What(scale="event", event=UUID() as event):
            await store.get_event(tx, EventId(event))
            await forget_store.doom(tx, event=event)
        case What(scale="thread", event=UUID() as event):
            await _doom_thread(tx, EventId(event))
        case What(scale="source", source=UUID() as source):
            await timeline_store.get_source(tx, SourceId(source))
            await forget_store.doom(tx, source=source)
        case What(scale="person", speaker=str() as speaker) if speaker.strip():
            await forget_store.doom_speaker(tx, clean(speaker))
        case What(scale="span") if what.from_at or what.to_at:
            await forget_store.doom(tx, from_at=what.from_at, to_at=what.to_at)
        case What(scale="everything"):
            await forget_store.doom(tx)
        case _:
            raise Invalid(f"To forget by {what.scale!r}, say which.")


async def _doom_thread(tx: Tx, event: EventId) -> None:
    found = await store.get_event(tx, event)
    if found.thread is None:
        raise Invalid("This event belongs to no conversation; forget it by itself.")
    await forget_store.doom(tx, source=found.source_id, thread=found.thread)
