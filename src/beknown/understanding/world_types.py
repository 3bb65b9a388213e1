"""What there is in a person's world: what single events show of it, and what follows from them together."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal
from uuid import UUID

from beknown.kit.ids import EventId

AliasKind = Literal["name", "phone", "email", "handle"]
Direction = Literal["received", "sent", "known", "named"]
CueKind = Literal["relation", "date", "promise", "occasion", "kept"]
Trend = Literal["closer", "steady", "apart"]


@dataclass(frozen=True, slots=True)
class AliasSeen:
    """A name, number or handle under which somebody appears in a source."""

    id: UUID
    source_id: UUID
    kind: AliasKind
    key: str
    name: str
    match: str
    first_name: str
    is_strong: bool


@dataclass(frozen=True, slots=True)
class CircleSeen:
    """A conversation in a source."""

    id: UUID
    source_id: UUID
    thread: str


@dataclass(frozen=True, slots=True)
class Met:
    """An alias or a conversation has a part in an event."""

    event_id: EventId
    position: int
    source_id: UUID
    alias_id: UUID | None
    circle_id: UUID | None
    direction: Direction
    occurred_at: datetime | None
    audience: int


@dataclass(frozen=True, slots=True)
class Linked:
    """An event says of two aliases that they are one human being."""

    event_id: EventId
    alias_id: UUID
    other_id: UUID
    source_id: UUID
    audience: int


@dataclass(frozen=True, slots=True)
class Cue:
    """What a text says: `what` is a relation, a kind of date, a promise or an occasion; `called` a bare first name.

    `on_day` is the day it is about; of a date that recurs its year means nothing. `start` and `size` are the span of
    the text that says so. `is_mine` tells whether the person wrote it.
    """

    kind: CueKind
    what: str
    start: int
    size: int
    on_day: date | None = None
    called: str = ""
    is_certain: bool = False
    about_writer: bool = False


@dataclass(frozen=True, slots=True)
class CueSeen:
    """A cue with the event it stands in, and whom it may be about: an alias, or whoever else is in a circle."""

    event_id: EventId
    position: int
    source_id: UUID
    kind: CueKind
    what: str
    alias_id: UUID | None
    circle_id: UUID | None
    called: str
    is_mine: bool
    on_day: date | None
    is_certain: bool
    quote_start: int
    quote_size: int
    occurred_at: datetime | None
    audience: int


@dataclass(frozen=True, slots=True)
class VisitSeen:
    """A place at which the person was."""

    event_id: EventId
    source_id: UUID
    place_id: UUID
    name: str
    address: str
    latitude: float | None
    longitude: float | None
    occurred_at: datetime | None
    audience: int
