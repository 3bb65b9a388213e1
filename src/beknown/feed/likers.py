"""Who liked what, and what people with the same likes liked besides."""

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]

MOST_PEOPLE = 100
"""So many of those with the most likes in common are asked."""

_BITS = 32
_LOW = (1 << _BITS) - 1


class Likers:
    """Pairs of a person and a row, each once, looked up in both directions. Adding is cheap; `settle` sorts.

    A pair is one integer, the key looked up by in its upper half.
    """

    def __init__(self) -> None:
        self._new: list[int] = []
        self._by_person: Ints = np.zeros(0, np.int64)
        self._by_row: Ints = self._by_person

    @property
    def is_settled(self) -> bool:
        """Whether everything that was added counts."""
        return not self._new

    def add(self, person: int, row: int) -> None:
        """Note that a person liked a row; it counts from the next `settle` on."""
        self._new.append(person << _BITS | row)

    def settle(self) -> None:
        """Let everything count that was added."""
        if not self._new:
            return
        pairs = np.unique(np.concatenate([self._by_person, np.array(self._new, np.int64)]))
        self._new = []
        self._by_person = pairs
        self._by_row = np.sort((pairs & _LOW) << _BITS | pairs >> _BITS)

    def find_pairs(
        self,
    ) -> "tuple[np.ndarray[tuple[int], np.dtype[np.intp]], np.ndarray[tuple[int], np.dtype[np.intp]]]":
        """Give all pairs that count: people, and the rows that each liked."""
        return (self._by_person >> _BITS).astype(np.intp), (self._by_person & _LOW).astype(np.intp)

    def find_people(
        self, rows: NDArray[np.intp]
    ) -> "tuple[np.ndarray[tuple[int], np.dtype[np.intp]], np.ndarray[tuple[int], np.dtype[np.intp]]]":
        """Give who liked some rows: for each pair the place among the rows, and the person. Below 0 is nobody's row."""
        keys = np.maximum(rows, 0).astype(np.int64)
        people, _ = _look_up(self._by_row, keys)
        places = np.repeat(np.arange(len(rows), dtype=np.intp), _count(self._by_row, keys))
        is_there = rows[places] >= 0
        return places[is_there], people[is_there].astype(np.intp)

    def find_alike(self, me: int, liked: Ints) -> tuple[Ints, Floats]:
        """Give what people with the same likes liked, with how much, from 0 to 1.

        Each of them counts by what they share with the person, less where it is something that everybody likes, and
        where they like very much.

        Args:
            me: Who asks; they aren't asked themselves.
            liked: The rows that they liked.
        """
        nobody = np.zeros(0, np.int64), np.zeros(0)
        people, weights = _look_up(self._by_row, liked)
        weights, people = weights[people != me], people[people != me]
        if not len(people):
            return nobody
        found, where = np.unique(people, return_inverse=True)
        shared = np.bincount(where, weights)
        best = np.argsort(-shared, kind="stable")[:MOST_PEOPLE]
        rows, _ = _look_up(self._by_person, found[best])
        counts = _count(self._by_person, found[best])
        worth = np.repeat(shared[best] / np.sqrt(counts), counts)
        known, where = np.unique(rows, return_inverse=True)
        score = np.bincount(where, worth)
        is_new = np.ones(len(known), np.bool_)
        at = np.minimum(np.searchsorted(known, liked), len(known) - 1)
        is_new[at[known[at] == liked]] = False
        return (known[is_new], score[is_new] / score[is_new].max()) if is_new.any() else nobody


def _count(pairs: Ints, keys: Ints) -> Ints:
    return np.searchsorted(pairs, (keys + 1) << _BITS) - np.searchsorted(pairs, keys << _BITS)


def _look_up(pairs: Ints, keys: Ints) -> tuple[Ints, Floats]:
    """Give the other side of every pair of these keys, in their order, each worth less the more there are."""
    first, counts = np.searchsorted(pairs, keys << _BITS), _count(pairs, keys)
    places = np.repeat(first - np.cumsum(counts) + counts, counts) + np.arange(int(counts.sum()))
    return pairs[places] & _LOW, np.repeat(1 / np.sqrt(np.maximum(counts, 1)), counts)
