"""Check a rule that somebody set: by hand, or a model for them."""

from datetime import datetime

from beknown.feed.steer_types import A_DAY, RuleDraft
from beknown.kit.errors import Invalid

LEAST_STRENGTH, MOST_STRENGTH = 0.1, 3.0
_WEEK = frozenset(range(7))


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
