"""Check a rule that somebody set: by hand, or a model for them."""

from datetime import datetime
from uuid import UUID

from beknown.feed.steer_types import A_DAY, VALUES, RuleDraft, Target
from beknown.kit.errors import Invalid

LEAST_STRENGTH, MOST_STRENGTH = 0.1, 3.0
_WEEK = frozenset(range(7))
_CODE_LETTERS = 2


def check_draft(draft: RuleDraft, at: datetime) -> None:
    """Check what a person or a model set.

    Raises:
        Invalid: The end is past, or strength or hours are out of bounds.
    """
    if draft.until_at is not None and draft.until_at <= at:
        raise Invalid(
            f"A rule can't end at {draft.until_at.isoformat()}: that is past. Give a later time, or none."
        )
    if not LEAST_STRENGTH <= draft.strength <= MOST_STRENGTH:
        raise Invalid(
            f"How far a rule goes is from {LEAST_STRENGTH} to {MOST_STRENGTH}, not {draft.strength:g}."
        )
    hours = draft.hours
    is_of_day = 0 <= hours.from_minute < A_DAY and 0 < hours.until_minute <= A_DAY
    if not is_of_day or hours.from_minute == hours.until_minute or not hours.weekdays <= _WEEK:
        raise Invalid(
            f"Hours from minute {hours.from_minute} to {hours.until_minute} of a day can't be; give from 0 to {A_DAY},"
            " and weekdays from 0 (Monday) to 6."
        )


def check_target(target: Target) -> None:
    """Check one thing that a rule is about.

    Raises:
        Invalid: There is no such value.
    """
    if target.kind in VALUES:
        is_one = target.value in VALUES[target.kind]
    elif target.kind == "author":
        is_one = _is_id(target.value)
    elif target.kind == "language":
        is_one = len(target.value) == _CODE_LETTERS and target.value.isascii() and target.value.islower()
    else:
        is_one = any(letter.isalnum() for letter in target.value)
    if not is_one:
        raise Invalid(
            f"A rule can't be about the {target.kind} {target.value!r}. Say in words what it shall be about."
        )


def _is_id(value: str) -> bool:
    try:
        UUID(value)
    except ValueError:
        return False
    return True
