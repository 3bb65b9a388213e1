"""What is known of how a person writes."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal, get_args

Trait = Literal[
    "language", "formality", "length", "emoji", "humour", "hours", "time_zone", "region", "holidays", "units", "clock",
    "dates",
]  # fmt: skip
TRAITS: tuple[Trait, ...] = get_args(Trait)
Origin = Literal["set", "learned", "account", "unknown"]

CHOICES: Mapping[Trait, tuple[str, ...]] = {
    "formality": ("formal", "informal"),
    "length": ("short", "medium", "long"),
    "emoji": ("none", "some", "many"),
    "humour": ("plain", "playful"),
    "units": ("metric", "imperial"),
    "clock": ("24", "12"),
    "dates": ("dmy", "mdy", "ymd"),
}
"""What may be set, where there are few; a language, a time zone and a region are set by their codes."""


@dataclass(frozen=True, slots=True)
class Known:
    """One trait.

    Args:
        trait: Which one.
        value: A code, such as `de`, `informal`, `Europe/Berlin`; '' where nothing is known. Holidays stand with '; '
            between them.
        origin: Set by hand, learned from what they wrote, or taken from the account.
        confidence: 0 to 1: at least this share of what was written speaks for it, with 95 % certainty.
        evidence: How many texts speak for or against it.
        shares: What was seen, by value, as shares of those texts, the greatest first.
        learned: What it would be if it weren't set by hand.
    """

    trait: Trait
    value: str
    origin: Origin
    confidence: float = 0.0
    evidence: int = 0
    shares: Mapping[str, float] = field(default_factory=dict[str, float])
    learned: str = ""


@dataclass(frozen=True, slots=True)
class Style:
    """All traits, and how many texts they were read from. `mixing` is the share of texts in several languages."""

    texts: int
    traits: Mapping[Trait, Known]
    mixing: float = 0.0
    is_playful: bool = False

    def value(self, trait: Trait) -> str:
        """Give a trait's value, '' where nothing is known."""
        return self.traits[trait].value
