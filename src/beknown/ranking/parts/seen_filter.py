"""Seen before: what a person has seen doesn't come again."""

from dataclasses import dataclass

import numpy as np

from beknown.ranking.candidates import Candidates, Ids, Mask
from beknown.ranking.types import Query


@dataclass(frozen=True, slots=True)
class Seen:
    """Removes what was seen.

    Args:
        seen: Ids, in any order.
        is_guard: Whether nothing may be shown where this fails; a page with something old is no harm.
    """

    seen: Ids
    is_guard: bool = False
    name: str = "seen before"

    def keep(self, query: Query, candidates: Candidates) -> Mask:
        """Keep what wasn't seen."""
        del query
        keep = np.ones(len(candidates), np.bool_)
        if len(candidates):
            at = np.minimum(np.searchsorted(candidates.ids, self.seen), len(candidates) - 1)
            keep[at[candidates.ids[at] == self.seen]] = False
        return keep
