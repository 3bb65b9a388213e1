"""The meaning of many posts: vectors as seen from their common centre, and the nearest of them to a few others.

Vectors of one embedding model point much the same way, so what two posts have in common tells only beside what all
have. Everything here is a cosine of two vectors less the mean of all.
"""

import numpy as np
from numpy.typing import NDArray

from beknown.feed.cells import Cells
from beknown.feed.highest import find_highest
from beknown.ranking import make_fingerprints

Vectors = NDArray[np.float32]
Rows = NDArray[np.intp]

SKETCH = 48
"""Dimensions of the sketch: so many of the directions in which posts differ most."""

SKETCH_FROM = 4096
"""Fewer vectors than this are all compared in full."""

SETTLE_AT = 1.2
"""When there are so many times as many vectors as when the centre was taken, it is taken anew."""

_SAMPLE = 4096
_PART = 8192
"""So many are computed with at a time, so that there is never a copy of all."""

_LEAST = 1e-6


class Meaning:
    """Vectors by row number; a row that has none is like nothing.

    Args:
        room: For so many rows at first.
    """

    def __init__(self, room: int = 1024) -> None:
        self.space: str | None = None
        self._unit: Vectors = np.zeros((room, 0), np.float32)
        self._length = np.zeros(room, np.float32)
        self._cells: Cells | None = None
        self._basis: Vectors | None = None
        self._centre: Vectors = np.zeros(0, np.float32)
        self._has = np.zeros(room, np.bool_)
        self._prints = np.zeros(room, np.uint64)
        self._settled = 0

    @property
    def count(self) -> int:
        """How many rows have a vector."""
        return int(self._has.sum())

    @property
    def dims(self) -> int:
        """How long vectors are; 0 where there is none yet."""
        return self._unit.shape[1]

    def put(self, rows: Rows, space: str, vectors: Vectors) -> None:
        """Give rows their vectors, of shape (n, dims). The first space is the only one that counts."""
        if not len(rows):
            return
        if self.space is None:
            self.space = space
            self._unit = np.zeros((len(self._has), vectors.shape[1]), np.float32)
            self._centre = np.zeros(vectors.shape[1], np.float32)
        if space != self.space or vectors.shape[1] != self._unit.shape[1]:
            return
        self._make_room(int(rows.max()) + 1)
        self._has[rows] = True
        self._place(rows, _normalise(vectors))
        if self.count >= SETTLE_AT * self._settled:
            self._settle()
        elif self._cells is not None and self._basis is not None:
            self._cells.put(rows, self._unit[rows] @ self._basis)

    def see(self, vectors: Vectors) -> Vectors:
        """Give vectors of the same space as seen from the centre, each of length 1, or 0 where nothing is left."""
        if vectors.shape[1:] != self._centre.shape:
            return np.zeros((len(vectors), len(self._centre)), np.float32)
        return _normalise(_normalise(vectors) - self._centre)

    def take(self, rows: Rows) -> Vectors:
        """Give the vectors of rows as seen from the centre; all zeros for rows that have none and for row -1."""
        return _take(self._unit, rows)

    def take_raw(self, rows: Rows) -> Vectors:
        """Give the vectors of rows as they were put, of length 1; all zeros for rows that have none and for row -1.

        They aren't kept: each is what the centre sees of it, as long as it was, and the centre.
        """
        known = (rows >= 0) & (rows < len(self._has))
        known &= self._has[np.where(known, rows, 0)]
        taken = self._unit[np.where(known, rows, 0)]
        taken *= self._length[np.where(known, rows, 0), None]
        taken += self._centre
        taken[~known] = 0
        return taken

    def take_prints(self, rows: Rows) -> NDArray[np.uint64]:
        """Give fingerprints of rows, 0 where there is no vector."""
        known = (rows >= 0) & (rows < len(self._prints))
        return np.where(known, self._prints[np.where(known, rows, 0)], np.uint64(0))

    def find_near(self, anchors: Vectors, count: int) -> Rows:
        """Give up to so many rows that are nearest to any of a few vectors, in no order.

        Where there are many rows, the sketch says which; it keeps the directions in which posts differ most, and looks
        only into the cells that are nearest to an anchor, so of the truly nearest some few are missed.

        Args:
            anchors: As `see` gives them, of shape (a, dims).
            count: At most.
        """
        if not len(anchors) or self.space is None:
            return np.zeros(0, np.intp)
        if self._cells is not None and self._basis is not None:
            return self._cells.find_near(anchors @ self._basis, count)
        near = (anchors @ self._unit.T).max(axis=0)  # a row for each anchor: long rows are compared fastest
        near = np.where(self._has, near, -np.inf)
        found = find_highest(near, count)
        return found[near[found] > 0]

    def _make_room(self, rows: int) -> None:
        if rows <= len(self._has):
            return
        more = max(rows, 2 * len(self._has)) - len(self._has)
        self._unit = np.pad(self._unit, ((0, more), (0, 0)))
        self._length = np.pad(self._length, (0, more))
        self._has, self._prints = np.pad(self._has, (0, more)), np.pad(self._prints, (0, more))

    def _settle(self) -> None:
        rows = np.flatnonzero(self._has)
        parts = np.array_split(rows, 1 + len(rows) // _PART)
        centre = sum(self.take_raw(part).sum(axis=0, dtype=np.float64) for part in parts) / len(rows)
        moved = (centre - self._centre).astype(np.float32)
        for part in parts:
            self._place(part, self.take_raw(part), moved)
        self._centre = self._centre + moved
        self._settled, self._basis, self._cells = len(rows), None, None
        if len(rows) >= SKETCH_FROM:
            sample = self._unit[rows[:: max(1, len(rows) // _SAMPLE)]]
            _, directions = np.linalg.eigh(sample.T @ sample)
            self._basis = np.ascontiguousarray(directions[:, -SKETCH:], np.float32)
            self._cells = Cells(rows, np.concatenate([self._unit[part] @ self._basis for part in parts]))

    def _place(self, rows: Rows, vectors: Vectors, moved: Vectors | None = None) -> None:
        """Place vectors as seen from a centre that has moved by so much."""
        seen = vectors - self._centre if moved is None else vectors - self._centre - moved
        self._length[rows] = np.linalg.norm(seen, axis=1)
        self._unit[rows] = _normalise(seen)
        self._prints[rows] = make_fingerprints(self._unit[rows])


def choose_anchors(vectors: Vectors, count: int) -> Vectors:
    """Choose a few vectors that stand for all: the first, and then always the one least like those chosen."""
    if not len(vectors):
        return vectors
    chosen = [0]
    nearest = vectors @ vectors[0]
    while len(chosen) < min(count, len(vectors)):
        chosen.append(int(nearest.argmin()))
        nearest = np.maximum(nearest, vectors @ vectors[chosen[-1]])
    return vectors[chosen]


def _take(vectors: Vectors, rows: Rows) -> Vectors:
    known = (rows >= 0) & (rows < len(vectors))
    if not len(vectors):
        return np.zeros((len(rows), vectors.shape[1]), np.float32)
    taken = vectors[np.where(known, rows, 0)]
    taken[~known] = 0
    return taken


def _normalise(vectors: Vectors) -> Vectors:
    length = np.linalg.norm(vectors, axis=1, keepdims=True)
    return np.divide(vectors, length, out=np.zeros_like(vectors, np.float32), where=length > _LEAST)
