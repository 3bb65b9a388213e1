"""Wider: what a person sees little of rises, what they see much of sinks."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from beknown.feed.ask import Ask
from beknown.feed.steer_apply import spread_of
from beknown.feed.widen import Widening
from beknown.ranking import VALUE, Candidates, Query

REACH = 1.2
"""How far it goes at most, as a share of what lies between good and bad candidates."""


@dataclass(frozen=True, slots=True)
class Widen:
    """Changes `VALUE` by how far topic and author fall short of what there was to see."""

    ask: Ask
    widening: Widening
    name: str = "widening"

    def score(self, query: Query, candidates: Candidates) -> Mapping[str, NDArray[np.float64]]:
        """Give `VALUE` anew; what isn't for everyone keeps its own."""
        del query
        value, row = candidates.column(VALUE), candidates.column("row").astype(np.intp)
        lift = np.zeros(len(candidates))
        lift[row >= 0] = self.widening.lift(self.ask, row[row >= 0])
        return {VALUE: value + self.widening.amount * REACH * spread_of(value) * lift}
