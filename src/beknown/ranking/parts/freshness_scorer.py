"""Freshness: what is good is worth less as it gets older."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from beknown.ranking.candidates import Candidates, Column
from beknown.ranking.types import VALUE, Query


@dataclass(frozen=True, slots=True)
class Freshness:
    """Halves what is above 0 of `VALUE` with each half-life of age, down to a floor.

    A value below 0 stays: what is bad gets no better by waiting. What was made in the future counts as made now, and
    what has no time as old.

    Args:
        half_life_s: After how many seconds half is left.
        floor: The share that always stays.
        column: When each was made, in seconds since 1970.
    """

    half_life_s: float = 86_400.0
    floor: float = 0.05
    column: str = "made_at"
    name: str = "freshness"

    def score(self, query: Query, candidates: Candidates) -> Mapping[str, Column]:
        """Give `VALUE` anew."""
        age_s = np.maximum(query.at.timestamp() - candidates.column(self.column), 0)
        left = np.nan_to_num(np.exp2(-age_s / self.half_life_s))
        value = candidates.column(VALUE)
        return {VALUE: np.where(value > 0, value * (self.floor + (1 - self.floor) * left), value)}
