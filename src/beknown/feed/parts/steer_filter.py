"""What the person said they want nothing of, or what isn't what they want only, isn't shown."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from beknown.ranking import Candidates, Query

COLUMN = "is_steered_out"


@dataclass(frozen=True, slots=True)
class SteeredOut:
    """Removes what rules leave out."""

    is_guard: bool = False
    name: str = "you said so"

    def keep(self, query: Query, candidates: Candidates) -> NDArray[np.bool_]:
        """Keep the others."""
        del query
        return ~np.asarray(candidates.column(COLUMN), np.bool_)
