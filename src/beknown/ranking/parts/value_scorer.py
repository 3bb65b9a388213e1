"""Value: what each action is worth, times how likely it is."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from beknown.kit.errors import Invalid
from beknown.ranking.candidates import Candidates, Column
from beknown.ranking.types import VALUE, Query

WEIGHTS: Mapping[str, float] = {
    "open": 1.0,
    "dwell": 1.0,
    "like": 2.0,
    "reply": 6.0,
    "save": 4.0,
    "share": 5.0,
    "follow": 4.0,
    "hide": -20.0,
    "report": -60.0,
}
"""What an action is worth beside the others. Set by hand, and public: how often it happens is in its probability."""

BOUNDS: Mapping[str, tuple[float, float]] = {
    action: (min(0.0, 3 * weight), max(0.0, 3 * weight)) if weight > 0 else (3 * weight, weight / 3)
    for action, weight in WEIGHTS.items()
}
"""Within what a person's own weight may lie: what is wanted from nothing to threefold; hiding and reporting never count
less than a third, so that no choice leads to what people report."""

PREFIX = "p_"
"""The column `p_like` holds the probability of `like`."""


def check_weights(weights: Mapping[str, float]) -> None:
    """Check a person's own weights.

    Raises:
        Invalid: An action that isn't known, or a weight out of its bounds.
    """
    for action, weight in weights.items():
        if action not in BOUNDS:
            raise Invalid(f"there is no action {action!r}; there are {', '.join(BOUNDS)}")
        low, high = BOUNDS[action]
        if not low <= weight <= high:
            raise Invalid(f"the weight of {action!r} has to be from {low:g} to {high:g}, not {weight:g}")


@dataclass(frozen=True, slots=True)
class Value:
    """Gives `VALUE` as the sum of weight times probability, over the actions whose probability is known.

    A person's own weights take the place of these; one out of its bounds counts as the nearest bound. A probability
    that isn't known (NaN) counts as 0.
    """

    weights: Mapping[str, float]
    name: str = "value"

    def score(self, query: Query, candidates: Candidates) -> Mapping[str, Column]:
        """Give `VALUE`.

        Raises:
            Invalid: No probability is known at all.
        """
        known = [action for action in self.weights if PREFIX + action in candidates.columns]
        if not known:
            raise Invalid(
                f"no probability is known: none of {', '.join(PREFIX + each for each in self.weights)}"
            )
        value = np.zeros(len(candidates))
        for action in known:
            likely = candidates.column(PREFIX + action)
            value += self._weigh(action, query) * np.where(np.isnan(likely), 0.0, likely)
        return {VALUE: value}

    def _weigh(self, action: str, query: Query) -> float:
        weight = query.weights.get(action, self.weights[action])
        low, high = BOUNDS.get(action, (weight, weight))
        return min(max(weight, low), high)
