"""What follows what the person did last, by the sequence model; nothing where none serves."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import islice

import numpy as np
from numpy.typing import NDArray

from beknown.feed.ask import Ask
from beknown.feed.sequence_learn import Serving
from beknown.ranking import Candidates, Query


@dataclass(frozen=True, slots=True)
class Upcoming:
    """How likely posts are what comes next, beside the likeliest one; what the person did last is left out.

    Args:
        numbers: Of posts, in rising order.
        likely: Above 0, at most 1.
    """

    numbers: NDArray[np.int64]
    likely: NDArray[np.float64]

    def __len__(self) -> int:
        return len(self.numbers)


UNTOLD = Upcoming(np.zeros(0, np.int64), np.zeros(0))


def tell_upcoming(serving: Serving | None, history: Sequence[int]) -> Upcoming:
    """Tell what comes next.

    Args:
        serving: The model.
        history: Numbers of posts that the person did something with, the oldest first.
    """
    if serving is None or not history:
        return UNTOLD
    order = np.argsort(serving.numbers)
    numbers, asked = serving.numbers[order], np.array(history, np.int64)
    at = np.minimum(np.searchsorted(numbers, asked), len(numbers) - 1)
    known = order[at[numbers[at] == asked]]
    if not len(known):
        return UNTOLD
    scores = serving.model.score(known).astype(np.float64)
    is_new = np.ones(len(scores), np.bool_)
    is_new[known] = False
    left = order[is_new[order]]
    if not len(left):
        return UNTOLD
    return Upcoming(serving.numbers[left], np.exp(np.maximum(scores[left] - scores[left].max(), -60.0)))


@dataclass(frozen=True, slots=True)
class Next:
    """The likeliest next ones of the stock that weren't met."""

    ask: Ask
    upcoming: Upcoming
    most: int = 200
    name: str = "next"

    def find(self, query: Query) -> Candidates:
        """Find them."""
        del query
        best = self.upcoming.numbers[np.argsort(-self.upcoming.likely, kind="stable")]
        open_rows = self.ask.open_rows
        found = (self.ask.stock.row_of(number) for number in best.tolist())
        rows = islice((row for row in found if row is not None and open_rows[row]), self.most)
        return self.ask.take(np.fromiter(rows, np.intp))


@dataclass(frozen=True, slots=True)
class NextUp:
    """How likely each is."""

    upcoming: Upcoming
    name: str = "next_up"

    def hydrate(self, query: Query, candidates: Candidates) -> Mapping[str, NDArray[np.float64]]:
        """Give `next_up`, 0 where the model doesn't know it."""
        del query
        if not len(self.upcoming):
            return {"next_up": np.zeros(len(candidates))}
        numbers = self.upcoming.numbers
        at = np.minimum(np.searchsorted(numbers, candidates.ids), len(numbers) - 1)
        return {"next_up": np.where(numbers[at] == candidates.ids, self.upcoming.likely[at], 0.0)}
