"""Near-duplicates: of things that are nearly the same, one is enough."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from beknown.ranking.candidates import Candidates, Mask
from beknown.ranking.types import Query

BITS = 64
_BANDS = 4
_BAND_BITS = BITS // _BANDS
MOST_DIFFERENT = _BANDS - 1
"""With so many bits at most that differ, one of the bands is the same in both, so that such a pair is found."""

MOST_COMPARED = 64
"""With so many next ones of the same band each is compared; where more share a band, some pairs are missed."""

Fingerprints = NDArray[np.uint64]


def make_fingerprints(vectors: NDArray[Any]) -> Fingerprints:
    """Make a fingerprint of each vector: the nearer two point, the fewer of their 64 bits differ.

    Args:
        vectors: One a row; those of all zeros have the fingerprint 0, which is like no other.

    Source: Charikar 2002, Similarity estimation techniques from rounding algorithms, section 3.
    """
    planes = np.random.default_rng(0).standard_normal((vectors.shape[1], BITS), np.float32)
    signs = (vectors.astype(np.float32) @ planes > 0).astype(np.uint64)
    made = (signs << np.arange(BITS, dtype=np.uint64)).sum(axis=1, dtype=np.uint64)
    return np.where(np.any(vectors != 0, axis=1), np.maximum(made, np.uint64(1)), np.uint64(0))


@dataclass(frozen=True, slots=True)
class Likeness:
    """Removes what is nearly the same as something older that stays; 0 as a fingerprint is like nothing.

    Args:
        different: How many bits may differ in what counts as the same, from 0 to `MOST_DIFFERENT`.
        column: Fingerprints, as `make_fingerprints` gives them.
        age_column: What the older one is told by, if it is there; without it, and among equals, the lower id stays.
    """

    different: int = MOST_DIFFERENT
    column: str = "fingerprint"
    age_column: str = "made_at"
    is_guard: bool = False
    name: str = "nearly the same"

    def keep(self, query: Query, candidates: Candidates) -> Mask:
        """Keep one of each."""
        del query
        prints = candidates.column(self.column).astype(np.uint64, copy=False)
        made_at = candidates.columns.get(self.age_column, np.zeros(len(candidates)))
        oldest_first = np.lexsort((candidates.ids, made_at))
        different, first = np.unique(prints[oldest_first], return_index=True)
        order = oldest_first[np.sort(first[different > 0])]  # one of each fingerprint, oldest first
        keep = prints == 0
        keep[order] = True
        pairs = np.sort(np.concatenate([np.zeros((0, 2), np.intp), *self._find_pairs(prints[order])]), axis=1)
        by_younger = np.unique(pairs[:, 1] * len(order) + pairs[:, 0])
        for pair in by_younger.tolist():
            younger, older = divmod(pair, len(order))
            if keep[order[older]]:
                keep[order[younger]] = False
        return keep

    def _find_pairs(self, prints: Fingerprints) -> Iterator[NDArray[np.intp]]:
        """Give pairs of near ones, band by band: only those whose band is the same are compared."""
        places = np.arange(len(prints), dtype=np.intp)
        for band in range(_BANDS):
            shift = np.uint64(band * _BAND_BITS)
            turned = (prints << shift) | (prints >> (np.uint64(BITS) - shift)) if band else prints
            order = np.argsort(turned)  # by the band, which is the highest of them now
            key = (turned[order] >> np.uint64(BITS - _BAND_BITS)).astype(np.int64)
            after = np.minimum(np.searchsorted(key, key, side="right") - places - 1, MOST_COMPARED - 1)
            first = np.repeat(places, after)
            second = first + 1 + np.arange(len(first)) - np.repeat(np.cumsum(after) - after, after)
            first, second = order[first], order[second]
            near = np.bitwise_count(prints[first] ^ prints[second]) <= self.different
            yield np.stack([first[near], second[near]], axis=1)
