"""What steering rules are: what a person wants more or less of, until when and at which hours."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal, TypeAlias, get_args
from uuid import UUID
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

Amount = Literal["nothing", "less", "more", "only"]
AMOUNTS: tuple[Amount, ...] = get_args(Amount)

TargetKind = Literal["topic", "author", "format", "language", "length", "age", "origin"]
TARGET_KINDS: tuple[TargetKind, ...] = get_args(TargetKind)

Format = Literal["repost", "quote", "reply", "picture", "video", "link", "text"]
Length = Literal["short", "long"]
Age = Literal["new", "old"]
Origin = Literal["followed", "stranger", "brought", "made"]
"""`brought` comes from a source that the person added, `made` was put together for them by this house."""

Lack = Literal["amount", "target", "person", "time"]
"""What kept words from being understood: how much, of what, by whom, or until when."""

VALUES: Mapping[TargetKind, tuple[str, ...]] = {
    "format": get_args(Format),
    "length": get_args(Length),
    "age": get_args(Age),
    "origin": get_args(Origin),
}
"""The kinds whose values are counted out; a topic is words, an author an id, a language a code of ISO 639-1."""

A_DAY = 1440
USUAL_STRENGTH = 1.0
LITTLE_STRENGTH = 0.4
MUCH_STRENGTH = 2.0
MOST_TARGETS = 4
MOST_TOPIC = 80

NEVER_SHOWN: frozenset[str] = frozenset({"repost", "reply"})
"""Formats of which the feed holds none, whatever is said: it shows posts themselves. 'Following' shows all reposts."""

SameThing: TypeAlias = "frozenset[tuple[TargetKind, str]]"


@dataclass(frozen=True, slots=True)
class Target:
    """One thing that an item must be for a rule to hold of it.

    Args:
        kind: What is looked at.
        value: What it has to be; as `VALUES` says.
        name: How the person calls it, where the value is an id.
    """

    kind: TargetKind
    value: str
    name: str = ""


@dataclass(frozen=True, slots=True)
class Hours:
    """At which local hours a rule holds; all day and every day when nothing is said.

    Args:
        from_minute: From this minute of the day.
        until_minute: Up to this one; where it comes before `from_minute` the span goes past midnight.
        weekdays: Monday is 0; none means all. A span past midnight belongs to the day on which it begins.
    """

    from_minute: int = 0
    until_minute: int = A_DAY
    weekdays: frozenset[int] = frozenset()

    def holds(self, at: datetime, zone: ZoneInfo) -> bool:
        """Say whether a moment is within them, where the person is."""
        local = at.astimezone(zone)
        minute, day = local.hour * 60 + local.minute, local.weekday()
        if self.from_minute <= self.until_minute:
            is_in = self.from_minute <= minute < self.until_minute
        else:
            is_in = minute >= self.from_minute or minute < self.until_minute
            day = (day - 1) % 7 if minute < self.until_minute else day
        return is_in and (not self.weekdays or day in self.weekdays)


ALL_HOURS = Hours()


@dataclass(frozen=True, slots=True)
class RuleDraft:
    """A rule as it was read, before it is kept.

    Args:
        amount: How much of it.
        targets: All of them must be so of an item.
        hours: At which hours.
        from_at: Not before this moment; None for at once.
        until_at: Up to this moment; None for no end.
        strength: How far: about 0.4 for a little, 1 as usual, 2 for much.
        words: The words that it was read from.
    """

    amount: Amount
    targets: tuple[Target, ...]
    hours: Hours = ALL_HOURS
    from_at: datetime | None = None
    until_at: datetime | None = None
    strength: float = USUAL_STRENGTH
    words: str = ""

    @property
    def about(self) -> SameThing:
        """What it is about: of two rules about the same thing, the later one takes the place of the other."""
        return frozenset((each.kind, each.value.casefold()) for each in self.targets)

    @property
    def is_idle(self) -> bool:
        """Whether nothing on the feed can ever be what it names."""
        return any(each.kind == "format" and each.value in NEVER_SHOWN for each in self.targets)


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule that is kept."""

    id: UUID
    draft: RuleDraft
    made_at: datetime

    def holds(self, at: datetime, zone: ZoneInfo) -> bool:
        """Say whether it holds at a moment, where the person is."""
        draft = self.draft
        has_begun = draft.from_at is None or draft.from_at <= at
        has_ended = draft.until_at is not None and draft.until_at <= at
        return has_begun and not has_ended and draft.hours.holds(at, zone)


@dataclass(frozen=True, slots=True)
class Unread:
    """Words that weren't understood, and what they lack."""

    words: str
    lack: Lack


@dataclass(frozen=True, slots=True)
class Reading:
    """What was made of what somebody said: rules, things that are to be as usual again, and what wasn't understood."""

    rules: tuple[RuleDraft, ...] = ()
    usual: tuple[tuple[Target, ...], ...] = ()
    unread: tuple[Unread, ...] = ()


@dataclass(frozen=True, slots=True)
class Known:
    """Whom a person can mean: the author by each folded name, and by each handle with `@` before it."""

    people: Mapping[str, Target] = field(default_factory=dict[str, Target])


def read_zone(name: str) -> ZoneInfo:
    """Give a time zone by its name; an unknown one counts as UTC."""
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError):
        return ZoneInfo("UTC")
