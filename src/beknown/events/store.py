"""SQL of the event log."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from psycopg.types.json import Jsonb

from beknown.events.types import JsonValue
from beknown.kit.db import SqlFiles, Tx
from beknown.kit.ids import EventId, SourceId

_sql = SqlFiles(__file__)

Columns = Mapping[str, Sequence[object]]

DRAFT_COLUMNS = (
    "id", "source_id", "type", "key", "occurred_at", "recorded_at", "speaker", "is_mine", "thread", "thread_title",
    "text", "payload", "purposes",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class EventRow:
    """One event as it stands in the log."""

    id: UUID
    source_id: UUID
    source_kind: str
    type: str
    occurred_at: datetime | None
    recorded_at: datetime
    speaker: str | None
    is_mine: bool
    thread: str | None
    thread_title: str | None
    text: str
    payload: dict[str, Any]


@dataclass(frozen=True, slots=True)
class SourceRow:
    """One source with the person's switches."""

    id: UUID
    kind: str
    account: str
    purposes: list[str]
    created_at: datetime


@dataclass(frozen=True, slots=True)
class NewEvent:
    """An event that was new to the log, with its draft's key and the purposes that it may serve, as bits."""

    id: UUID
    key: str
    audience: int


@dataclass(frozen=True, slots=True)
class Number:
    """A count."""

    number: int


@dataclass(frozen=True, slots=True)
class MediaRow:
    """One file of an event."""

    event_id: UUID
    position: int
    blob_id: UUID
    media_type: str
    size_bytes: int
    name: str
    caption: str


@dataclass(frozen=True, slots=True)
class KnownKey:
    """An event that a source knows by this key."""

    id: UUID
    key: str


async def add_drafts(tx: Tx, drafts: Columns) -> list[NewEvent]:
    """Put drafts into the log, by `DRAFT_COLUMNS`; give those that were new, in the order of their ids."""
    return await tx.all(_sql("add_drafts"), NewEvent, {"person": tx.person, **drafts})


async def count_forgotten_drafts(tx: Tx, drafts: Columns) -> int:
    """Count the drafts that the person has forgotten before."""
    params = {"person": tx.person, "source_id": drafts["source_id"], "key": drafts["key"]}
    return (await tx.one(_sql("count_forgotten_drafts"), Number, params)).number


async def find_source(tx: Tx, kind: str, account: str) -> SourceRow | None:
    """Find the source of this kind and account."""
    return await tx.first(
        _sql("find_source"), SourceRow, {"person": tx.person, "kind": kind, "account": account}
    )


async def add_source(tx: Tx, source: SourceId, kind: str, account: str, purposes: Sequence[str]) -> None:
    """Add a source unless the same one is there."""
    await tx.run(
        _sql("add_source"),
        {"person": tx.person, "id": source, "kind": kind, "account": account, "purposes": list(purposes)},
    )


async def get_event(tx: Tx, event: EventId) -> EventRow:
    """Give one event."""
    return await tx.one(_sql("get_event"), EventRow, {"person": tx.person, "id": event})


async def find_events_by_id(tx: Tx, events: Sequence[EventId]) -> list[EventRow]:
    """Give the events with these ids, in time order; those that this scope may not see are left out."""
    return await tx.all(_sql("find_events_by_id"), EventRow, {"person": tx.person, "ids": list(events)})


async def find_ids_by_key(tx: Tx, source: SourceId, keys: Sequence[str]) -> list[KnownKey]:
    """Give the ids of the events that a source knows by these keys."""
    return await tx.all(
        _sql("find_ids_by_key"), KnownKey, {"person": tx.person, "source": source, "keys": list(keys)}
    )


async def find_around(tx: Tx, event: EventId, before: int, after: int) -> list[EventRow]:
    """Give an event with what stood around it in its thread, in time order."""
    return await tx.all(
        _sql("find_around"),
        EventRow,
        {"person": tx.person, "id": event, "before": before, "after": after},
    )


async def add_media(
    tx: Tx, event: EventId, position: int, *, blob: UUID, caption: str, purposes: Sequence[str]
) -> None:
    """Say that a file belongs to an event."""
    await tx.run(
        _sql("add_media"),
        {
            "person": tx.person,
            "event": event,
            "position": position,
            "blob": blob,
            "caption": caption,
            "purposes": list(purposes),
        },
    )


async def find_media(tx: Tx, events: Sequence[EventId]) -> list[MediaRow]:
    """Give the files of these events."""
    return await tx.all(_sql("find_media"), MediaRow, {"person": tx.person, "events": list(events)})


def as_json(value: JsonValue) -> Jsonb:
    """Wrap a value for a jsonb column."""
    return Jsonb(value)
