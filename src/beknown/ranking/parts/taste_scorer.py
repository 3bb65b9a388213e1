"""Taste: what a person may want next, by what they and others did."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from beknown.ranking.candidates import Candidates, Column, Ids
from beknown.ranking.histories import Histories
from beknown.ranking.taste import Taste
from beknown.ranking.types import Query


@dataclass(frozen=True, slots=True)
class Tasting:
    """Gives each candidate that the taste knows its score, and NaN to the others.

    Args:
        taste: A fitted taste.
        history: What this one person did, in the taste's numbers.
        known: The ids of the taste's items, in rising order; item `n` of the taste is `known[n]`.
        column: The column to give.
    """

    taste: Taste
    history: Histories
    known: Ids
    column: str = "taste"
    name: str = "taste"

    def score(self, query: Query, candidates: Candidates) -> Mapping[str, Column]:
        """Give the column."""
        del query
        scores = self.taste.score(self.history)[0]
        at = np.minimum(np.searchsorted(self.known, candidates.ids), len(self.known) - 1)
        is_known = self.known[at] == candidates.ids
        return {self.column: np.where(is_known, scores[at].astype(np.float64), np.nan)}
