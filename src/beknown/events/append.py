"""Append to the log, and let those who asked for it see what was appended, in the same transaction."""

from collections.abc import Awaitable, Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from beknown.events import store
from beknown.events.purposes import DEFAULT_ON, purposes_of
from beknown.events.types import EventDraft, JsonValue
from beknown.kit import telemetry
from beknown.kit.columns import as_columns
from beknown.kit.db import Tx
from beknown.kit.errors import Conflict
from beknown.kit.ids import EventId, SourceId, new_id


@dataclass(frozen=True, slots=True)
class Appended:
    """What became of a batch: ids of new events by their draft's key, and how many were known already.

    `forgotten` of the known ones are left out because the person has forgotten them.
    """

    new: dict[str, EventId]
    known: int
    forgotten: int = 0


@dataclass(frozen=True, slots=True)
class Landed:
    """An event that was just appended.

    Args:
        id: Its id.
        source: Where it comes from.
        draft: What happened, as the log holds it.
        audience: The purposes that it may serve, as bits.
    """

    id: EventId
    source: SourceId
    draft: EventDraft
    audience: int


Subscriber = Callable[[Tx, Sequence[Landed]], Awaitable[None]]
_subscribers: list[Subscriber] = []


@dataclass(frozen=True, slots=True)
class Stamp:
    """What the log gives an event: its id, and when it was recorded."""

    id: EventId
    recorded_at: datetime


def subscribe(subscriber: Subscriber) -> None:
    """Have `subscriber(tx, landed)` called inside every transaction that appends.

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
    kept = [_as_kept(draft) for draft in drafts]
    ids = [stamp.id for stamp in stamps] if stamps is not None else [EventId(new_id()) for _ in kept]
    columns = as_columns(store.DRAFT_COLUMNS, _rows(source, ids, kept, stamps))
    new = await store.add_drafts(tx, columns)
    forgotten = await store.count_forgotten_drafts(tx, columns) if len(new) < len(drafts) else 0
    if new:
        by_id = dict(zip(ids, kept, strict=True))
        landed = [Landed(EventId(row.id), source, by_id[EventId(row.id)], row.audience) for row in new]
        for subscriber in _subscribers:
            await subscriber(tx, landed)
    known = len(drafts) - len(new)
    telemetry.EVENTS_APPENDED.labels("new").inc(len(new))
    telemetry.EVENTS_APPENDED.labels("known").inc(known)
    return Appended({row.key: EventId(row.id) for row in new}, known, forgotten)


def _as_kept(draft: EventDraft) -> EventDraft:
    """Give a draft as the database can hold it."""
    return replace(
        draft,
        key=clean(draft.key),
        speaker=_clean_or_none(draft.speaker),
        thread=_clean_or_none(draft.thread),
        thread_title=_clean_or_none(draft.thread_title),
        text=clean(draft.text),
    )


def _rows(
    source: SourceId, ids: Sequence[EventId], drafts: Sequence[EventDraft], stamps: Sequence[Stamp] | None
) -> Iterator[Sequence[object]]:
    for index, draft in enumerate(drafts):
        yield (
            ids[index],
            source,
            draft.type,
            draft.key,
            draft.occurred_at,
            stamps[index].recorded_at if stamps is not None else None,
            draft.speaker,
            draft.is_mine,
            draft.thread,
            draft.thread_title,
            draft.text,
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
