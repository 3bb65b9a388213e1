"""The nearest of very many short vectors: they lie in cells, and only those near to what is asked for are searched."""

import numpy as np
from numpy.typing import NDArray

from beknown.feed.highest import find_highest

Vectors = NDArray[np.float32]
Rows = NDArray[np.intp]

LOOKED_INTO = 24
"""One in so many cells is looked into for each vector asked for, and never fewer than `FEWEST`."""

FEWEST = 8
_ROUNDS = 6
_SAMPLE = 8192
_LATE = 1024
"""So many that came later are looked at one by one before they are laid into their cells, too."""


class Cells:
    """Vectors by row number, laid out by cell. There are as many cells as a cell has vectors.

    Args:
        rows: Row numbers.
        vectors: One for each.

    Source: Sivic and Zisserman 2003, Video Google, section 3 (an inverted file over cells of k-means).
    """

    def __init__(self, rows: Rows, vectors: Vectors) -> None:
        self._centres = _find_centres(vectors, max(1, int(len(vectors) ** 0.5)))
        self._starts: list[int] = []
        self._lay_out(rows, vectors)

    def put(self, rows: Rows, vectors: Vectors) -> None:
        """Add vectors, or give rows others than they had."""
        self._vectors[np.isin(self._rows, rows)] = 0
        is_kept = ~np.isin(self._late, rows)
        self._late = np.concatenate([self._late[is_kept], rows])
        self._late_vectors = np.concatenate([self._late_vectors[is_kept], vectors])
        if len(self._late) > _LATE:
            is_kept = ~np.isin(self._rows, self._late)
            self._lay_out(
                np.concatenate([self._rows[is_kept], self._late]),
                np.concatenate([self._vectors[is_kept], self._late_vectors]),
            )

    def find_near(self, anchors: Vectors, count: int) -> Rows:
        """Give up to so many rows that are nearest to any of a few vectors, by their product, in no order.

        What points away from all of them isn't near.
        """
        looked_into = max(FEWEST, len(self._centres) // LOOKED_INTO)
        rows = [self._late]
        near = [(self._late_vectors @ anchors.T).max(axis=1)]
        for anchor, likeness in zip(anchors, anchors @ self._centres.T, strict=True):
            cells: list[int] = find_highest(likeness, looked_into).tolist()
            for cell in cells:
                first, end = self._starts[cell], self._starts[cell + 1]
                rows.append(self._rows[first:end])
                near.append(self._vectors[first:end] @ anchor)
        return _choose(np.concatenate(rows), np.concatenate(near), count, len(anchors))

    def _lay_out(self, rows: Rows, vectors: Vectors) -> None:
        self._late, self._late_vectors = rows[:0], vectors[:0]
        cell = np.concatenate(
            [
                (part @ self._centres.T).argmax(axis=1)
                for part in np.array_split(vectors, 1 + len(vectors) // _SAMPLE)
            ]
        )
        order = np.argsort(cell, kind="stable")
        self._rows, self._vectors = rows[order], np.ascontiguousarray(vectors[order])
        self._starts = np.searchsorted(cell[order], np.arange(len(self._centres) + 1)).tolist()


def _choose(rows: Rows, near: Vectors, count: int, anchors: int) -> Rows:
    """Give the best, each row once: one may be near to several anchors."""
    best = find_highest(near, count * anchors)
    best = best[near[best] > 0]
    best = best[np.argsort(-near[best], kind="stable")]
    chosen, first = np.unique(rows[best], return_index=True)
    return chosen[np.argsort(first)[:count]]


def _find_centres(vectors: Vectors, count: int) -> Vectors:
    """Find centres by k-means over directions; one that stands for nothing stays where it was."""
    chance = np.random.default_rng(0)
    sample = vectors[chance.permutation(len(vectors))[:_SAMPLE]]
    centres = sample[:count].copy()
    for _ in range(_ROUNDS):
        nearest = (sample @ centres.T).argmax(axis=1)
        sums = np.zeros_like(centres)
        np.add.at(sums, nearest, sample)
        length = np.linalg.norm(sums, axis=1, keepdims=True)
        centres = np.where(length > 0, sums / np.maximum(length, 1e-9), centres)
    return centres
