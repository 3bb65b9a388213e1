"""Beliefs as they go over HTTP."""

from datetime import date, datetime
from typing import Literal
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field

from beknown.kit.db import Purpose
from beknown.understanding.belief_types import Kind
from beknown.understanding.beliefs import LISTED
from beknown.understanding.held_types import Origin, State
from beknown.understanding.tell import MAX_CHARS

Switchable = Literal["assistant", "live", "feed", "business", "ads"]


class Out(BaseModel):
    """An answer made from a frozen dataclass."""

    model_config = ConfigDict(from_attributes=True)


class WordingOut(Out):
    """A wording that another one took the place of, with the events it stands on."""

    id: UUID
    statement: str
    learned_at: datetime
    evidence: list[UUID]


class BeliefOut(WordingOut):
    """What is believed of `subject` (`me` is the person), and the wordings that it took the place of, newest first.

    `purposes` is what it serves, `allowed` what it could serve if it were switched on.
    """

    kind: Kind
    subject: str
    slot: str | None
    confidence: float
    holds_from: date | None
    holds_until: date | None
    is_sensitive: bool
    is_confirmed: bool
    origin: Origin
    state: State
    question: UUID | None
    ended_by: UUID | None
    purposes: list[Purpose]
    allowed: list[Purpose]
    earlier: list[WordingOut]


class QuoteOut(Out):
    """A span that a belief stands on, with the words of the same event around it."""

    event_id: UUID
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


class WhyOut(Out):
    """A belief with all that it stands on."""

    belief: BeliefOut
    quotes: list[QuoteOut]


class AboutOut(Out):
    """How many beliefs of a kind there are about somebody in one state."""

    subject: str
    kind: Kind
    state: State
    beliefs: int


class BeliefIn(BaseModel):
    """What to remember, in the person's own words."""

    text: str = Field(min_length=1, max_length=MAX_CHARS)


class BeliefsIn(BaseModel):
    """Which beliefs are wanted; what is null lets everything pass."""

    words: str = Field("", max_length=1000)
    subject: str | None = Field(None, max_length=500)
    kind: Kind | None = None
    states: list[State] = Field(default=sorted(LISTED), max_length=5)
    is_sensitive: bool | None = None
    limit: int = Field(100, ge=1, le=500)
    skip: int = Field(0, ge=0, le=1_000_000)


class GoneOut(BaseModel):
    """How many events went with a belief, and what undoes it where it was learned."""

    events: int
    marks: list[UUID]


class MarksIn(BaseModel):
    """What forgetting gave."""

    marks: list[UUID] = Field(max_length=1000)


class LetInOut(BaseModel):
    """How many beliefs are held again."""

    beliefs: int


class DeedOut(BaseModel):
    """A deed, by which it can be undone."""

    deed: UUID


class SpanIn(BaseModel):
    """When it holds; null leaves that side open."""

    holds_from: date | None
    holds_until: date | None


class MergeIn(BaseModel):
    """The belief that says the same."""

    into: UUID


class PartIn(BaseModel):
    """The event whose words don't belong to it."""

    event: UUID


class SwitchIn(BaseModel):
    """What a switch shall be."""

    is_on: bool


class AnswerIn(BaseModel):
    """Which of those asked about hold; none, one or several."""

    asked: list[UUID] = Field(min_length=1, max_length=50)
    holds: list[UUID] = Field(max_length=50)


class RejectIn(BaseModel):
    """Whether nothing of the kind is to be kept about its subject, either."""

    and_such: bool = False
