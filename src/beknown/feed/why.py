"""Why something is here: what it would be worth without each of the causes, by the model that it was scored by."""

from collections.abc import Mapping

import numpy as np

from beknown.feed.features import Matrix, make_matrix, without
from beknown.feed.parts.action_scorer import Predict
from beknown.feed.parts.steer_scorer import GAIN
from beknown.feed.pipeline import Made
from beknown.feed.types import ACTIONS, Cause, Reason
from beknown.ranking import BOUNDS, NOBODY, WEIGHTS, Result

MOST = 3
_LEAST_SHARE = 0.05
_CAUSES: tuple[Cause, ...] = ("followed", "similar", "alike", "next", "trending", "fresh")
_WISHED: Cause = "wished"


def explain(made: Made, result: Result, weights: Mapping[str, float]) -> list[tuple[Reason, ...]]:
    """Give the reasons of each item of a result, the weightiest first.

    What Beknown made says so. What chance chose is there because of chance, whatever else speaks for it.
    """
    matrix = make_matrix(result.chosen)
    gains = np.column_stack([find_gains(matrix, made.predict, weights), _find_wished(result)])
    return [
        (Reason("made", 1.0),)
        if made.ref_of(result.chosen, place).kind == "made"
        else (Reason("exploring", 1.0),)
        if result.is_exploring[place]
        else _read(gains[place], made, result, place)
        for place in range(len(matrix))
    ]


def find_gains(matrix: Matrix, predict: Predict, weights: Mapping[str, float]) -> Matrix:
    """Give what each cause adds to the value of each item, of shape (n, causes); 0 where it takes away."""
    worth = np.array([_weigh(action, weights) for action in ACTIONS])
    value = predict(matrix) @ worth
    lost = [value - predict(without(matrix, cause)) @ worth for cause in _CAUSES]
    return np.maximum(np.stack(lost, axis=1), 0.0) if len(matrix) else np.zeros((0, len(_CAUSES)))


def _find_wished(result: Result) -> Matrix:
    """Give what the person's own rules add to the value of each item."""
    chosen = result.chosen
    return np.asarray(chosen.columns.get(GAIN, np.zeros(len(chosen))), np.float64)


def _weigh(action: str, weights: Mapping[str, float]) -> float:
    low, high = BOUNDS[action]
    return min(max(weights.get(action, WEIGHTS[action]), low), high)


def _read(gains: Matrix, made: Made, result: Result, place: int) -> tuple[Reason, ...]:
    total = float(gains.sum())
    if total <= 0:
        return (Reason("rest", 1.0),)
    found: list[tuple[Cause, float]] = [
        (cause, float(gain) / total) for cause, gain in zip((*_CAUSES, _WISHED), gains, strict=True)
    ]
    found = sorted((each for each in found if each[1] >= _LEAST_SHARE), key=lambda each: -each[1])[:MOST]
    kept = sum(share for _, share in found)
    return tuple(_reason(cause, share / kept, made, result, place) for cause, share in found)


def _reason(cause: Cause, share: float, made: Made, result: Result, place: int) -> Reason:
    if cause == "followed" and result.chosen.column("author")[place] < NOBODY:
        return Reason("source", share)
    if cause != "similar":
        return Reason(cause, share)
    nearest = int(result.chosen.column("nearest")[place])
    return Reason(cause, share, made.ask.reader.liked.items[nearest])
