"""What an interest is, and what a person may do with it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Literal, get_args
from uuid import UUID

Deed = Literal["pinned", "unpinned", "muted", "unmuted", "renamed", "merged", "forgotten", "undone"]
DEEDS: tuple[Deed, ...] = get_args(Deed)


@dataclass(frozen=True, slots=True)
class Interest:
    """A topic that interests the person, as one purpose may know it.

    Args:
        id: Stays the same as long as its leading phrase does.
        name: What the person called it, else its most telling phrase.
        words: Its telling phrases as they were written, the most telling first.
        phrases: The same, folded, with the share of the topic's events that hold each.
        weight: The decayed weight of all its evidence, today.
        events: How many events it stands on.
        first_at: When it was first seen.
        last_at: When it was last seen.
        is_pinned: The person holds it up.
        is_muted: The person wants nothing made of it; only their own hand sees it.
    """

    id: UUID
    name: str
    words: tuple[str, ...]
    phrases: Mapping[str, float]
    weight: float
    events: int
    first_at: datetime
    last_at: datetime
    is_pinned: bool = False
    is_muted: bool = False
