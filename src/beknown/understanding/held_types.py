"""What is known before it is put together, and what is held of it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import Literal
from uuid import UUID

from beknown.kit.db import Purpose
from beknown.kit.ids import EventId, SourceId
from beknown.understanding.belief_types import Kind
from beknown.understanding.deeds import DeedDone

YOU = "you"
"""Who proposed what the person told by hand."""

Origin = Literal["told", "rules", "model"]
State = Literal["held", "ended", "in_question", "rejected", "superseded"]

SENSITIVE_KINDS: frozenset[Kind] = frozenset({"health", "feeling"})
"""Kinds that are sensitive whatever is said: health and mood."""

SENSITIVE_SERVES: frozenset[str] = frozenset({"assistant", "export", "safety"})
"""What a sensitive belief serves until the person says otherwise."""

NEVER_SENSITIVE: frozenset[str] = frozenset({"ads", "business"})
"""What a sensitive belief can't serve, whatever is switched on."""


@dataclass(frozen=True, slots=True)
class Observation:
    """What one event says, as somebody read it; `proposed_by` is `you` for what the person told by hand.

    The fields from `kind` on are those of a `Proposal`; `size` is the length of the quoted span. `purposes` is what
    the event may serve, `corrects` the belief that it was told to take the place of.
    """

    event_id: EventId
    source_id: SourceId
    said_at: datetime | None
    recorded_at: datetime
    purposes: frozenset[str]
    kind: Kind
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
    corrects: UUID | None = None

    @property
    def is_by_hand(self) -> bool:
        """The person told it to be remembered."""
        return self.proposed_by == YOU

    @property
    def order(self) -> tuple[bool, datetime, EventId, int, str]:
        """Sorts by when it was said, what has no time last; no two are the same."""
        at = self.said_at or datetime.max.replace(tzinfo=UTC)
        return self.said_at is None, at, self.event_id, self.start, self.statement


@dataclass(frozen=True, slots=True)
class Known:
    """All that beliefs follow from.

    Args:
        observations: What events say, in no order.
        deeds: What the person did by hand.
        marks: Ids of beliefs that were forgotten for good.
        keys: The keys of ids, the one that makes them first.
        aliases: The name of somebody by each folded name or word that means them.
    """

    observations: tuple[Observation, ...]
    deeds: tuple[DeedDone, ...] = ()
    marks: frozenset[UUID] = frozenset()
    keys: tuple[bytes, ...] = (bytes(32),)
    aliases: Mapping[str, str] = field(default_factory=dict[str, str])


@dataclass(frozen=True, slots=True)
class Evidence:
    """A span of an event that a belief stands on."""

    event_id: EventId
    source_id: SourceId
    start: int
    size: int
    proposed_by: str
    confidence: float
    purposes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Held:
    """A belief as it is stored, with all ids that have meant it."""

    id: UUID
    ids: frozenset[UUID]
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
    superseded_by: UUID | None
    purposes: tuple[Purpose, ...]
    allowed: tuple[Purpose, ...]
    evidence: tuple[Evidence, ...]
