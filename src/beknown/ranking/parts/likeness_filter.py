"""Near-duplicates: of things that are nearly the same, one is enough."""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from beknown.ranking.candidates import Candidates, Mask, Places
from beknown.ranking.types import Query

BITS = 64
_BANDS = 4
_BAND_BITS = BITS // _BANDS
MOST_DIFFERENT = _BANDS - 1
"""With so many bits at most that differ, one of the bands is the same in both, so that such a pair is found."""

MOST_COMPARED = 64
"""With so many next ones of the same band each is compared; where more share a band, some pairs are missed."""

_SHIFTS = np.arange(0, BITS, _BAND_BITS, dtype=np.uint64)[:, None]
_BAND = np.uint64((1 << _BAND_BITS) - 1)
_NUMBERS = np.arange(_BANDS, dtype=np.uint64)[:, None] << np.uint64(_BAND_BITS)
"""A band with its number above it: bands of another number are never the same."""

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
        first, second = self._find_pairs(prints[order])
        by_younger = np.unique(np.maximum(first, second) * len(order) + np.minimum(first, second))
        for pair in by_younger.tolist():
            younger, older = divmod(pair, len(order))
            if keep[order[older]]:
                keep[order[younger]] = False
        return keep

    def _find_pairs(self, prints: Fingerprints) -> tuple[Places, Places]:
        """Give pairs of near ones: only those with a band that is the same are compared, all bands at once."""
        bands = (prints >> _SHIFTS) & _BAND | _NUMBERS
        order = np.argsort(bands, axis=None)
        key = bands.ravel()[order]
        place = order % max(1, len(prints))
        firsts, seconds = [place[:0]], [place[:0]]
        for apart in range(1, min(MOST_COMPARED, len(key))):
            same = np.flatnonzero(key[apart:] == key[:-apart])
            if not len(same):
                break
            firsts.append(place[same])
            seconds.append(place[same + apart])
        first, second = np.concatenate(firsts), np.concatenate(seconds)
        near = np.bitwise_count(prints[first] ^ prints[second]) <= self.different
        return first[near], second[near]
