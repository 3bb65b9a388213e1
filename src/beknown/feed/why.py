"""Why something is here: what it would be worth without each of the causes, by the model that it was scored by."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

import numpy as np
from numpy.typing import NDArray

from beknown.feed.features import Matrix, without
from beknown.feed.parts.action_scorer import Predict
from beknown.feed.parts.steer_scorer import GAIN, RULE
from beknown.feed.pipeline import Made
from beknown.feed.types import ACTIONS, Cause, ItemRef, Reason
from beknown.ranking import BOUNDS, NOBODY, WEIGHTS, Candidates

Mask = NDArray[np.bool_]

MOST = 3
_LEAST_SHARE = 0.05
_CAUSES: tuple[Cause, ...] = ("followed", "similar", "alike", "next", "trending", "fresh")
_WISHED: Cause = "wished"


@dataclass(frozen=True, slots=True)
class _Named:
    """What reasons of an item name."""

    similar: ItemRef | None
    rule: UUID | None
    is_source: bool


def explain(
    made: Made, chosen: Candidates, weights: Mapping[str, float], *, matrix: Matrix, items: Sequence[ItemRef],
    is_exploring: Mask,
) -> list[tuple[Reason, ...]]:  # fmt: skip
    """Give the reasons of each chosen item, the weightiest first.

    What Beknown made says so. What chance chose is there because of chance, whatever else speaks for it.

    Args:
        made: The pipeline.
        chosen: Of what it gave.
        weights: The person's own.
        matrix: The features of the chosen, as `features.make_matrix` gives them.
        items: What they are.
        is_exploring: Whom chance chose.
    """
    gains = np.column_stack([find_gains(matrix, made.predict, weights), _find_wished(chosen)])
    nearest = np.asarray(chosen.columns.get("nearest", np.full(len(chosen), -1.0))).tolist()
    author = chosen.column("author").tolist()
    rules = _find_rules(made, chosen)
    found: list[tuple[Reason, ...]] = []
    for place, each in enumerate(gains.tolist()):
        if items[place].kind == "made":
            found.append((Reason("made", 1.0),))
        elif is_exploring[place]:
            found.append((Reason("exploring", 1.0),))
        else:
            similar = made.ask.reader.liked.item(int(nearest[place])) if nearest[place] >= 0 else None
            found.append(_read(each, _Named(similar, rules[place], author[place] < NOBODY)))
    return found


def find_gains(matrix: Matrix, predict: Predict, weights: Mapping[str, float]) -> Matrix:
    """Give what each cause adds to the value of each item, of shape (n, causes); 0 where it takes away."""
    if not len(matrix):
        return np.zeros((0, len(_CAUSES)))
    worth = np.array([_weigh(action, weights) for action in ACTIONS])
    asked = np.concatenate([matrix, *(without(matrix, cause) for cause in _CAUSES)])
    value = (predict(asked) @ worth).reshape(1 + len(_CAUSES), len(matrix))
    return np.maximum(value[0] - value[1:], 0.0).T


def _find_wished(chosen: Candidates) -> Matrix:
    """Give what the person's own rules add to the value of each item."""
    return np.asarray(chosen.columns.get(GAIN, np.zeros(len(chosen))), np.float64)


def _find_rules(made: Made, chosen: Candidates) -> Sequence[UUID | None]:
    """Give which of the person's own rules adds most to each item."""
    if not made.rules or RULE not in chosen.columns:
        return [None] * len(chosen)
    numbers: list[int] = chosen.column(RULE).astype(np.intp).tolist()
    return [made.rules[number].id if number >= 0 else None for number in numbers]


def _weigh(action: str, weights: Mapping[str, float]) -> float:
    low, high = BOUNDS[action]
    return min(max(weights.get(action, WEIGHTS[action]), low), high)


def _read(gains: Sequence[float], named: _Named) -> tuple[Reason, ...]:
    total = sum(gains)
    if total <= 0:
        return (Reason("rest", 1.0),)
    shares = zip((*_CAUSES, _WISHED), (gain / total for gain in gains), strict=True)
    found = sorted((each for each in shares if each[1] >= _LEAST_SHARE), key=lambda each: -each[1])[:MOST]
    kept = sum(share for _, share in found)
    return tuple(_reason(cause, share / kept, named) for cause, share in found)


def _reason(cause: Cause, share: float, named: _Named) -> Reason:
    match cause:
        case "followed" if named.is_source:
            return Reason("source", share)
        case "similar":
            return Reason(cause, share, named.similar)
        case "wished":
            return Reason(cause, share, rule=named.rule)
        case _:
            return Reason(cause, share)
