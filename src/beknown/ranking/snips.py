"""Judge another way of choosing by what was logged under this one."""

from dataclasses import dataclass

import numpy as np

from beknown.kit.errors import Invalid
from beknown.ranking.candidates import Floats


@dataclass(frozen=True, slots=True)
class Estimate:
    """What the other way would have earned, per impression.

    Args:
        value: The mean reward.
        error: Its standard error, by the delta method.
        effective: To how many impressions of its own the log comes; below a hundred or so, don't believe it.
        support: The mean of the ratios: far from 1, the log doesn't cover what the other way would show.
    """

    value: float
    error: float
    effective: float
    support: float


def judge_offline(rewards: Floats, logged: Floats, wanted: Floats, *, most: float = 100.0) -> Estimate:
    """Estimate the reward of another way of choosing from impressions that were logged with their propensities.

    Args:
        rewards: What each impression earned.
        logged: With what probability it was shown at its position; above 0.
        wanted: With what probability the other way shows the same at the same position.
        most: A ratio above this counts as this, which trades a little bias for much variance.

    Raises:
        Invalid: Arrays of different lengths, none at all, a propensity that is no probability, or a log in which
            nothing is what the other way would show.

    Source: Swaminathan and Joachims 2015, The self-normalized estimator for counterfactual learning, equation 9.
    """
    if not len(rewards) == len(logged) == len(wanted) > 0:
        raise Invalid(
            f"{len(rewards)} rewards, {len(logged)} and {len(wanted)} propensities; give as many of each"
        )
    if not (np.all((logged > 0) & (logged <= 1)) and np.all((wanted >= 0) & (wanted <= 1))):
        raise Invalid("propensities have to be from 0 to 1, and those logged above 0")
    ratios = np.minimum(wanted / logged, most)
    total = float(ratios.sum())
    if total <= 0:
        raise Invalid("nothing in this log is what the other way would show; log with some exploration")
    value = float((ratios * rewards).sum() / total)
    error = float(np.sqrt((ratios**2 * (rewards - value) ** 2).sum()) / total)
    return Estimate(value, error, total**2 / float((ratios**2).sum()), float(ratios.mean()))
