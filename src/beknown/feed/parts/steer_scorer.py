"""More and less of something, as the person said."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from beknown.feed.steer_apply import spread_of
from beknown.ranking import VALUE, Candidates, Query

COLUMN = "steer_shift"
GAIN = "steer_gain"
"""What rules add to the value of a candidate; 0 where they take away."""

RULE = "steer_rule"
"""The number of the rule that adds most to it, below 0 where none does."""


@dataclass(frozen=True, slots=True)
class SteeredBy:
    """Lifts or lowers `VALUE` by shares of what lies between good and bad candidates."""

    name: str = "steering"

    def score(self, query: Query, candidates: Candidates) -> Mapping[str, NDArray[np.float64]]:
        """Give `VALUE` anew, and `GAIN`."""
        del query
        value = candidates.column(VALUE)
        change = spread_of(value) * candidates.column(COLUMN)
        return {VALUE: value + change, GAIN: np.maximum(change, 0.0)}
