"""Make scores probabilities: what is said to happen in one of ten cases does."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy import optimize

from beknown.kit.errors import Invalid
from beknown.ranking.candidates import Floats, Mask


@dataclass(frozen=True, slots=True)
class Calibration:
    """A rising line through points; a score outside of them gets the probability of the nearest.

    Args:
        scores: In rising order.
        probabilities: From 0 to 1, never falling.
    """

    scores: Floats
    probabilities: Floats

    def apply(self, scores: Floats) -> Floats:
        """Give probabilities of scores; NaN stays NaN."""
        return np.asarray(np.interp(scores, self.scores, self.probabilities), np.float64)


def calibrate(scores: Floats, happened: Mask) -> Calibration:
    """Fit a calibration by isotonic regression, on cases that the scores weren't fitted on.

    Each step is drawn towards the overall rate by one case, so that nothing is ever quite impossible or certain.

    Raises:
        Invalid: No cases, as many scores as outcomes aren't given, or a score isn't finite.

    Source: Zadrozny and Elkan 2002, Transforming classifier scores into accurate multiclass probability estimates,
    section 3.
    """
    if not len(scores) == len(happened) > 0 or not np.isfinite(scores).all():
        raise Invalid(
            f"{len(scores)} scores and {len(happened)} outcomes; give as many finite scores as outcomes"
        )
    order = np.argsort(scores, kind="stable")
    known, first, counts = np.unique(scores[order], return_index=True, return_counts=True)
    rates = np.add.reduceat(happened[order].astype(np.float64), first) / counts
    blocks = optimize.isotonic_regression(rates, weights=counts).blocks
    starts, ends = blocks[:-1], blocks[1:] - 1
    cases = np.add.reduceat(counts, starts)
    rate = float(happened.mean())
    steps = (np.add.reduceat(rates * counts, starts) + rate) / (cases + 1)
    steps = np.maximum.accumulate(steps)
    return Calibration(np.ravel([known[starts], known[ends]], "F"), np.repeat(steps, 2))


@dataclass(frozen=True, slots=True)
class Bin:
    """Cases of which about the same was said.

    Args:
        predicted: The mean probability.
        observed: The share of them in which it happened.
        cases: How many.
    """

    predicted: float
    observed: float
    cases: int


def tabulate_calibration(
    probabilities: Floats, happened: Mask, *, bins: int = 10, least: int = 1
) -> tuple[Bin, ...]:
    """Put what is said beside what happens, in bins of about as many cases each, from the least likely on.

    Cases with the same probability stay together, so there may be fewer bins, some larger than others.

    Args:
        probabilities: What is said.
        happened: Whether it did.
        bins: At most so many.
        least: From 1; a bin has so many cases or more, and what would be fewer goes with its neighbour. Where there
            are fewer cases than that in all, there are no bins.

    Raises:
        Invalid: As many probabilities as outcomes aren't given.
    """
    if len(probabilities) != len(happened):
        raise Invalid(
            f"{len(probabilities)} probabilities and {len(happened)} outcomes; give as many of both"
        )
    order = np.argsort(probabilities, kind="stable")
    said, did = probabilities[order], happened[order]
    found, start, count = list[Bin](), 0, len(said)
    while count - start >= least:
        left = max(1, min(bins - len(found), (count - start) // least))
        last = float(said[start + math.ceil((count - start) / left) - 1])
        end = int(np.searchsorted(said, last, side="right"))
        end = count if count - end < least else end
        done = int(np.count_nonzero(did[start:end]))
        found.append(Bin(float(said[start:end].mean()), done / (end - start), end - start))
        start = end
    return tuple(found)


def measure_error(bins: Sequence[Bin]) -> float:
    """Give the expected calibration error: by how much what is said and what happens differ, on average over cases.

    Source: Naeini, Cooper and Hauskrecht 2015, Obtaining well calibrated probabilities using Bayesian binning, section
    "Experiments"; Guo et al. 2017, On calibration of modern neural networks, equation 3.
    """
    apart = sum(abs(each.predicted - each.observed) * each.cases for each in bins)
    return apart / max(1, sum(each.cases for each in bins))


def judge_calibration(probabilities: Floats, happened: Mask, *, bins: int = 10) -> float:
    """Give the expected calibration error over so many bins, as `measure_error` tells it.

    Raises:
        Invalid: Fewer cases than bins, or as many probabilities as outcomes aren't given.
    """
    if len(probabilities) < bins:
        raise Invalid(f"{len(probabilities)} cases can't be put into {bins} bins")
    return measure_error(tabulate_calibration(probabilities, happened, bins=bins))
