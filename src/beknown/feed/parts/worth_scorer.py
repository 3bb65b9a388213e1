"""What would rather be hidden than liked, since the person wants less of such, isn't shown."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from beknown.ranking import VALUE, Candidates, Query

A_LITTLE_LIKE = 0.05
"""Of what is as like as this to something that the person wants less of, only what is worth something stays."""


@dataclass(frozen=True, slots=True)
class Worth:
    """Takes out of the choice, chance's too, what is worth less than nothing and a little like what isn't wanted.

    Put it last. Without a wish for less nothing falls out: what is worth little comes late.
    """

    name: str = "worth"

    def score(self, query: Query, candidates: Candidates) -> Mapping[str, NDArray[np.float64]]:
        """Give `VALUE` anew."""
        del query
        value, unlikeness = candidates.column(VALUE), candidates.column("unlikeness")
        return {VALUE: np.where((value < 0) & (unlikeness >= A_LITTLE_LIKE), -np.inf, value)}
