"""Visibility: only what is said to be allowed is shown."""

from dataclasses import dataclass

import numpy as np

from beknown.kit.errors import Invalid
from beknown.ranking.candidates import Candidates, Mask
from beknown.ranking.types import Query


@dataclass(frozen=True, slots=True)
class Visible:
    """Keeps that whose column is true, and nothing when the column isn't there: consent, safety, visibility.

    Args:
        column: Booleans that a hydrator or the sources give; what isn't known is false.
        name: The reason given for what is removed.
    """

    column: str
    name: str
    is_guard: bool = True

    def keep(self, query: Query, candidates: Candidates) -> Mask:
        """Keep what may be shown.

        Raises:
            Invalid: The column is missing or holds no booleans.
        """
        del query
        allowed = candidates.column(self.column)
        if allowed.dtype != np.bool_:
            raise Invalid(f"column {self.column!r} has to hold booleans, not {allowed.dtype}")
        return allowed
