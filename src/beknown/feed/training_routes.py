"""Trainings of the feed's models over HTTP, for operators."""

from datetime import datetime
from typing import TYPE_CHECKING, Literal
from uuid import UUID

from fastapi import APIRouter
from pydantic import BaseModel, ConfigDict

from beknown.kit.later import load
from beknown.kit.web import Config, Db, Operator

if TYPE_CHECKING:
    from beknown.feed.trainings import ActionTraining, Trainings

TRAININGS = "beknown.feed.trainings"
router = APIRouter(prefix="/trainings")

TrainingState = Literal["training", "served", "kept back", "failed", "broken off"]


class _Out(BaseModel):
    model_config = ConfigDict(from_attributes=True)


class SupplyOut(_Out):
    """What there is to learn from: `there` counts up to `least`, with which a training has a chance."""

    there: int
    least: int


class JudgedOut(_Out):
    """How an action was judged: on how much, how often it was done there, and the mean log loss before and after.

    `loss_new` is null where it was done too seldom to be learned.
    """

    action: str
    shown: int
    done: int
    loss_now: float
    loss_new: float | None
    is_better: bool


class TrainingOut(_Out):
    """A training: when, how far, and what came of it. `trouble` says why it failed."""

    id: UUID
    begun_at: datetime
    ended_at: datetime | None
    state: TrainingState
    done: int
    total: int
    trouble: str | None


class ActionTrainingOut(TrainingOut):
    """A training of the action model, on so many things that were looked at."""

    shown: int
    judged: list[JudgedOut]


class BinOut(_Out):
    """Cases of which about the same was said: the mean probability, the share in which it was done, how many."""

    predicted: float
    observed: float
    cases: int


class CalibrationOut(_Out):
    """How well a model's probabilities held: its expected calibration error, and what it comes from.

    There are at most ten bins, the least likely first, and none has fewer than 20 cases.
    """

    error: float
    bins: list[BinOut]


class ActionCalibrationOut(_Out):
    """How well the probabilities of an action held on what came last: of the model that served, and of the learned one.

    `new` is null where it was done too seldom to be learned.
    """

    action: str
    now: CalibrationOut | None
    new: CalibrationOut | None


class SequenceTrainingOut(TrainingOut):
    """A training of the sequence model. Gains are NDCG of ten over `asked` people: what many liked, now, and new."""

    people: int
    deeds: int
    asked: int | None
    gain_popular: float | None
    gain_now: float | None
    gain_new: float | None


class ActionTrainingsOut(BaseModel):
    """How it went with the action model, the latest first."""

    supply: SupplyOut
    is_waiting: bool
    trainings: list[ActionTrainingOut]


class SequenceTrainingsOut(BaseModel):
    """How it went with the sequence model, the latest first. `install` says how to get what trains it."""

    supply: SupplyOut
    is_waiting: bool
    can_train: bool
    install: str
    trainings: list[SequenceTrainingOut]


class TrainingsOut(BaseModel):
    """How the trainings of both models went."""

    actions: ActionTrainingsOut
    sequence: SequenceTrainingsOut


@router.get("")
async def get_trainings(caller: Operator, db: Db, settings: Config) -> TrainingsOut:
    """Tell how the models of the feed were learned, and whether there is enough to learn from."""
    await load(TRAININGS)
    from beknown.feed.trainings import report_trainings  # noqa: PLC0415 - heavy, and a start doesn't need it

    return _show(await report_trainings(db, caller.scope("account"), settings))


@router.get("/actions/{training}/calibration")
async def get_calibration(caller: Operator, db: Db, training: UUID) -> list[ActionCalibrationOut]:
    """Tell how well probabilities held in a training of the action model.

    Actions that were done too seldom are left out; trainings before this was kept have none.
    """
    await load(TRAININGS)
    from beknown.feed.trainings import report_calibration  # noqa: PLC0415 - heavy, and a start doesn't need it

    found = await report_calibration(db, caller.scope("account"), training)
    return [ActionCalibrationOut.model_validate(each) for each in found]


@router.post("/{which}", status_code=204)
async def begin_training(
    caller: Operator, db: Db, settings: Config, which: Literal["actions", "sequence"]
) -> None:
    """Have a model trained soon, in the background."""
    await load(TRAININGS)
    from beknown.feed.trainings import train_now  # noqa: PLC0415 - heavy, and a start doesn't need it

    async with db.begin(caller.scope("account")) as tx:
        await train_now(tx, settings, which)


def _show(found: "Trainings") -> TrainingsOut:
    return TrainingsOut(
        actions=ActionTrainingsOut(
            supply=SupplyOut.model_validate(found.actions_supply),
            is_waiting=found.is_actions_waiting,
            trainings=[_show_action(each) for each in found.actions],
        ),
        sequence=SequenceTrainingsOut(
            supply=SupplyOut.model_validate(found.sequence_supply),
            is_waiting=found.is_sequence_waiting,
            can_train=found.can_train_sequence,
            install=found.install,
            trainings=[SequenceTrainingOut.model_validate(each) for each in found.sequences],
        ),
    )


def _show_action(each: "ActionTraining") -> ActionTrainingOut:
    return ActionTrainingOut(
        **TrainingOut.model_validate(each.training).model_dump(),
        shown=each.training.shown,
        judged=[JudgedOut.model_validate(one) for one in each.judged],
    )
