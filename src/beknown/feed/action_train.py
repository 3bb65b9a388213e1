"""Learn how likely each action is from what people did with what they saw, and judge it on what came later. Pure.

What was shown first is learned from, what came next calibrates, and what came last judges: no model is asked about a
time that it has seen. An action is learned only when there is enough of it, and each action is judged by itself.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from beknown.feed.action_model import BESIDE, ActionCurve, LearnedModel, load_lightgbm, with_position
from beknown.feed.features import NAMES, VERSION, Matrix
from beknown.feed.types import ACTIONS, Action
from beknown.kit.errors import Invalid
from beknown.ranking import Bin, calibrate, tabulate_calibration

LEARN, CALIBRATE = 0.65, 0.15
"""Shares of the log, by time; the rest judges."""

LEAST_SHOWN = 1_000
LEAST_DONE = 40
"""So often an action has to have been done in what is learned from, and half as often in what judges."""

ROUNDS = 200
PATIENCE = 20
SURE = 2.0
"""A model is better when the losses that it saves are so many standard errors above 0."""

LEAST_CASES = 20
"""A bin of what was said beside what was done has so many cases or more: fewer could tell about single people."""

_WANTED_MORE = {"likeness": 1, "unlikeness": -1, "author_less": -1}
"""Columns with one direction only, for what is wanted: whoever wants less of something doesn't like it the more."""

_PARAMETERS: dict[str, object] = {
    "objective": "binary",
    "learning_rate": 0.05,
    "num_leaves": 15,
    "min_data_in_leaf": 40,
    "lambda_l2": 5.0,
    "bagging_fraction": 0.8,
    "bagging_freq": 1,
    "verbosity": -1,
    "num_threads": 1,
    "deterministic": True,
    "force_row_wise": True,
    "seed": 1,
}

Progress = Callable[[int, int], None]
"""Called with the actions done and all of them."""


@dataclass(frozen=True, slots=True)
class ActionLog:
    """What was looked at and what was done with it, in the order of time; nothing says who or what it was.

    Args:
        features: As `features.NAMES`, version `features.VERSION`.
        positions: Where each stood.
        happened: Of shape (n, `len(ACTIONS)`).
        at: When it was shown, in seconds since 1970; never falling.
    """

    features: Matrix
    positions: NDArray[np.float64]
    happened: NDArray[np.bool_]
    at: NDArray[np.float64]

    def __len__(self) -> int:
        return len(self.at)


@dataclass(frozen=True, slots=True)
class Judged:
    """How an action was judged.

    Args:
        action: Which.
        shown: On how many impressions.
        done: How often it was done in those.
        loss_now: Mean log loss of the model that serves, in nats.
        loss_new: That of the learned one; None where there was too little to learn from.
        is_better: Whether the learned one takes its place.
        bins_now: What the model that serves said, beside how often it was done; empty where it was done too seldom.
        bins_new: The same of the learned one.
    """

    action: Action
    shown: int
    done: int
    loss_now: float
    loss_new: float | None
    is_better: bool
    bins_now: tuple[Bin, ...] = ()
    bins_new: tuple[Bin, ...] = ()


@dataclass(frozen=True, slots=True)
class Trained:
    """What came of a training: the model to serve from now on, and how each action was judged."""

    model: LearnedModel
    judged: tuple[Judged, ...]

    @property
    def is_better(self) -> bool:
        """Whether any action is better than before."""
        return any(each.is_better for each in self.judged)


def train(log: ActionLog, serving: LearnedModel, *, progress: Progress | None = None) -> Trained:
    """Learn each action, and take it where it is better on what came last.

    Args:
        log: Of people who allow it.
        serving: The model that serves now; its other actions stay.
        progress: Told after each action.

    Raises:
        Invalid: The log isn't in the order of time, or has other columns.
        Unavailable: LightGBM can't be loaded.
    """
    _check(log)
    load_lightgbm()
    first, second = int(len(log) * LEARN), int(len(log) * (LEARN + CALIBRATE))
    test = slice(second, None)
    now = serving.predict(log.features[test])
    curves, judged = dict(serving.curves), list[Judged]()
    for number, action in enumerate(ACTIONS):
        curve = _learn(log, number, first, second)
        found = _judge(log, test, action, now[:, number], curve)
        judged.append(found)
        if found.is_better and curve is not None:
            curves[action] = curve
        if progress is not None:
            progress(number + 1, len(ACTIONS))
    return Trained(LearnedModel(VERSION, curves), tuple(judged))


def log_loss(probabilities: NDArray[np.float64], happened: NDArray[np.bool_]) -> NDArray[np.float64]:
    """Give the log loss of each case, in nats."""
    bounded = np.clip(probabilities, 1e-6, 1 - 1e-6)
    return -np.where(happened, np.log(bounded), np.log1p(-bounded))


def _check(log: ActionLog) -> None:
    if log.features.shape != (len(log), len(NAMES)) or log.happened.shape != (len(log), len(ACTIONS)):
        raise Invalid(
            f"a log of {len(log)} impressions has features of {log.features.shape} and actions of {log.happened.shape}"
        )
    if len(log) > 1 and bool(np.any(np.diff(log.at) < 0)):
        raise Invalid("the log isn't in the order of time; sort it")


def _learn(log: ActionLog, number: int, first: int, second: int) -> ActionCurve | None:
    """Learn one action; None where it was shown or done too seldom."""
    done = log.happened[:, number]
    enough = first >= LEAST_SHOWN and done[:first].sum() >= LEAST_DONE
    if not enough or done[first:second].sum() < LEAST_DONE // 4 or done[second:].sum() < LEAST_DONE // 4:
        return None
    lightgbm = load_lightgbm()
    features = with_position(log.features, log.positions)
    parameters = {**_PARAMETERS, "monotone_constraints": _directions(ACTIONS[number])}
    learned = lightgbm.Dataset(features[:first], done[:first].astype(np.float64))
    held = lightgbm.Dataset(features[first:second], done[first:second].astype(np.float64), reference=learned)
    booster = lightgbm.train(
        parameters,
        learned,
        num_boost_round=ROUNDS,
        valid_sets=[held],
        callbacks=[lightgbm.early_stopping(PATIENCE, verbose=False)],
    )
    text = booster.model_to_string(num_iteration=booster.best_iteration)
    raw = ActionCurve(text, np.array([0.0, 1.0]), np.array([0.0, 1.0]))
    # Where it stood is known here: the calibration isn't to make up for that, too.
    scores = raw.score(features[first:second])
    made = calibrate(scores, done[first:second])
    return ActionCurve(text, made.scores, made.probabilities)


def _directions(action: Action) -> list[int]:
    sign = -1 if action in {"hide", "report"} else 1
    return [sign * _WANTED_MORE.get(name, 0) for name in NAMES] + [0] * len(BESIDE)


def _judge(
    log: ActionLog, test: slice, action: Action, now: NDArray[np.float64], curve: ActionCurve | None
) -> Judged:
    done = log.happened[test, ACTIONS.index(action)]
    before = log_loss(now, done)
    mean_before = float(before.mean()) if len(before) else 0.0
    bins_now = _tabulate(now, done)
    if curve is None:
        return Judged(
            action, len(done), int(done.sum()), mean_before, None, is_better=False, bins_now=bins_now
        )
    # Both are asked as they serve, without where it stood.
    new = curve.predict(log.features[test])
    after = log_loss(new, done)
    saved = before - after
    error = float(saved.std(ddof=1)) / np.sqrt(len(saved))
    return Judged(
        action,
        len(done),
        int(done.sum()),
        mean_before,
        float(after.mean()),
        is_better=float(saved.mean()) > SURE * error,
        bins_now=bins_now,
        bins_new=_tabulate(new, done),
    )


def _tabulate(said: NDArray[np.float64], done: NDArray[np.bool_]) -> tuple[Bin, ...]:
    """Put what was said beside what was done; nothing where it was done too seldom to tell."""
    if done.sum() < LEAST_DONE // 4:
        return ()
    return tabulate_calibration(said, done, least=LEAST_CASES)


def make_log(
    features: Sequence[Sequence[float]], positions: Sequence[int], did: Sequence[int], at: Sequence[float]
) -> ActionLog:
    """Make a log of rows in the order of time.

    Args:
        features: One a row.
        positions: Where each stood.
        did: What was done, as bits in the order of `ACTIONS`.
        at: When it was shown, in seconds since 1970.
    """
    bits = np.array(did, np.int64).reshape(-1, 1) >> np.arange(len(ACTIONS)) & 1
    rows = np.array(features, np.float64).reshape(len(at), -1) if at else np.zeros((0, len(NAMES)))
    return ActionLog(rows, np.array(positions, np.float64), bits.astype(np.bool_), np.array(at, np.float64))
