"""How the trainings of the feed's models went, whether there is enough to learn from, and how one is asked for."""

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Literal, TypeVar
from uuid import UUID

from beknown.feed import action_store, sequence_store
from beknown.feed.action_job import LEARN_JOB
from beknown.feed.action_learn import LEARN_FROM, SETTLED_AFTER
from beknown.feed.action_store import BinRow, JudgedRow, TrainingRow
from beknown.feed.action_train import LEARN, LEAST_SHOWN
from beknown.feed.ask_training import ask_training
from beknown.feed.sequence_job import SEQUENCE_JOB
from beknown.feed.sequence_learn import LEARN_FROM as SEQUENCE_FROM
from beknown.feed.sequence_learn import LEAST
from beknown.feed.sequence_setup import find_train_python, tell_install
from beknown.feed.sequence_store import SequenceTrainingRow
from beknown.feed.types import ACTIONS
from beknown.kit import clock
from beknown.kit.db import Database, Scope, Tx
from beknown.kit.errors import Conflict, NotFound, Unavailable
from beknown.kit.ids import NOBODY
from beknown.kit.jobs import is_open
from beknown.kit.settings import Settings
from beknown.ranking import Bin, measure_error

Row = TypeVar("Row", TrainingRow, SequenceTrainingRow)
Which = Literal["actions", "sequence"]
JOBS: dict[Which, str] = {"actions": LEARN_JOB, "sequence": SEQUENCE_JOB}
MOST = 20
"""So many of the latest trainings are told."""

LASTS_AT_MOST = timedelta(hours=2)
"""One that hasn't ended by then was broken off, such as by a restart."""

LEAST_LOOKED_AT = math.ceil(LEAST_SHOWN / LEARN)
_NOBODY = Scope(NOBODY, "feed")


@dataclass(frozen=True, slots=True)
class Supply:
    """What there is to learn from: `there` counts up to `least`, with which a training has a chance."""

    there: int
    least: int


@dataclass(frozen=True, slots=True)
class ActionTraining:
    """A training of the action model, and how each action was judged in it."""

    training: TrainingRow
    judged: tuple[JudgedRow, ...]


@dataclass(frozen=True, slots=True)
class Trainings:
    """How it went with both models, the latest training first.

    Args:
        actions: Of the action model.
        actions_supply: What was looked at on feeds.
        is_actions_waiting: One was asked for, or is due at night, and isn't over.
        sequences: Of the sequence model.
        sequence_supply: What people did with posts.
        is_sequence_waiting: One was asked for, or is due at night, and isn't over.
        can_train_sequence: There is a Python that can train it.
        install: How to get that.
    """

    actions: tuple[ActionTraining, ...]
    actions_supply: Supply
    is_actions_waiting: bool
    sequences: tuple[SequenceTrainingRow, ...]
    sequence_supply: Supply
    is_sequence_waiting: bool
    can_train_sequence: bool
    install: str


@dataclass(frozen=True, slots=True)
class Calibration:
    """How well a model's probabilities held: its expected calibration error, and the bins that this comes from."""

    error: float
    bins: tuple[Bin, ...]


@dataclass(frozen=True, slots=True)
class ActionCalibration:
    """How well the probabilities of an action held on what came last.

    Args:
        action: Which.
        now: Of the model that served, be it by hand.
        new: Of the learned one; None where there was too little to learn from.
    """

    action: str
    now: Calibration | None
    new: Calibration | None


async def report_trainings(db: Database, scope: Scope, settings: Settings) -> Trainings:
    """Tell how trainings went.

    Args:
        db: The door.
        scope: An operator's, under `account`; for anybody else there are no trainings.
        settings: Where the Python is that trains the sequence model.
    """
    async with db.begin(scope) as tx:
        rows = await action_store.find_trainings(tx, most=MOST)
        judged = await action_store.find_judged(tx, [row.id for row in rows])
        sequences = await sequence_store.find_sequences(tx, most=MOST)
        waiting = {which: await is_open(tx, name) for which, name in JOBS.items()}
    at = clock.now()
    async with db.begin(_NOBODY) as tx:
        looked_at = await action_store.count_action_log(
            tx, since=at - LEARN_FROM, before=at - SETTLED_AFTER, most=LEAST_LOOKED_AT
        )
        deeds = await sequence_store.count_sequence_log(tx, since=at - SEQUENCE_FROM, most=LEAST)
    return Trainings(
        tuple(
            ActionTraining(_name_end(row), tuple(each for each in judged if each.model_id == row.id))
            for row in rows
        ),
        Supply(looked_at, LEAST_LOOKED_AT),
        waiting["actions"],
        tuple(_name_end(row) for row in sequences),
        Supply(deeds, LEAST),
        waiting["sequence"],
        find_train_python(settings) is not None,
        tell_install(settings),
    )


async def report_calibration(db: Database, scope: Scope, training: UUID) -> tuple[ActionCalibration, ...]:
    """Tell how well probabilities held in a training of the action model.

    Actions that were done too seldom are left out, and so is everything where none was kept yet.

    Args:
        db: The door.
        scope: An operator's, under `account`; for anybody else there are no trainings.
        training: Which.

    Raises:
        NotFound: There is no such training, or it judged nothing.
    """
    async with db.begin(scope) as tx:
        judged = await action_store.find_judged(tx, [training])
        bins = await action_store.find_bins(tx, training)
    if not judged:
        raise NotFound(
            f"no training {str(training)!r} has judged an action; GET /api/feed/trainings lists them"
        )
    known = {each.action for each in bins}
    return tuple(
        ActionCalibration(
            action, _calibration(bins, action, is_new=False), _calibration(bins, action, is_new=True)
        )
        for action in ACTIONS
        if action in known
    )


def _calibration(rows: Sequence[BinRow], action: str, *, is_new: bool) -> Calibration | None:
    bins = tuple(
        Bin(row.predicted, row.observed, row.cases)
        for row in rows
        if (row.action, row.is_new) == (action, is_new)
    )
    return Calibration(measure_error(bins), bins) if bins else None


async def train_now(tx: Tx, settings: Settings, which: Which) -> None:
    """Have a model trained soon; where that was asked for already, nothing changes.

    Args:
        tx: A transaction of an operator, under `account`.
        settings: Where the Python is that trains the sequence model.
        which: The model.

    Raises:
        Conflict: It is being trained at the moment.
        Unavailable: There is no Python that could train the sequence model.
    """
    if which == "sequence" and find_train_python(settings) is None:
        raise Unavailable(f"Nothing is here that could train it. To have it, run: {tell_install(settings)}")
    if await _is_training(tx, which) or not await ask_training(tx, JOBS[which]):
        raise Conflict("It is being trained at the moment. Wait until that is over.")


def _is_broken_off(begun_at: datetime, ended_at: datetime | None) -> bool:
    return ended_at is None and begun_at < clock.now() - LASTS_AT_MOST


def _name_end(row: Row) -> Row:
    """Say of a training that stopped without a word that it was broken off."""
    return replace(row, state="broken off") if _is_broken_off(row.begun_at, row.ended_at) else row


async def _is_training(tx: Tx, which: Which) -> bool:
    if which == "actions":
        latest = [(row.begun_at, row.ended_at) for row in await action_store.find_trainings(tx, most=1)]
    else:
        latest = [(row.begun_at, row.ended_at) for row in await sequence_store.find_sequences(tx, most=1)]
    return any(ended is None and not _is_broken_off(begun, ended) for begun, ended in latest)
