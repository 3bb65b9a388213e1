"""How likely each action is, by a model that was learned here; by hand where an action wasn't learned yet.

A model is plain text of LightGBM and a calibration for each action; it holds thresholds over the columns of
`features.NAMES`, nothing that anybody wrote and nobody's name.
"""

import json
import zlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Any, cast

import numpy as np
from numpy.typing import NDArray

from beknown.feed import action_hand
from beknown.feed.features import NAMES, VERSION, Matrix
from beknown.feed.types import ACTIONS, Action
from beknown.kit.errors import Invalid, Unavailable

BESIDE = ("position",)
"""What a model learns from beside the features. What stands higher is opened more, whatever it is; so that this isn't
taken for its merit, it is a column, and everything is asked as if it stood at the same place."""

USUAL_POSITION = 3.0
_Curves = Mapping[Action, "ActionCurve"]


@cache
def load_lightgbm() -> Any:  # noqa: ANN401 - the module; its own types are partly unknown
    """Load LightGBM, when it is first needed: it takes a second.

    Raises:
        Unavailable: A library that it needs isn't there. Feeds are ranked by hand-set figures then.
    """
    try:
        import lightgbm  # noqa: PLC0415 - heavy, and needs a library of the system
    except OSError as error:
        raise Unavailable(
            "LightGBM can't be loaded, so the feed keeps to hand-set figures: the OpenMP library (libgomp) is missing."
            " Install it: on Debian and Ubuntu `apt install libgomp1`, on macOS `brew install libomp`."
        ) from error
    return lightgbm


def with_position(features: Matrix, positions: NDArray[np.float64] | float = USUAL_POSITION) -> Matrix:
    """Give the matrix that models read: features and, behind them, log(1 + position)."""
    column = np.broadcast_to(np.log1p(np.asarray(positions, np.float64)), (len(features),))
    return np.column_stack([features, column])


@dataclass(frozen=True, slots=True)
class ActionCurve:
    """A learned model of one action, and its calibration.

    Args:
        booster: LightGBM's model as text.
        scores: Where the calibration bends, in rising order.
        probabilities: What it gives there.
    """

    booster: str
    scores: NDArray[np.float64]
    probabilities: NDArray[np.float64]

    def predict(self, features: Matrix) -> NDArray[np.float64]:
        """Give the probability for each row of features, as if all stood at the same place."""
        scores = self.score(with_position(features))
        return np.asarray(np.interp(scores, self.scores, self.probabilities), np.float64)

    def score(self, matrix: Matrix) -> NDArray[np.float64]:
        """Give what the model says before it is calibrated; `matrix` as `with_position` gives it."""
        if not len(matrix):
            return np.zeros(0)
        return np.asarray(_load_booster(self.booster).predict(matrix, num_threads=1), np.float64)


@dataclass(frozen=True, slots=True)
class LearnedModel:
    """Learned curves for some actions; the others are hand-set.

    Args:
        version: Of the features they were learned from.
        curves: By action.
    """

    version: int = VERSION
    curves: _Curves = field(default_factory=dict[Action, ActionCurve])

    def predict(self, features: Matrix) -> Matrix:
        """Give how likely each action is, of shape (n, `len(ACTIONS)`).

        Args:
            features: Of shape (n, `len(NAMES)`), as `features.make_matrix` gives it.

        Raises:
            Unavailable: Something was learned, and LightGBM can't be loaded.
        """
        likely = action_hand.predict(features)
        for action, curve in self.curves.items():
            likely[:, ACTIONS.index(action)] = curve.predict(features)
        return likely

    def warm_up(self) -> None:
        """Load what predicting needs, so that the first page doesn't wait for it.

        Raises:
            Unavailable: Something was learned, and LightGBM can't be loaded.
        """
        self.predict(np.zeros((1, len(NAMES))))


BY_HAND = LearnedModel()
"""Nothing learned yet."""


def write_model(model: LearnedModel) -> bytes:
    """Write a model as bytes, for `read_model`."""
    curves = {
        action: {
            "booster": curve.booster,
            "scores": curve.scores.tolist(),
            "probabilities": curve.probabilities.tolist(),
        }
        for action, curve in model.curves.items()
    }
    return zlib.compress(json.dumps({"version": model.version, "names": NAMES, "curves": curves}).encode())


def read_model(written: bytes) -> LearnedModel:
    """Read a model.

    Raises:
        Invalid: It isn't one, or was learned from other columns than there are now; hand-set figures hold then.
    """
    try:
        kept = cast("Mapping[str, Any]", json.loads(zlib.decompress(written)))
        curves: dict[Action, ActionCurve] = {
            action: ActionCurve(
                str(kept["curves"][action]["booster"]),
                np.array(kept["curves"][action]["scores"], np.float64),
                np.array(kept["curves"][action]["probabilities"], np.float64),
            )
            for action in ACTIONS
            if action in kept["curves"]
        }
        version, names = int(kept["version"]), tuple(kept["names"])
    except (zlib.error, ValueError, KeyError, TypeError, AttributeError) as error:
        raise Invalid("this action model can't be read; it will be learned anew") from error
    if (version, names) != (VERSION, NAMES):
        raise Invalid(
            f"this action model is of version {version} of the features, and they are at {VERSION} now"
        )
    return LearnedModel(version, curves)


@cache
def _load_booster(text: str) -> Any:  # noqa: ANN401 - a Booster, whose types are partly unknown
    return load_lightgbm().Booster(model_str=text)
