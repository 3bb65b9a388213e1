"""Author decay: nobody fills a page alone."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from beknown.ranking.candidates import Candidates, Column
from beknown.ranking.types import VALUE, Query

NOBODY = -1
"""The author of what has none. Any other number is somebody, those below it, too."""


@dataclass(frozen=True, slots=True)
class AuthorDecay:
    """Takes from the second best of an author a share of its `VALUE`, from the third best more, and so on.

    The best of each author keeps its value, and so does whatever is worth less than nothing. Things without an author
    (`NOBODY`) are nobody's, and keep theirs.

    Args:
        decay: What each next one keeps of its value, beside the one before.
        floor: The share that always stays.
        column: The number of each one's author.
    """

    decay: float = 0.6
    floor: float = 0.1
    column: str = "author"
    name: str = "author decay"

    def score(self, query: Query, candidates: Candidates) -> Mapping[str, Column]:
        """Give `VALUE` anew."""
        del query
        author, value = candidates.column(self.column), candidates.column(VALUE)
        order = np.lexsort((-value, author))  # among equals the lower id is first, as it stands first
        sorted_authors = author[order]
        is_first = np.ones(len(order), np.bool_)
        is_first[1:] = sorted_authors[1:] != sorted_authors[:-1]
        starts = np.flatnonzero(is_first)
        rank = np.empty(len(order))
        rank[order] = np.arange(len(order)) - np.repeat(starts, np.diff(np.append(starts, len(order))))
        kept = np.maximum(self.decay**rank, self.floor)
        return {VALUE: np.where((value > 0) & (author != NOBODY), value * kept, value)}
