"""Ways to tell from what people did what they will want next: each fitted in closed form, none needs a gradient.

All score histories against every item: one row a person, one column an item, in logarithms, so that a softmax over the
sum of some is their product. What nothing speaks for has a floor, lest its logarithm outweigh all others.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np
from scipy import linalg, sparse

from beknown.kit.errors import Invalid
from beknown.ranking.candidates import Floats
from beknown.ranking.histories import Histories, Items, Scores, fade

WEEK_S = 7 * 86_400.0

MOST_KNOWN = 12_500
"""So many items `Company` knows; their weights take 600 MB."""


class Taster(Protocol):
    """One way, fitted."""

    def score(self, histories: Histories) -> Scores:
        """Give people by items."""
        ...


@dataclass(frozen=True, slots=True)
class Fame:
    """How often each item was met by anybody, in logarithms; the same for all."""

    counts: Floats

    def score(self, histories: Histories) -> Scores:
        """Give people by items."""
        return np.tile(np.log1p(self.counts).astype(np.float32), (len(histories), 1))


def fit_fame(histories: Histories, size: int) -> Fame:
    """Count."""
    return Fame(np.bincount(histories.items, minlength=size).astype(np.float64))


@dataclass(frozen=True, slots=True)
class Trend:
    """How often each item was met within some time before the moment that is asked about, in logarithms."""

    items: Items
    times: Floats
    size: int
    window_s: float = WEEK_S

    def score(self, histories: Histories) -> Scores:
        """Give people by items; zeros for whom no moment is known."""
        given = np.zeros((len(histories), self.size), np.float32)
        first = np.searchsorted(self.times, histories.moments - self.window_s)
        last = np.searchsorted(self.times, histories.moments, side="left")
        for person in np.flatnonzero(np.isfinite(histories.moments)).tolist():
            lately = self.items[first[person] : last[person]]
            given[person] = np.log1p(np.bincount(lately, minlength=self.size))
        return given


def fit_trend(histories: Histories, size: int, window_s: float = WEEK_S) -> Trend:
    """Put all deeds with a known time in order."""
    known = np.flatnonzero(np.isfinite(histories.times))
    order = known[np.argsort(histories.times[known], kind="stable")]
    return Trend(histories.items[order], histories.times[order], size, window_s)


@dataclass(frozen=True, slots=True)
class Company:
    """Which items come together: a linear model from all items a person met to each.

    Args:
        known: The items it knows; the others get 0.
        weights: Known items by known items, none to itself.
        size: How many items there are.
        reach: After so many further deeds one counts e times less.
    """

    known: Items
    weights: Scores
    size: int
    reach: float
    floor: float = 0.1

    def score(self, histories: Histories) -> Scores:
        """Give people by items."""
        met = histories.as_matrix(self.size, fade(self.reach))[:, self.known]
        found = np.zeros((len(histories), self.size), np.float32)
        found[:, self.known] = met @ self.weights
        return np.log(np.maximum(found, 0) + np.float32(self.floor))


def fit_company(
    histories: Histories, size: int, *, doubt: float, most: int = MOST_KNOWN
) -> tuple[Items, Scores]:
    """Fit `known` and `weights` of `Company`: each item's ridge regression on all others, in one inversion.

    Args:
        histories: What people did.
        size: How many items there are.
        doubt: The ridge, above 0: so many people's word is set against every weight.
        most: So many of the most met items are known; time grows with its cube, memory with its square (12,000: while
            fitting 1.2 GB, afterwards half of it).

    Raises:
        Invalid: The doubt is too small.

    Source: Steck 2019, Embarrassingly shallow autoencoders for sparse data, equation 8.
    """
    fame = np.bincount(histories.items, minlength=size)
    known = np.sort(np.argsort(-fame, kind="stable")[:most])
    met = histories.as_matrix(size)[:, known]
    met.data[:] = 1.0
    gram = np.asfortranarray((met.T @ met).toarray(), np.float32)
    gram[np.diag_indices(len(known))] += doubt
    factor, info = linalg.lapack.spotrf(gram, lower=1, overwrite_a=1)
    if info != 0:
        raise Invalid(f"a doubt of {doubt:g} is too small for these histories; take more")
    inverse, _ = linalg.lapack.spotri(factor, lower=1, overwrite_c=1)
    weights = np.asarray(np.tril(inverse), np.float32)
    weights += np.tril(weights, -1).T
    weights /= -np.diag(weights)[None, :].copy()
    weights[np.diag_indices(len(known))] = 0.0
    return known, np.ascontiguousarray(weights)


@dataclass(frozen=True, slots=True)
class Following:
    """Which items come soon after which.

    Args:
        weights: From an item to those that follow it.
        reach: After so many further deeds one counts e times less.
    """

    weights: sparse.csr_array
    reach: float
    floor: float = 0.1

    def score(self, histories: Histories) -> Scores:
        """Give people by items."""
        found = histories.as_matrix(self.weights.shape[0], fade(self.reach)) @ self.weights
        return np.log(found.toarray().astype(np.float32) + np.float32(self.floor))


def fit_following(
    histories: Histories, size: int, *, reach: float, from_fame: float = 0.5, to_fame: float = 0.25
) -> sparse.csr_array:
    """Fit the weights of `Following`: count pairs, the nearer the more, and take out some of both items' fame.

    Args:
        histories: What people did.
        size: How many items there are.
        reach: Deeds that lie so many further apart count e times less.
        from_fame: By which power of its count a first item is divided.
        to_fame: By which power of its count a following item is divided.
    """
    pairs = sparse.csr_array((size, size), dtype=np.float32)
    after = histories.from_end()
    for step in range(1, int(5 * reach) + 1):
        first = np.flatnonzero(after >= step)
        if not len(first):
            break
        counted = np.full(len(first), np.exp(-(step - 1) / reach), np.float32)
        at = (histories.items[first], histories.items[first + step])
        pairs = pairs + sparse.csr_array((counted, at), shape=(size, size))
    fame = np.bincount(histories.items, minlength=size) + 1.0
    left, right = sparse.diags_array(fame**-from_fame), sparse.diags_array(fame**-to_fame)
    return sparse.csr_array((left @ pairs @ right).astype(np.float32))


def fit_all(histories: Histories, size: int) -> Sequence[Taster]:
    """Fit the tasters that `taste.py` blends, over wide ranges of doubt and reach: the blend finds what holds here."""
    short = histories.shortened()
    close, distant = (fit_company(histories, size, doubt=doubt) for doubt in (50.0, 500.0))
    next_, soon, later = (fit_following(short, size, reach=reach) for reach in (1.0, 3.0, 10.0))
    return (
        fit_fame(histories, size),
        fit_trend(histories, size),
        fit_trend(histories, size, 30 * 86_400.0),
        *(Company(*close, size, reach) for reach in (2.0, 10.0, 50.0)),
        *(Company(*distant, size, reach) for reach in (2.0, 10.0, 50.0)),
        Following(next_, 1.0),
        Following(soon, 3.0),
        Following(later, 10.0),
        Following(sparse.csr_array(later.T), 10.0),
        Following(sparse.csr_array(soon.T), 3.0),
    )
