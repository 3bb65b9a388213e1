"""What steering looks like over HTTP."""

from collections.abc import Sequence
from datetime import datetime
from typing import Annotated
from uuid import UUID

from pydantic import AwareDatetime, BaseModel, Field

from beknown.feed.steer_check import LEAST_STRENGTH, MOST_STRENGTH
from beknown.feed.steer_types import (
    A_DAY,
    Amount,
    Hours,
    Lack,
    Rule,
    Target,
    TargetKind,
    Unread,
)

MOST_SAID = 2_000


class SayIn(BaseModel):
    """What the person says about their feed, in their words."""

    text: Annotated[str, Field(max_length=MOST_SAID)]


class TopicIn(BaseModel):
    """A topic to mute: a word or a few."""

    topic: Annotated[str, Field(max_length=MOST_SAID)]


class TargetOut(BaseModel):
    """One thing that an item must be for a rule to hold of it.

    `value` is words for a topic, an id for an author, a code for a language; `name` is how people call it.
    """

    kind: TargetKind
    value: str
    name: str


class HoursShape(BaseModel):
    """At which local minutes of the day a rule holds, and on which weekdays (0 is Monday; none means all)."""

    from_minute: Annotated[int, Field(ge=0, le=A_DAY)] = 0
    until_minute: Annotated[int, Field(ge=0, le=A_DAY)] = A_DAY
    weekdays: Annotated[list[int], Field(max_length=7)] = []

    def hours(self) -> Hours:
        """Give them as the domain knows them."""
        return Hours(self.from_minute, self.until_minute, frozenset(self.weekdays))


class RuleIn(BaseModel):
    """How a rule shall be; `until_at` null for no end."""

    amount: Amount
    strength: Annotated[float, Field(ge=LEAST_STRENGTH, le=MOST_STRENGTH)] = 1.0
    until_at: AwareDatetime | None = None
    hours: HoursShape = HoursShape()


class RuleAgainIn(BaseModel):
    """Which rule that was taken back shall hold again."""

    id: UUID


class RuleOut(BaseModel):
    """A rule: how much of what, at which hours, from when until when, and the words that it was read from.

    `is_idle` says that nothing on the feed can be what it names: no repost and no reply ever stands there by itself.
    """

    id: UUID
    amount: Amount
    targets: list[TargetOut]
    hours: HoursShape
    from_at: datetime | None
    until_at: datetime | None
    strength: float
    words: str
    made_at: datetime
    is_active: bool
    is_idle: bool


class UnreadOut(BaseModel):
    """Words that weren't understood, and what they lack."""

    words: str
    lack: Lack


class SaidOut(BaseModel):
    """What came of a saying: all rules there are now, how many are new and ended, and what wasn't understood."""

    rules: list[RuleOut]
    new: int
    ended: int
    unread: list[UnreadOut]


def show_rule(rule: Rule, *, is_active: bool) -> RuleOut:
    """Give a rule as the page gets it."""
    draft = rule.draft
    return RuleOut(
        id=rule.id,
        amount=draft.amount,
        targets=[_show_target(each) for each in draft.targets],
        hours=HoursShape(
            from_minute=draft.hours.from_minute,
            until_minute=draft.hours.until_minute,
            weekdays=sorted(draft.hours.weekdays),
        ),
        from_at=draft.from_at,
        until_at=draft.until_at,
        strength=draft.strength,
        words=draft.words,
        made_at=rule.made_at,
        is_active=is_active,
        is_idle=draft.is_idle,
    )


def show_unread(unread: Sequence[Unread]) -> list[UnreadOut]:
    """Give what wasn't understood."""
    return [UnreadOut(words=each.words, lack=each.lack) for each in unread]


def _show_target(target: Target) -> TargetOut:
    name = target.name or ("" if target.kind == "author" else target.value)
    return TargetOut(kind=target.kind, value=target.value, name=name)
