"""Rows of the benchmarks' own statements."""

from dataclasses import dataclass
from uuid import UUID


@dataclass(frozen=True, slots=True)
class Floor:
    """The least a statement can give."""

    one: int


@dataclass(frozen=True, slots=True)
class Near:
    """A passage near in meaning."""

    event_id: UUID
