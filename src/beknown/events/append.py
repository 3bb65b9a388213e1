"""Append to the log, and let those who asked for it see what was appended, in the same transaction."""

from collections.abc import Awaitable, Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from beknown.events import store
from beknown.events.purposes import DEFAULT_ON, purposes_of
from beknown.events.types import EventDraft, JsonValue
from beknown.kit import telemetry
from beknown.kit.db import Tx, as_columns
from beknown.kit.errors import Conflict
from beknown.kit.ids import EventId, SourceId, new_id

Subscriber = Callable[[Tx, Sequence[EventId]], Awaitable[None]]
_subscribers: list[Subscriber] = []


@dataclass(frozen=True, slots=True)
class Appended:
    """What became of a batch: ids of new events by their draft's key, and how many were known already.

    `forgotten` of the known ones are left out because the person has forgotten them.
    """

    new: dict[str, EventId]
    known: int
    forgotten: int = 0


@dataclass(frozen=True, slots=True)
class Stamp:
    """What the log gives an event: its id, and when it was recorded."""

    id: EventId
    recorded_at: datetime


def subscribe(subscriber: Subscriber) -> None:
    """Have `subscriber(tx, new_event_ids)` called inside every transaction that appends.

    It is for projections that must hold at once (the word index); slow work belongs into a job.
    """
    if subscriber not in _subscribers:
        _subscribers.append(subscriber)


async def ensure_source(tx: Tx, kind: str, account: str = "") -> SourceId:
    """Give the person's source of this kind and account; it is made on first use with the default switches.

    Args:
        tx: A transaction with purpose `export`, or one that the source serves.
        kind: `facebook`, `whatsapp`, `assistant`, ...
        account: Tells several accounts of one kind apart; '' for the only one.
    """
    known = await store.find_source(tx, kind, account)
    if known is None:
        await store.add_source(tx, SourceId(new_id()), kind, account, sorted(DEFAULT_ON))
        known = await store.find_source(tx, kind, account)
    if known is None:
        raise Conflict(f"The source {kind!r} may not be used for {tx.purpose!r}. Switch it on under 'You'.")
    return SourceId(known.id)


async def append(tx: Tx, source: SourceId, draft: EventDraft) -> EventId | None:
    """Append one event; give its id, or None when the source knew its key already."""
    return next(iter((await append_many(tx, source, [draft])).new.values()), None)


async def append_many(
    tx: Tx, source: SourceId, drafts: Sequence[EventDraft], *, stamps: Sequence[Stamp] | None = None
) -> Appended:
    """Append a batch (best: 1,000 to 5,000). What the source knows already, by key, is left as it is.

    Args:
        tx: A transaction that may see the source.
        source: Where the drafts come from.
        drafts: What happened.
        stamps: For an event that comes back from an export: the stamp of each draft, in the same order.
    """
    if not drafts:
        return Appended({}, 0)
    columns = as_columns(store.DRAFT_COLUMNS, _rows(source, drafts, stamps))
    new = await store.add_drafts(tx, columns)
    forgotten = await store.count_forgotten_drafts(tx, columns) if len(new) < len(drafts) else 0
    ids = {each.key: EventId(each.id) for each in new}
    if ids:
        for subscriber in _subscribers:
            await subscriber(tx, list(ids.values()))
    known = len(drafts) - len(ids)
    telemetry.EVENTS_APPENDED.labels("new").inc(len(ids))
    telemetry.EVENTS_APPENDED.labels("known").inc(known)
    return Appended(ids, known, forgotten)


def _rows(
    source: SourceId, drafts: Sequence[EventDraft], stamps: Sequence[Stamp] | None
) -> Iterator[Sequence[object]]:
    for index, draft in enumerate(drafts):
        stamp = stamps[index] if stamps is not None else None
        yield (
            stamp.id if stamp is not None else new_id(),
            source,
            draft.type,
            clean(draft.key),
            draft.occurred_at,
            stamp.recorded_at if stamp is not None else None,
            _clean_or_none(draft.speaker),
            draft.is_mine,
            _clean_or_none(draft.thread),
            _clean_or_none(draft.thread_title),
            clean(draft.text),
            store.as_json(_clean_json(draft.payload)),
            ",".join(sorted(purposes_of(draft.type))),
        )


def clean(text: str) -> str:
    """Take out what PostgreSQL can't hold: NUL characters; lone surrogates become U+FFFD."""
    text = text.replace("\x00", "")
    try:
        text.encode()
    except UnicodeEncodeError:
        return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return text


def _clean_or_none(text: str | None) -> str | None:
    return None if text is None else clean(text)


def _clean_json(value: JsonValue) -> JsonValue:
    if isinstance(value, str):
        return clean(value)
    if isinstance(value, dict):
        return {clean(key): _clean_json(each) for key, each in value.items()}
    if isinstance(value, (list, tuple)):
        return [_clean_json(each) for each in value]
    return value
