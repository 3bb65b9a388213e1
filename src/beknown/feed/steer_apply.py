"""What rules do to items: who falls out, and how far the others rise or sink. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

import numpy as np
from numpy.typing import NDArray

from beknown.feed.steer_match import Grades, Matcher
from beknown.feed.steer_types import Rule

MEANT = 0.5
"""An item that is graded so is meant by a rule that takes, leaves or lifts."""

RISE = 0.7
"""How far more of something lifts it, as a share of what lies between good and bad items."""

SINK = 1.5
"""How far less of something lowers it: below nearly all others, so that it is there where there is nothing else."""

MOST = 3.0
NO_RULE = -1


@dataclass(frozen=True, slots=True)
class Steered:
    """What rules do to items, each in the order of the items.

    Args:
        is_out: Whether it isn't to be shown.
        shift: How far it rises (above 0) or sinks, as a share of what lies between good and bad items.
        rule: The number of the rule that lifts it most, `NO_RULE` where none does.
    """

    is_out: NDArray[np.bool_]
    shift: Grades
    rule: NDArray[np.int64]


def find_active(rules: Sequence[Rule], at: datetime, zone: ZoneInfo) -> list[Rule]:
    """Give the rules that hold at a moment, where the person is; what can't be there is neither sought nor left out."""
    return [rule for rule in rules if rule.holds(at, zone) and not rule.draft.is_idle]


def steer(rules: Sequence[Rule], matcher: Matcher) -> Steered:
    """Apply rules that hold.

    What nothing is wanted of falls out, whatever else is said of it. Where only some things are wanted, whatever is
    none of them falls out. Less and more of the same item add up. Only what is meant rises: of very many posts some are
    a little near to any topic, and lifted they would stand above all that nobody asked for or against.
    """
    count = len(matcher.facts)
    is_out, shift = np.zeros(count, np.bool_), np.zeros(count)
    highest, rule_of = np.zeros(count), np.full(count, NO_RULE, np.int64)
    wanted: list[Grades] = []
    for number, rule in enumerate(rules):
        grades = matcher.grade(rule.draft)
        amount, strength = rule.draft.amount, rule.draft.strength
        if amount == "nothing":
            is_out |= grades >= MEANT
        elif amount == "only":
            wanted.append(grades)
        elif amount == "more":
            lift = np.where(grades >= MEANT, grades, 0.0) * strength * RISE
            shift += lift
            rule_of = np.where(lift > highest, number, rule_of)
            highest = np.maximum(highest, lift)
        else:
            shift -= grades * strength * SINK
    if wanted:
        is_out |= np.max(wanted, axis=0) < MEANT
    return Steered(is_out, np.clip(shift, -MOST, MOST), rule_of)


def spread_of(value: NDArray[np.float64]) -> float:
    """Give how far good and bad items lie apart: from the value of the worst twentieth to that of the best.

    It is no less than what items are worth on the whole, so that less of something tells among equals, too.
    """
    finite = value[np.isfinite(value)]
    if not len(finite):
        return 0.0
    low, high = np.quantile(finite, [0.05, 0.95])
    return max(float(high - low), float(np.median(np.abs(finite)))) or 1.0
