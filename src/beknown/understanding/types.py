"""What is asked of memory, and what it gives."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal

from beknown.kit.ids import EventId
from beknown.models import Vector

Confidence = Literal["good", "fair", "poor"]
"""How likely a memory is about what was asked; `poor` everywhere means: say that you don't know."""


@dataclass(frozen=True, slots=True)
class Span:
    """A span of time: from `since` up to, not including, `until`."""

    since: datetime
    until: datetime


@dataclass(frozen=True, slots=True)
class Query:
    """What is looked for.

    Args:
        text: A question or words, in any language.
        vector: The text as a vector; None searches by words and time alone.
        space: Name of the embedder that made the vector.
        time_zone: Of the person: what 'yesterday' means.
        tokens: Most tokens (about four characters each) that the memories and their neighbours take together.
        names: Of whom the question means, where it doesn't name them: 'my sister'.
    """

    text: str
    vector: Vector | None = field(default=None, compare=False)
    space: str = ""
    time_zone: str = "UTC"
    tokens: int = 4000
    names: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Neighbour:
    """What was said just before or after a memory, in the same conversation."""

    event_id: EventId
    text: str
    speaker: str | None
    is_mine: bool
    occurred_at: datetime | None


@dataclass(frozen=True, slots=True)
class Recalled:
    """A memory: a passage of an event, who said it and when, and what stood around it.

    `source` is the kind of its source; `score` is comparable within one answer only, higher is better. `sureness`,
    from 0 to 1, is the same for all memories of one answer: how likely memory holds the answer at all.
    """

    event_id: EventId
    text: str
    speaker: str | None
    is_mine: bool
    occurred_at: datetime | None
    source: str
    score: float
    confidence: Confidence = "fair"
    sureness: float = 1.0
    type: str = ""
    thread: str | None = None
    thread_title: str | None = None
    before: tuple[Neighbour, ...] = ()
    after: tuple[Neighbour, ...] = ()
