"""What each is like: what the person liked, and what they want less of."""

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from beknown.feed.ask import Ask
from beknown.feed.company import add_company
from beknown.feed.meaning import Vectors
from beknown.feed.parts.circle_source import Circle
from beknown.feed.parts.less_filter import UNWANTED
from beknown.ranking import Candidates, Query, make_fingerprints


@dataclass(slots=True)
class Meant:
    """Compares vectors; holds those of the candidates for whoever chooses among them."""

    ask: Ask
    circle: Circle
    profiles: Vectors = field(default_factory=lambda: np.zeros((0, 0), np.float32))
    name: str = "meaning"
    ids: NDArray[np.int64] = field(default_factory=lambda: np.zeros(0, np.int64))
    vectors: Vectors = field(default_factory=lambda: np.zeros((0, 0), np.float32))

    def hydrate(
        self, query: Query, candidates: Candidates
    ) -> Mapping[str, NDArray[np.float64] | NDArray[np.uint64]]:
        """Give `likeness`, `unlikeness`, `has_vector`, `nearest` (the place among what was liked) and `fingerprint`.

        `unwanted` is as `unlikeness`, or more where the company of both says so; by that things fall out, while models
        learn from what words say.
        """
        del query
        meaning = self.ask.stock.meaning
        rows = candidates.column("row").astype(np.intp)
        vectors, prints = meaning.take(rows), meaning.take_prints(rows)
        self._add_circle(candidates, vectors, prints)
        self.ids, self.vectors = candidates.ids, vectors
        likeness, nearest = _compare(vectors, self.ask.liked_vectors)
        unwanted = meaning.see(self.ask.reader.less.vectors)
        unlikeness, _ = _compare(vectors, unwanted)
        return {
            UNWANTED: np.maximum(unlikeness, self._compare_company(candidates, vectors, unwanted)),
            "likeness": likeness,
            "nearest": nearest.astype(np.float64),
            "unlikeness": unlikeness,
            "has_vector": (prints != 0).astype(np.float64),
            "fingerprint": prints,
        }

    def _compare_company(
        self, candidates: Candidates, vectors: Vectors, unwanted: Vectors
    ) -> NDArray[np.float64]:
        """Give how like the nearest thing that the person wants less of each is, both with their company."""
        if not len(unwanted) or not len(self.profiles):
            return np.zeros(len(vectors))
        less, stock = self.ask.reader.less, self.ask.stock
        items = [less.item(place) for place in range(len(unwanted))]
        found = [stock.find_row(each.id) for each in items]
        rows = np.array([-1 if row is None else row for row in found], np.intp)
        authors = np.array(
            [-1 if each.author is None else stock.code_of(each.author) for each in items], np.int64
        )
        likeness, _ = _compare(
            add_company(
                stock,
                self.profiles,
                vectors,
                candidates.column("row").astype(np.intp),
                candidates.column("author"),
            ),
            add_company(stock, self.profiles, unwanted, rows, authors),
        )
        return likeness

    def _add_circle(self, candidates: Candidates, vectors: Vectors, prints: NDArray[np.uint64]) -> None:
        found = self.circle.vectors
        if not found:
            return
        places = np.array([at for at, each in enumerate(candidates.ids.tolist()) if each in found], np.intp)
        if len(places):
            raw = np.stack([found[int(candidates.ids[at])] for at in places])
            vectors[places] = self.ask.stock.meaning.see(raw)
            prints[places] = make_fingerprints(vectors[places])

    def vectors_of(self, ids: NDArray[np.int64]) -> Vectors:
        """Give the vectors of candidates by their ids; all zeros where none is known."""
        if not len(self.ids):
            return np.zeros((len(ids), 1), np.float32)
        at = np.minimum(np.searchsorted(self.ids, ids), len(self.ids) - 1)
        taken, is_known = self.vectors[at], self.ids[at] == ids
        taken[~is_known] = 0
        return taken


def _compare(vectors: Vectors, others: Vectors) -> tuple[NDArray[np.float64], NDArray[np.intp]]:
    """Give how like the nearest of the others each is, and which that is; 0 and -1 where there are none."""
    if not len(others) or not vectors.shape[1]:
        return np.zeros(len(vectors)), np.full(len(vectors), -1, np.intp)
    likeness = vectors @ others.T
    nearest = likeness.argmax(axis=1)
    of_nearest = likeness[np.arange(len(vectors)), nearest].astype(np.float64)
    return np.maximum(of_nearest, 0.0), nearest
