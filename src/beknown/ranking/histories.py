"""What people did with things, each person's in order of time, as one ragged array."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from beknown.kit.errors import Invalid
from beknown.ranking.candidates import Floats

Items = NDArray[np.int64]
Scores = NDArray[np.float32]

LONGEST = 200
"""Of longer histories the last so many deeds tell what a person wants now."""


@dataclass(frozen=True, slots=True)
class Histories:
    """Deeds of people, one person after the other.

    Args:
        items: What each was done with: rows from 0, oldest first within a person.
        starts: Where each person begins in `items`; one more than people.
        times: When each was done, in seconds; NaN where that isn't known.
        moments: For each person the moment that is asked about, in seconds; NaN where that isn't known.
    """

    items: Items
    starts: NDArray[np.intp]
    times: Floats
    moments: Floats

    def __len__(self) -> int:
        return len(self.starts) - 1

    @property
    def lengths(self) -> NDArray[np.intp]:
        """How much each person did."""
        return np.diff(self.starts)

    def of(self, person: int) -> Items:
        """Give one person's items, oldest first."""
        return self.items[self.starts[person] : self.starts[person + 1]]

    def take(self, people: NDArray[np.intp]) -> "Histories":
        """Give some people's, in that order."""
        lengths = self.lengths[people]
        starts = np.concatenate([np.zeros(1, np.intp), np.cumsum(lengths)])
        at: NDArray[np.intp] = np.arange(int(starts[-1])) + np.repeat(
            self.starts[people] - starts[:-1], lengths
        )
        return Histories(self.items[at], starts, self.times[at], self.moments[people])

    def from_end(self) -> NDArray[np.intp]:
        """Give for each deed how many came after it."""
        return np.repeat(self.starts[1:], self.lengths) - np.arange(len(self.items)) - 1

    def shortened(self, longest: int = LONGEST) -> "Histories":
        """Give the last deeds of each."""
        keep = self.from_end() < longest
        starts = np.concatenate([np.zeros(1, np.intp), np.cumsum(np.minimum(self.lengths, longest))])
        return Histories(self.items[keep], starts, self.times[keep], self.moments)

    def as_matrix(
        self, size: int, weigh: Callable[[NDArray[np.intp]], Floats] | None = None
    ) -> sparse.csr_array:
        """Give people by items.

        Args:
            size: How many items there are.
            weigh: From how many deeds came after it to what a deed counts; 1 each without it.
        """
        counted = np.ones(len(self.items)) if weigh is None else weigh(self.from_end())
        matrix = sparse.csr_array(
            (counted.astype(np.float32), self.items, self.starts), shape=(len(self), size), copy=True
        )
        matrix.sum_duplicates()
        return matrix


def make_histories(
    items: Sequence[Items], times: Sequence[Floats] | None = None, moments: Floats | None = None
) -> Histories:
    """Make histories of one array for each person.

    Raises:
        Invalid: As many times as items aren't given for everybody, or an item is below 0.
    """
    lengths = np.array([len(each) for each in items], np.intp)
    starts = np.concatenate([np.zeros(1, np.intp), np.cumsum(lengths)])
    done = np.concatenate([np.zeros(0, np.int64), *items]).astype(np.int64)
    if done.size and done.min() < 0:
        raise Invalid(f"item {int(done.min())} is below 0; number items from 0")
    if times is not None and [len(each) for each in times] != lengths.tolist():
        raise Invalid("every deed needs its time, NaN where it isn't known")
    at = np.full(len(done), np.nan) if times is None else np.concatenate([np.zeros(0), *times])
    asked = np.full(len(items), np.nan) if moments is None else moments
    return Histories(done, starts, at, asked)


def fade(reach: float) -> Callable[[NDArray[np.intp]], Floats]:
    """Let a deed count less for each that came after it: `reach` deeds later by a factor of e."""
    return lambda after: np.exp(-after / reach)
