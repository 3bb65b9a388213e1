"""What a feed is made of: items, what may be done with them, and why each is there."""

from dataclasses import dataclass
from typing import Literal, NewType
from uuid import UUID

RunId = NewType("RunId", UUID)

ItemKind = Literal["post", "source", "made"]
"""A post of somebody here; an item of a source that the person reads; something Beknown made for them."""

Action = Literal["open", "dwell", "like", "reply", "save", "share", "follow", "hide", "report"]

ACTIONS: tuple[Action, ...] = ("open", "dwell", "like", "reply", "save", "share", "follow", "hide", "report")
"""What may be done with an item, in the order of the columns of every matrix of probabilities."""

Cause = Literal[
    "followed",
    "source",
    "similar",
    "alike",
    "next",
    "trending",
    "fresh",
    "exploring",
    "made",
    "wished",
    "rest",
]
"""Why something is here: its author is followed; its source is followed; it is like what was liked; people with the
same likes liked it; it often follows what the person did last; many like it now; it is new; chance chose it, to find
out; Beknown made it; the person said they want more of it; nothing that speaks more was left."""


@dataclass(frozen=True, slots=True)
class ItemRef:
    """Names an item: its kind, whose it is, and its id. What has no author has `author` None."""

    kind: ItemKind
    author: UUID | None
    id: UUID


@dataclass(frozen=True, slots=True)
class Reason:
    """One reason for which an item is here.

    Args:
        cause: Which.
        share: Its part of what speaks for the item, above 0; the shares of an item add up to 1.
        because: For `similar`, the item it is like.
        rule: For `wished`, the person's rule that adds most to it.
    """

    cause: Cause
    share: float
    because: ItemRef | None = None
    rule: UUID | None = None


@dataclass(frozen=True, slots=True)
class Shown:
    """An item in its place on a page.

    Args:
        item: What.
        position: Where in its run, from 0.
        propensity: With what probability it came to this position, given the ones before it.
        is_exploring: Whether chance chose it.
        value: What it was chosen by.
        features: As `features.NAMES`, version `features.VERSION`.
        reasons: Why it is here, the weightiest first.
    """

    item: ItemRef
    position: int
    propensity: float
    is_exploring: bool
    value: float
    features: tuple[float, ...]
    reasons: tuple[Reason, ...]


@dataclass(frozen=True, slots=True)
class Deed:
    """What a person did with what stood at a position of a run; `seconds` is how long they looked, for `dwell`."""

    run: RunId
    position: int
    action: Action
    seconds: int | None = None
