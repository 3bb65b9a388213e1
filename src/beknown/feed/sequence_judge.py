"""Whether a sequence model tells what people do next better than what is liked by many, and than the one that serves.

All are asked about the same people at one moment: what came before is known, what came after is to be told. Pure.
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]
Score = Callable[[Ints], NDArray[np.floating]]
"""Gives a score for each item, after a history of items, the oldest first; -inf for what isn't known."""

LEARN = 0.8
"""The share of all deeds that lies before the moment."""

LISTED = 10
LEAST_BEFORE = 2
LEAST_ASKED = 20
MOST_ASKED = 2_000
SURE = 2.0
"""It is better when the gains over what is liked by many are so many standard errors above 0."""

LATELY_S = 7 * 86_400.0


@dataclass(frozen=True, slots=True)
class SequenceLog:
    """Deeds in the order of time: whose, with which item (numbered from 0), and when, in seconds."""

    who: Ints
    item: Ints
    at: Floats
    size: int

    def __len__(self) -> int:
        return len(self.at)

    def find_cut(self) -> int:
        """Give how many deeds lie before the moment that it is judged at."""
        cut = int(len(self) * LEARN)
        return int(np.searchsorted(self.at, float(self.at[cut]))) if cut < len(self) else len(self)

    def before(self, cut: int) -> "SequenceLog":
        """Give the first deeds."""
        return SequenceLog(self.who[:cut], self.item[:cut], self.at[:cut], self.size)


@dataclass(frozen=True, slots=True)
class Verdict:
    """How a model was judged, by NDCG of ten; `now` is None where none serves that could be compared."""

    asked: int
    popular: float
    new: float
    now: float | None
    is_better: bool


def make_popular(log: SequenceLog) -> Score:
    """Score by how many did something with each within the last seven days of a log, and a little by all time."""
    lately = log.at > (log.at[-1] if len(log) else 0.0) - LATELY_S
    counts = np.bincount(log.item[lately], minlength=log.size) + 1e-3 * np.bincount(
        log.item, minlength=log.size
    )
    return lambda history: np.where(np.isin(np.arange(log.size), history), -np.inf, counts)


def find_gains(log: SequenceLog, cut: int, score: Score) -> Floats:
    """Give NDCG of ten for each person who did at least two things before a place of the log, and one after."""
    gains: list[float] = []
    discount = 1 / np.log2(np.arange(LISTED) + 2)
    order = np.argsort(log.who, kind="stable")
    people, starts = np.unique(log.who[order], return_index=True)
    theirs = dict(zip(people.tolist(), np.split(order, starts[1:]), strict=True))
    asked = np.random.default_rng(0).permutation(np.unique(log.who[cut:]))[:MOST_ASKED]
    for deeds in (theirs[person] for person in asked.tolist()):
        history, wanted = log.item[deeds[deeds < cut]], log.item[deeds[deeds >= cut]]
        if len(history) < LEAST_BEFORE:
            continue
        scores = np.asarray(score(history), np.float64).copy()
        scores[history] = -np.inf
        listed = np.argsort(-scores, kind="stable")[:LISTED]
        is_wanted = np.isin(listed, wanted) & np.isfinite(scores[listed])
        gains.append(float((is_wanted * discount[: len(listed)]).sum() / discount[: len(wanted)].sum()))
    return np.array(gains)


def judge(log: SequenceLog, new: Score, now: Score | None = None, *, now_since: float = 0.0) -> Verdict:
    """Judge a model that was learned from `log.before(log.find_cut())`.

    Args:
        log: All deeds.
        new: The model.
        now: The one that serves. It is asked only about what came after it was learned, and so is the new one then.
        now_since: When it was, in seconds since 1970.
    """
    cut = log.find_cut()
    popular, gains = find_gains(log, cut, make_popular(log.before(cut))), find_gains(log, cut, new)
    is_better = len(gains) >= LEAST_ASKED and _is_above(gains - popular)
    gain_now = None
    later = max(cut, int(np.searchsorted(log.at, now_since)))
    if now is not None:
        theirs, ours = find_gains(log, later, now), find_gains(log, later, new)
        if len(theirs) >= LEAST_ASKED:
            gain_now = float(theirs.mean())
            is_better = is_better and not _is_above(theirs - ours)
    return Verdict(len(gains), _mean(popular), _mean(gains), gain_now, is_better)


def _is_above(saved: Floats) -> bool:
    error = float(saved.std(ddof=1)) / np.sqrt(len(saved))
    return float(saved.mean()) > SURE * error


def _mean(gains: Floats) -> float:
    return float(gains.mean()) if len(gains) else 0.0
