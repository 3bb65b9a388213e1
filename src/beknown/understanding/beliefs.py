"""Look beliefs up, and say why each is held."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import cast
from uuid import UUID

from beknown.kit.db import Purpose, Tx
from beknown.kit.errors import NotFound
from beknown.kit.ids import EventId
from beknown.understanding import belief_store
from beknown.understanding.belief_store import AboutRow, BeliefRow, QuoteRow, Wanted
from beknown.understanding.belief_types import Kind
from beknown.understanding.held_types import Origin, State

HOLDING: frozenset[State] = frozenset({"held"})
LISTED: frozenset[State] = frozenset({"held", "in_question", "ended"})
MOST = 100
AROUND_LETTERS = 240


@dataclass(frozen=True, slots=True)
class Belief:
    """What is believed of somebody; `subject` is `me` for the person themselves.

    Args:
        learned_at: Since when we know it.
        holds_from: First day on which it holds, where that is known.
        holds_until: Last day on which it held.
        question: Beliefs with the same one contradict one another.
        ended_by: The event that says it no longer holds.
        purposes: What it serves; `allowed` is what it could serve if it were switched on.
        evidence: The events that it stands on.
        earlier: The wordings that it took the place of, newest first.
    """

    id: UUID
    kind: Kind
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
    origin: Origin
    state: State
    question: UUID | None
    ended_by: EventId | None
    purposes: tuple[Purpose, ...]
    allowed: tuple[Purpose, ...]
    evidence: tuple[EventId, ...]
    earlier: tuple["Belief", ...] = ()


@dataclass(frozen=True, slots=True)
class Quote:
    """A span of an event that a belief stands on, with the words of the same event around it."""

    event_id: EventId
    type: str
    source: str
    speaker: str | None
    is_mine: bool
    occurred_at: datetime | None
    recorded_at: datetime
    thread_title: str | None
    before: str
    quote: str
    after: str
    proposed_by: str
    confidence: float


@dataclass(frozen=True, slots=True)
class Why:
    """A belief with all that it stands on: how sure each piece makes, who found it, and what ended it."""

    belief: Belief
    quotes: tuple[Quote, ...]


@dataclass(frozen=True, slots=True)
class About:
    """How many beliefs of a kind there are about somebody in one state."""

    subject: str
    kind: Kind
    state: State
    beliefs: int


async def find_beliefs(
    tx: Tx,
    *,
    subject: str | None = None,
    kind: Kind | None = None,
    states: Collection[State] = HOLDING,
    limit: int = MOST,
) -> list[Belief]:
    """Give what is believed, newest first: what holds now, unless other states are asked for.

    Args:
        tx: A transaction; it gives what may serve its purpose.
        subject: `me` or somebody's name as beliefs have it; None for everybody.
        kind: Of this kind only.
        states: In these states only. Who asks for `in_question` takes what may not be so.
        limit: Most beliefs to give.
    """
    return await search_beliefs(tx, Wanted(states, subject=subject, kind=kind, most=limit))


async def search_beliefs(tx: Tx, wanted: Wanted) -> list[Belief]:
    """Give the beliefs that are looked for, each with its earlier wordings."""
    return await _with_earlier(tx, await belief_store.find_beliefs(tx, wanted))


async def get_belief(tx: Tx, belief: UUID) -> Belief:
    """Give one belief.

    Raises:
        NotFound: There is none that this scope may see.
    """
    row = await belief_store.find_belief(tx, belief)
    if row is None:
        raise NotFound("There is no such belief.")
    return (await _with_earlier(tx, [row]))[0]


async def why(tx: Tx, belief: UUID) -> Why:
    """Say why something is believed.

    Raises:
        NotFound: There is no such belief that this scope may see.
    """
    held = await get_belief(tx, belief)
    return Why(held, tuple(_quote(row) for row in await belief_store.find_quotes(tx, belief)))


async def find_questions(tx: Tx) -> list[list[Belief]]:
    """Give the questions that only the person can settle: of each, the beliefs that contradict one another."""
    questions: dict[UUID | None, list[Belief]] = {}
    for row in await belief_store.find_questions(tx):
        questions.setdefault(row.question, []).append(as_belief(row))
    return list(questions.values())


async def count_about(tx: Tx) -> list[About]:
    """Count what is believed, by subject, kind and state."""
    return [_about(row) for row in await belief_store.count_about(tx)]


def as_belief(row: BeliefRow, earlier: Iterable[Belief] = ()) -> Belief:
    """Give a row as a belief."""
    return Belief(
        id=row.id,
        kind=cast("Kind", row.kind),
        subject=row.subject,
        statement=row.statement,
        slot=row.slot,
        value=row.value,
        confidence=row.confidence,
        learned_at=row.learned_at,
        holds_from=row.holds_from,
        holds_until=row.holds_until,
        is_sensitive=row.is_sensitive,
        is_confirmed=row.is_confirmed,
        origin=cast("Origin", row.origin),
        state=cast("State", row.state),
        question=row.question,
        ended_by=None if row.ended_by is None else EventId(row.ended_by),
        purposes=tuple(cast("list[Purpose]", row.purposes)),
        allowed=tuple(cast("list[Purpose]", row.allowed)),
        evidence=tuple(EventId(each) for each in row.evidence),
        earlier=tuple(earlier),
    )


async def _with_earlier(tx: Tx, rows: Sequence[BeliefRow]) -> list[Belief]:
    earlier = await belief_store.find_earlier(tx, [row.id for row in rows]) if rows else []
    former: dict[UUID | None, list[BeliefRow]] = {}
    for row in earlier:
        former.setdefault(row.superseded_by, []).append(row)
    return [as_belief(row, (as_belief(each) for each in _chain(row.id, former))) for row in rows]


def _chain(belief: UUID, former: Mapping[UUID | None, list[BeliefRow]]) -> Iterable[BeliefRow]:
    for row in former.get(belief, ()):
        yield row
        yield from _chain(row.id, former)


def _quote(row: QuoteRow) -> Quote:
    start, end = row.start, row.start + row.size
    return Quote(
        event_id=EventId(row.event_id),
        type=row.type,
        source=row.source,
        speaker=row.speaker,
        is_mine=row.is_mine,
        occurred_at=row.occurred_at,
        recorded_at=row.recorded_at,
        thread_title=row.thread_title,
        before=row.text[max(0, start - AROUND_LETTERS) : start],
        quote=row.text[start:end],
        after=row.text[end : end + AROUND_LETTERS],
        proposed_by=row.proposed_by,
        confidence=row.confidence,
    )


def _about(row: AboutRow) -> About:
    return About(row.subject, cast("Kind", row.kind), cast("State", row.state), row.beliefs)
