"""Make scores probabilities: what is said to happen in one of ten cases does."""

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


def judge_calibration(probabilities: Floats, happened: Mask, *, bins: int = 10) -> float:
    """Give the expected calibration error: by how much what is said and what happens differ, over equal groups.

    Raises:
        Invalid: Fewer cases than groups.

    Source: Naeini, Cooper and Hauskrecht 2015, Obtaining well calibrated probabilities using Bayesian binning, section
    "Experiments".
    """
    if len(probabilities) < bins:
        raise Invalid(f"{len(probabilities)} cases can't be put into {bins} groups")
    groups = np.array_split(np.argsort(probabilities, kind="stable"), bins)
    apart = [abs(float(probabilities[each].mean() - happened[each].mean())) * len(each) for each in groups]
    return sum(apart) / len(probabilities)
