"""SQL of beliefs and the evidence that each stands on."""

from collections.abc import Collection, Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime
from uuid import UUID

from beknown.kit import clock
from beknown.kit.db import SqlFiles, Tx
from beknown.kit.ids import EventId
from beknown.understanding.belief_types import Kind
from beknown.understanding.held_types import Evidence, Held, State

_sql = SqlFiles(__file__)


@dataclass(frozen=True, slots=True)
class StoredBelief:
    """One belief as it is stored."""

    id: UUID
    kind: str
    subject: str
    statement: str
    slot: str | None
    value: str | None
    confidence: float
    learned_at: datetime
    holds_from: date | None
    holds_until: date | None
    is_sensitive: bool
    is_confirmed: bool
    origin: str
    state: str
    question: UUID | None
    ended_by: UUID | None
    superseded_by: UUID | None
    purposes: list[str]
    allowed: list[str]


@dataclass(frozen=True, slots=True)
class BeliefRow:
    """One belief as it stands today, with the ids of the events that it stands on."""

    id: UUID
    kind: str
    subject: str
    statement: str
    slot: str | None
    value: str | None
    confidence: float
    learned_at: datetime
    holds_from: date | None
    holds_until: date | None
    is_sensitive: bool
    is_confirmed: bool
    origin: str
    state: str
    question: UUID | None
    ended_by: UUID | None
    superseded_by: UUID | None
    purposes: list[str]
    allowed: list[str]
    evidence: list[UUID]


@dataclass(frozen=True, slots=True)
class StoredEvidence:
    """A span of an event that a belief stands on."""

    belief_id: UUID
    event_id: UUID
    source_id: UUID
    start: int
    size: int
    proposed_by: str
    confidence: float
    purposes: list[str]


@dataclass(frozen=True, slots=True)
class QuoteRow:
    """A span of an event that a belief stands on, in the event's whole text."""

    event_id: UUID
    type: str
    source: str
    speaker: str | None
    is_mine: bool
    occurred_at: datetime | None
    recorded_at: datetime
    thread_title: str | None
    start: int
    size: int
    proposed_by: str
    confidence: float
    text: str


@dataclass(frozen=True, slots=True)
class AboutRow:
    """How many beliefs of a kind there are about somebody in one state."""

    subject: str
    kind: str
    state: str
    beliefs: int


@dataclass(frozen=True, slots=True)
class BeliefCount:
    """A number of beliefs."""

    number: int


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which beliefs are looked for; what is None lets everything pass."""

    states: Collection[State]
    subject: str | None = None
    kind: Kind | None = None
    is_sensitive: bool | None = None
    words: tuple[str, ...] = ()
    is_grouped: bool = False
    most: int = 100
    skip: int = 0


async def add_told(tx: Tx, event: EventId) -> None:
    """Hold what an event tells by hand, under the event's id."""
    await tx.run(_sql("add_belief"), {"person": tx.person, "event": event})
    await tx.run(_sql("add_belief_evidence"), {"person": tx.person, "event": event})


async def supersede_belief(tx: Tx, belief: UUID, *, by: UUID) -> None:
    """Say that another belief took the place of one."""
    await tx.run(_sql("supersede_belief"), {"person": tx.person, "id": belief, "by": by})


async def find_beliefs(tx: Tx, wanted: Wanted) -> list[BeliefRow]:
    """Give the beliefs that this scope may see and that are looked for."""
    patterns = [f"%{_escape(word)}%" for word in wanted.words]
    params = {
        "person": tx.person,
        "today": clock.now().date(),
        "states": sorted(wanted.states),
        "subject": wanted.subject,
        "kind": wanted.kind,
        "is_sensitive": wanted.is_sensitive,
        "patterns": patterns,
        "is_grouped": wanted.is_grouped,
        "most": wanted.most,
        "skip": wanted.skip,
    }
    return await tx.all(_sql("find_beliefs"), BeliefRow, params)


def _escape(word: str) -> str:
    return word.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")


async def find_belief(tx: Tx, belief: UUID) -> BeliefRow | None:
    """Give one belief, or None."""
    params = {"person": tx.person, "id": belief, "today": clock.now().date()}
    return await tx.first(_sql("find_belief"), BeliefRow, params)


async def find_earlier(tx: Tx, beliefs: Sequence[UUID]) -> list[BeliefRow]:
    """Give all that these beliefs took the place of, newest first."""
    params = {"person": tx.person, "ids": list(beliefs), "today": clock.now().date()}
    return await tx.all(_sql("find_earlier_beliefs"), BeliefRow, params)


async def find_questions(tx: Tx) -> list[BeliefRow]:
    """Give the beliefs in question, those of one question together."""
    return await tx.all(_sql("find_questions"), BeliefRow, {"person": tx.person, "today": clock.now().date()})


async def find_quotes(tx: Tx, belief: UUID) -> list[QuoteRow]:
    """Give what a belief stands on, in the order in which it was said."""
    return await tx.all(_sql("find_quotes"), QuoteRow, {"person": tx.person, "belief": belief})


async def count_about(tx: Tx) -> list[AboutRow]:
    """Count what is believed, by subject, kind and state."""
    return await tx.all(_sql("count_about"), AboutRow, {"person": tx.person, "today": clock.now().date()})


async def find_stored(tx: Tx) -> tuple[dict[UUID, StoredBelief], dict[tuple[UUID, UUID], StoredEvidence]]:
    """Give all beliefs by id, and all evidence by belief and event, as they are stored."""
    beliefs = await tx.all(_sql("find_all_beliefs"), StoredBelief, {"person": tx.person})
    evidence = await tx.all(_sql("find_all_evidence"), StoredEvidence, {"person": tx.person})
    return {row.id: row for row in beliefs}, {(row.belief_id, row.event_id): row for row in evidence}


def as_stored(held: Held) -> StoredBelief:
    """Give a belief as it is stored."""
    return StoredBelief(
        id=held.id,
        kind=held.kind,
        subject=held.subject,
        statement=held.statement,
        slot=held.slot,
        value=held.value,
        confidence=held.confidence,
        learned_at=held.learned_at,
        holds_from=held.holds_from,
        holds_until=held.holds_until,
        is_sensitive=held.is_sensitive,
        is_confirmed=held.is_confirmed,
        origin=held.origin,
        state=held.state,
        question=held.question,
        ended_by=held.ended_by,
        superseded_by=held.superseded_by,
        purposes=list(held.purposes),
        allowed=list(held.allowed),
    )


def evidence_as_stored(belief: UUID, evidence: Evidence) -> StoredEvidence:
    """Give a piece of evidence as it is stored."""
    return StoredEvidence(
        belief_id=belief,
        event_id=evidence.event_id,
        source_id=evidence.source_id,
        start=evidence.start,
        size=evidence.size,
        proposed_by=evidence.proposed_by,
        confidence=evidence.confidence,
        purposes=list(evidence.purposes),
    )


async def put_beliefs(tx: Tx, rows: Sequence[StoredBelief]) -> None:
    """Store beliefs, each after the one that took its place."""
    if rows:
        await tx.run_many(_sql("put_belief"), [{"person": tx.person, **asdict(row)} for row in rows])


async def put_evidence(tx: Tx, rows: Sequence[StoredEvidence]) -> None:
    """Store pieces of evidence."""
    if rows:
        await tx.run_many(_sql("put_belief_evidence"), [{"person": tx.person, **asdict(row)} for row in rows])


async def delete_evidence(tx: Tx, pairs: Sequence[tuple[UUID, UUID]]) -> None:
    """Have beliefs no longer stand on events; a belief without evidence goes."""
    if pairs:
        gone = [{"person": tx.person, "belief_id": belief, "event_id": event} for belief, event in pairs]
        await tx.run_many(_sql("delete_evidence"), gone)


async def delete_beliefs(tx: Tx, beliefs: Sequence[UUID]) -> None:
    """Delete beliefs, with those that they took the place of."""
    if beliefs:
        await tx.run(_sql("delete_beliefs"), {"person": tx.person, "ids": list(beliefs)})


async def count_baseless_beliefs(tx: Tx) -> int:
    """Count the beliefs that stand on doomed events alone."""
    return (await tx.one(_sql("count_baseless_beliefs"), BeliefCount, {"person": tx.person})).number
