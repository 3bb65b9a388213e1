"""Less like this: what is much like something that the person wants less of isn't shown."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from beknown.ranking import Candidates, Query

UNWANTED = "unwanted"
"""The column that says how like each is to something that the person wants less of."""

SAME_TOPIC = 0.3
"""Two posts that are as like each other as this, beside what all have in common, are about the same. A choice."""


@dataclass(frozen=True, slots=True)
class Less:
    """Removes what is as like as that; what is a little like it only counts less."""

    same: float = SAME_TOPIC
    is_guard: bool = False
    name: str = "like what you want less of"

    def keep(self, query: Query, candidates: Candidates) -> NDArray[np.bool_]:
        """Keep the others."""
        del query
        return np.asarray(candidates.column(UNWANTED) < self.same)
