"""What a person does to beliefs by hand. Each deed is an event of the log, and says whom it means by ids alone."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from types import MappingProxyType
from typing import TypeAlias
from uuid import UUID

from pydantic import TypeAdapter, ValidationError

from beknown.events import EventType, JsonValue
from beknown.kit.db import Purpose
from beknown.kit.ids import EventId
from beknown.understanding.belief_types import Kind


@dataclass(frozen=True, slots=True)
class Confirmed:
    """It is so."""

    belief: UUID


@dataclass(frozen=True, slots=True)
class Rejected:
    """It isn't so, and never is to be learned again."""

    belief: UUID


@dataclass(frozen=True, slots=True)
class Unwanted:
    """Nothing of this kind about this somebody is to be kept. `subject` is folded."""

    kind: Kind
    subject: str


@dataclass(frozen=True, slots=True)
class Dated:
    """It holds from one day until another; None leaves that side open."""

    belief: UUID
    holds_from: date | None
    holds_until: date | None


@dataclass(frozen=True, slots=True)
class Merged:
    """It says the same as another belief."""

    belief: UUID
    into: UUID


@dataclass(frozen=True, slots=True)
class Parted:
    """What one event says belongs not to this belief, but stands for itself."""

    belief: UUID
    event: UUID


@dataclass(frozen=True, slots=True)
class Allowed:
    """It may serve a purpose, or no longer."""

    belief: UUID
    purpose: Purpose
    is_on: bool


@dataclass(frozen=True, slots=True)
class Answered:
    """Of the beliefs that were asked about, these hold; the others don't."""

    asked: tuple[UUID, ...]
    holds: tuple[UUID, ...]


@dataclass(frozen=True, slots=True)
class Undone:
    """An earlier deed, or a telling by hand, doesn't count any more."""

    deed: UUID


Deed: TypeAlias = Confirmed | Rejected | Unwanted | Dated | Merged | Parted | Allowed | Answered | Undone

DEED_TYPES: Mapping[EventType, type[Deed]] = MappingProxyType(
    {
        "understanding.belief.confirmed.v1": Confirmed,
        "understanding.belief.rejected.v1": Rejected,
        "understanding.belief.unwanted.v1": Unwanted,
        "understanding.belief.dated.v1": Dated,
        "understanding.belief.merged.v1": Merged,
        "understanding.belief.parted.v1": Parted,
        "understanding.belief.allowed.v1": Allowed,
        "understanding.belief.answered.v1": Answered,
        "understanding.belief.undone.v1": Undone,
    }
)
TYPE_OF: Mapping[type[Deed], EventType] = MappingProxyType({deed: name for name, deed in DEED_TYPES.items()})

_SHAPES: Mapping[EventType, TypeAdapter[Deed]] = MappingProxyType(
    {name: TypeAdapter(deed) for name, deed in DEED_TYPES.items()}
)


@dataclass(frozen=True, slots=True)
class DeedDone:
    """A deed as the log has it; `id` is that of its event."""

    id: EventId
    at: datetime
    deed: Deed


def read_deed(event_type: EventType, payload: Mapping[str, JsonValue]) -> Deed | None:
    """Read a deed from its event; None where it has another shape, as a file from outside may have."""
    try:
        return _SHAPES[event_type].validate_python(payload)
    except ValidationError:
        return None


def write_deed(deed: Deed) -> Mapping[str, JsonValue]:
    """Write a deed as the payload of its event."""
    return _SHAPES[TYPE_OF[type(deed)]].dump_python(deed, mode="json")
