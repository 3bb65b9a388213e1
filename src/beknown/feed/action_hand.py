"""How likely each action is, by hand: what holds until a model has learned from what people did.

Each action is a logistic curve over a few columns. The figures are choices, not measurements: how rare an action is
among people who read (the constant), and what makes it likelier (the slopes). A trained model takes its place.
"""

from collections.abc import Mapping

import numpy as np

from beknown.feed.features import NAMES, Matrix
from beknown.feed.types import ACTIONS, Action

RARITY: Mapping[Action, float] = {
    "open": -2.2,
    "dwell": -1.6,
    "like": -3.4,
    "reply": -4.6,
    "save": -4.8,
    "share": -5.0,
    "follow": -5.5,
    "hide": -6.5,
    "report": -10.0,
}
"""The constant of each curve: -2.2 is one in ten, -4.6 one in a hundred."""

WANTED: Mapping[str, float] = {
    "is_followed": 1.1,
    "follows_back": 0.3,
    "closeness": 0.5,
    "likeness": 4.0,
    "unlikeness": -8.0,
    "alike": 1.6,
    "next_up": 1.6,
    "heat": 0.35,
    "likes": 0.1,
    "replies": 0.1,
    "age": -0.25,
    "times_shown": -0.7,
    "author_less": -0.8,
    "has_image": 0.1,
}
"""What makes everything that is wanted likelier, for one more of a column."""

UNWANTED: Mapping[str, float] = {
    "is_followed": -1.0,
    "closeness": -0.4,
    "likeness": -1.0,
    "unlikeness": 25.0,
    "author_less": 1.2,
}
"""What makes hiding and reporting likelier."""

OWN: Mapping[Action, Mapping[str, float]] = {
    "dwell": {"length": 0.15},
    "reply": {"follows_back": 0.8, "closeness": 0.3},
    "follow": {"is_followed": -8.0},
}
"""What an action has beside that."""


def _make_slopes() -> Matrix:
    slopes = np.zeros((len(NAMES), len(ACTIONS)))
    for number, action in enumerate(ACTIONS):
        shared = UNWANTED if action in {"hide", "report"} else WANTED
        own = OWN.get(action, {})
        for name in {*shared, *own}:
            slopes[NAMES.index(name), number] = shared.get(name, 0.0) + own.get(name, 0.0)
    return slopes


_SLOPES = _make_slopes()
_RARITY = np.array([RARITY[action] for action in ACTIONS])


def predict(features: Matrix) -> Matrix:
    """Give how likely each action is, of shape (n, `len(ACTIONS)`).

    Args:
        features: Of shape (n, `len(features.NAMES)`), as `features.make_matrix` gives it.
    """
    odds = np.clip(features @ _SLOPES + _RARITY, -30.0, 30.0)
    return 1.0 / (1.0 + np.exp(-odds))
