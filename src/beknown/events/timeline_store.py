"""SQL that reads the log for the person's own eyes: timeline, its filters, sources, the access log."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from beknown.events.store import SourceRow
from beknown.kit.db import SqlFiles, Tx
from beknown.kit.ids import SourceId

_sql = SqlFiles(__file__)


@dataclass(frozen=True, slots=True)
class TimelineRow:
    """One event in a list: its text is cut when long, and `is_cut` says so."""

    id: UUID
    source_id: UUID
    source_kind: str
    type: str
    occurred_at: datetime | None
    speaker: str | None
    is_mine: bool
    thread: str | None
    thread_title: str | None
    text: str
    is_cut: bool


@dataclass(frozen=True, slots=True)
class TypeCount:
    """How many events of a type there are."""

    type: str
    events: int


@dataclass(frozen=True, slots=True)
class SpeakerCount:
    """How often somebody spoke."""

    name: str
    events: int


@dataclass(frozen=True, slots=True)
class SourceCount:
    """A source with its counts; `reach` says how many of its events may serve each purpose at most."""

    id: UUID
    kind: str
    account: str
    purposes: list[str]
    created_at: datetime
    events: int
    first_at: datetime | None
    last_at: datetime | None
    reach: dict[str, Any]


@dataclass(frozen=True, slots=True)
class AccessRow:
    """How often a purpose read a kind of data on a day."""

    day: date
    purpose: str
    kind: str
    reads: int
    last_at: datetime


async def find_timeline(tx: Tx, params: dict[str, object]) -> list[TimelineRow]:
    """Give one page of the dated events; for the parameters see the SQL file."""
    return await tx.all(_sql("find_timeline"), TimelineRow, {"person": tx.person, **params})


async def find_timeline_undated(tx: Tx, params: dict[str, object]) -> list[TimelineRow]:
    """Give one page of the events without a date; for the parameters see the SQL file."""
    return await tx.all(_sql("find_timeline_undated"), TimelineRow, {"person": tx.person, **params})


async def find_said(tx: Tx, params: dict[str, object]) -> list[TimelineRow]:
    """Give one page of the dated events that have all of some words in them."""
    return await tx.all(_sql("find_said"), TimelineRow, {"person": tx.person, **params})


async def find_said_undated(tx: Tx, params: dict[str, object]) -> list[TimelineRow]:
    """Give one page of the events without a date that have all of some words in them."""
    return await tx.all(_sql("find_said_undated"), TimelineRow, {"person": tx.person, **params})


async def count_types(tx: Tx) -> list[TypeCount]:
    """Count the events of each type, most first."""
    return await tx.all(_sql("count_types"), TypeCount, {"person": tx.person})


async def find_speakers(tx: Tx, part: str | None, limit: int) -> list[SpeakerCount]:
    """Give those who speak most, most first; `part` is an ILIKE pattern."""
    return await tx.all(
        _sql("find_speakers"), SpeakerCount, {"person": tx.person, "part": part, "limit": limit}
    )


async def find_sources(tx: Tx) -> list[SourceCount]:
    """Give every source with its counts, in the order they came."""
    return await tx.all(_sql("find_sources"), SourceCount, {"person": tx.person})


async def get_source(tx: Tx, source: SourceId) -> SourceRow:
    """Give one source."""
    return await tx.one(_sql("get_source"), SourceRow, {"person": tx.person, "id": source})


async def set_source_purposes(tx: Tx, source: SourceId, purposes: Sequence[str]) -> None:
    """Set what a source may serve."""
    await tx.run(_sql("set_source_purposes"), {"person": tx.person, "id": source, "purposes": list(purposes)})


async def find_access(tx: Tx, since: datetime, zone: str) -> list[AccessRow]:
    """Give the access log by day of a time zone, newest first."""
    return await tx.all(_sql("find_access"), AccessRow, {"person": tx.person, "since": since, "zone": zone})
