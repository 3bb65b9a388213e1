"""SQL of what beliefs follow from: proposals, what was told and done by hand, keys and marks."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, cast
from uuid import UUID

from beknown.kit import clock
from beknown.kit.columns import as_columns
from beknown.kit.db import SqlFiles, Tx
from beknown.kit.ids import EventId
from beknown.understanding.belief_types import LANGUAGE_RULES, Kind, Proposal

_sql = SqlFiles(__file__)


@dataclass(frozen=True, slots=True)
class ProposalRow:
    """What was found in an event, with what the event says of itself."""

    event_id: UUID
    source_id: UUID
    said_at: datetime | None
    recorded_at: datetime
    purposes: list[str]
    kind: str
    subject: str
    statement: str
    start: int
    size: int
    slot: str | None
    value: str | None
    confidence: float
    is_sensitive: bool
    holds_from: date | None
    holds_until: date | None
    is_ended: bool
    is_negated: bool
    proposed_by: str


@dataclass(frozen=True, slots=True)
class FoundRow:
    """What a language model found in an event; `place` tells apart what it found in the same one."""

    event_id: UUID
    proposed_by: str
    place: int
    kind: str
    subject: str
    statement: str
    start: int
    size: int
    slot: str | None
    value: str | None
    confidence: float
    is_sensitive: bool
    holds_from: date | None
    holds_until: date | None
    is_ended: bool
    is_negated: bool


@dataclass(frozen=True, slots=True)
class ToldRow:
    """What the person told or did by hand."""

    id: UUID
    source_id: UUID
    type: str
    text: str
    occurred_at: datetime | None
    recorded_at: datetime
    payload: dict[str, Any]
    purposes: list[str]


@dataclass(frozen=True, slots=True)
class MarkRow:
    """A belief that was forgotten for good."""

    belief_id: UUID


@dataclass(frozen=True, slots=True)
class KeyRow:
    """A key of ids."""

    secret: bytes


_COLUMNS = (
    "event_id",
    "proposed_by",
    "place",
    "kind",
    "subject",
    "statement",
    "start",
    "size",
    "slot",
    "value",
    "confidence",
    "is_sensitive",
    "holds_from",
    "holds_until",
    "is_ended",
    "is_negated",
)


async def replace_proposals(
    tx: Tx, proposed_by: str, found: Iterable[tuple[EventId, Sequence[Proposal]]]
) -> None:
    """Keep what one proposer found in events, and drop what it had found in the same ones before."""
    known = list(found)
    ids = [event for event, _ in known]
    await tx.run(_sql("delete_proposals_in"), {"person": tx.person, "proposed_by": proposed_by, "ids": ids})
    await add_proposals(tx, known)


async def replace_proposals_of_models(tx: Tx, found: Iterable[tuple[EventId, Sequence[Proposal]]]) -> None:
    """Keep what a language model found in events, and drop what any had found in the same ones before."""
    known = list(found)
    ids = [event for event, _ in known]
    params = {"person": tx.person, "rules": LANGUAGE_RULES, "ids": ids}
    await tx.run(_sql("delete_model_proposals_in"), params)
    await add_proposals(tx, known)


async def add_proposals(tx: Tx, found: Iterable[tuple[EventId, Sequence[Proposal]]]) -> None:
    """Keep what was found in events; keeping it twice changes nothing."""
    columns = as_columns(_COLUMNS, _rows(found))
    if columns["event_id"]:
        await tx.run(_sql("add_proposals"), {"person": tx.person, **columns})


def _rows(found: Iterable[tuple[EventId, Sequence[Proposal]]]) -> Iterable[Sequence[object]]:
    for event, proposals in found:
        for place, each in enumerate(proposals):
            yield (
                event,
                each.proposed_by,
                place,
                each.kind,
                each.subject,
                each.statement,
                each.start,
                each.end - each.start,
                each.slot,
                each.value,
                each.confidence,
                each.is_sensitive,
                each.holds_from,
                each.holds_until,
                each.is_ended,
                each.is_negated,
            )


async def find_proposals(tx: Tx) -> list[ProposalRow]:
    """Give all that was found in events."""
    return await tx.all(_sql("find_proposals"), ProposalRow, {"person": tx.person})


async def find_proposals_of_models(tx: Tx, events: Iterable[EventId]) -> list[FoundRow]:
    """Give what language models found in these events."""
    params = {"person": tx.person, "ids": list(events), "rules": LANGUAGE_RULES}
    return await tx.all(_sql("find_proposals_of_models"), FoundRow, params)


def as_proposal(row: FoundRow) -> Proposal:
    """Give what was found as it was proposed."""
    return Proposal(
        kind=cast("Kind", row.kind),
        subject=row.subject,
        statement=row.statement,
        start=row.start,
        end=row.start + row.size,
        slot=row.slot,
        value=row.value,
        confidence=row.confidence,
        is_sensitive=row.is_sensitive,
        holds_from=row.holds_from,
        holds_until=row.holds_until,
        is_ended=row.is_ended,
        is_negated=row.is_negated,
        proposed_by=row.proposed_by,
    )


async def delete_proposal(tx: Tx, row: FoundRow) -> None:
    """Drop one thing that was found in an event."""
    params = {
        "person": tx.person,
        "event": row.event_id,
        "proposed_by": row.proposed_by,
        "place": row.place,
    }
    await tx.run(_sql("delete_proposal"), params)


async def delete_proposals(tx: Tx, proposed_by: str) -> None:
    """Drop all that one proposer found."""
    await tx.run(_sql("delete_proposals"), {"person": tx.person, "proposed_by": proposed_by})


async def find_told(tx: Tx, types: Sequence[str]) -> list[ToldRow]:
    """Give what the person told and did by hand, in the order in which it was appended."""
    return await tx.all(_sql("find_told"), ToldRow, {"person": tx.person, "types": list(types)})


async def lock_keys(tx: Tx) -> tuple[bytes, ...]:
    """Give the keys of ids, the one that makes them first; one transaction at a time gets them."""
    return tuple(row.secret for row in await tx.all(_sql("lock_keys"), KeyRow, {"person": tx.person}))


async def add_key(tx: Tx, secret: bytes) -> None:
    """Add a key of ids."""
    await tx.run(_sql("add_key"), {"person": tx.person, "secret": secret, "at": clock.now()})


async def find_marks(tx: Tx) -> frozenset[UUID]:
    """Give the ids of beliefs that were forgotten for good."""
    rows = await tx.all(_sql("find_marks"), MarkRow, {"person": tx.person})
    return frozenset(row.belief_id for row in rows)


async def add_marks(tx: Tx, beliefs: Iterable[UUID]) -> None:
    """Never learn these beliefs again."""
    await tx.run(_sql("add_marks"), {"person": tx.person, "ids": list(beliefs)})


async def delete_marks(tx: Tx, beliefs: Iterable[UUID]) -> int:
    """Let these beliefs be learned again; give how many of them were marked."""
    return await tx.run(_sql("delete_marks"), {"person": tx.person, "ids": list(beliefs)})
