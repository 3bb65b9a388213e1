"""Whose company a post keeps: what those write and react to who wrote it or reacted to it.

Of a post of one line its own words tell little. What its people else write and like tells more, as far as they keep to
few things: who speaks of everything has a profile near to nothing, which says nothing.
"""

import time
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from beknown.feed.meaning import Vectors
from beknown.feed.stock import Rows, Stock

Ints = NDArray[np.int64]

WEIGHT = 4.0
"""What the company of a post counts beside its own words. A choice, see decision 0070."""

UNKNOWN = 2.0
"""So many things of which nothing is known are added to what each person did: who did little has a small profile."""

ANEW_EVERY_S = 60.0
_PART = 8192
"""So many posts are added at a time, so that there is never a copy of all vectors."""


@dataclass(slots=True)
class Company:
    """Profiles of people: the mean of what they wrote and reacted to, as the stock sees it. Made anew once a minute."""

    _stock: Stock | None = None
    _made_at: float = 0.0
    _profiles: Vectors = field(default_factory=lambda: np.zeros((0, 0), np.float32))

    def get(self, stock: Stock) -> Vectors:
        """Give the profile of each person by their number, of shape (people, dims)."""
        now = time.monotonic()
        if stock is not self._stock or now - self._made_at > ANEW_EVERY_S:
            self._profiles, self._stock, self._made_at = make_profiles(stock), stock, now
        return self._profiles


def make_profiles(stock: Stock) -> Vectors:
    """Make the profile of each person by their number."""
    people, rows = stock.likers.find_pairs()
    people = np.concatenate([people, stock.column("author").astype(np.intp)])
    rows = np.concatenate([rows, np.arange(stock.count, dtype=np.intp)])
    did = _count(people, rows, int(people.max(initial=-1)) + 1, stock.count)
    by_row, amount = did.tocsc(), _sum(did) + np.float32(UNKNOWN)
    profiles = np.zeros((did.shape[0], stock.meaning.dims), np.float32)
    for first in range(0, stock.count, _PART):
        part = np.arange(first, min(first + _PART, stock.count), dtype=np.intp)
        profiles += by_row[:, first : first + _PART] @ stock.meaning.take(part)
    return (profiles / amount).astype(np.float32)


def add_company(stock: Stock, profiles: Vectors, vectors: Vectors, rows: Rows, authors: Ints) -> Vectors:
    """Give vectors of posts with their company, each of length 1, or 0 where nothing is known.

    Args:
        stock: Where reactions are.
        profiles: Of people, as `Company.get` gives them.
        vectors: Of the posts, as the stock sees them.
        rows: Of the posts; below 0 for what isn't in the stock, which has its author's company alone.
        authors: Their numbers; below 0 for what has none.
    """
    if not len(profiles) or profiles.shape[1:] != vectors.shape[1:]:
        return vectors
    places, people = stock.likers.find_people(rows)
    places = np.concatenate([places, np.arange(len(rows), dtype=np.intp)])
    people = np.concatenate([people, authors.astype(np.intp)])
    is_known = (people >= 0) & (people < len(profiles))
    whose = _count(places[is_known], people[is_known], len(rows), len(profiles))
    both = vectors + np.float32(WEIGHT) * np.asarray(whose @ profiles, np.float32) / np.maximum(
        _sum(whose), 1
    )
    length = np.linalg.norm(both, axis=1, keepdims=True)
    return np.divide(both, length, out=np.zeros_like(both), where=length > 0)


def _count(rows: Rows, columns: Rows, height: int, width: int) -> "sparse.csr_array[np.float32]":
    """Give how often each pair is there."""
    ones = np.ones(len(rows), np.float32)
    return sparse.csr_array((ones, (rows, columns)), shape=(height, width))


def _sum(counts: "sparse.csr_array[np.float32]") -> Vectors:
    """Give the sum of each row, of shape (n, 1)."""
    return np.asarray(counts.sum(axis=1), np.float32).reshape(-1, 1)
