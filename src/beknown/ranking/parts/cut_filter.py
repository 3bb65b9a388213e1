"""A first cut: of very many, only the more promising are worth a close look."""

from dataclasses import dataclass

import numpy as np

from beknown.ranking.candidates import Candidates, Mask
from beknown.ranking.parts.diverse_selector import find_best
from beknown.ranking.types import Query


@dataclass(frozen=True, slots=True)
class Cut:
    """Keeps the best by a column that is cheap to have; put it last among filters. What isn't known goes first.

    Args:
        column: Higher is better.
        count: So many stay.
    """

    column: str
    count: int = 1000
    is_guard: bool = False
    name: str = "below the first cut"

    def keep(self, query: Query, candidates: Candidates) -> Mask:
        """Keep the best; among equals those of lower ids."""
        del query
        worth = np.nan_to_num(candidates.column(self.column), nan=-np.finfo(np.float64).max)
        keep = np.zeros(len(candidates), np.bool_)
        keep[find_best(worth, self.count)] = True
        return keep
