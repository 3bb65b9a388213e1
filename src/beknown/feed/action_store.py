"""SQL of the action model: what it learns from, its trainings, the one that serves."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal
from uuid import UUID

from beknown.feed.action_train import Judged
from beknown.feed.features import VERSION
from beknown.kit import clock
from beknown.kit.columns import as_columns
from beknown.kit.db import SqlFiles, Tx

_sql = SqlFiles(__file__)

JUDGED = ("action", "shown", "done", "loss_now", "loss_new", "is_better")
BINS = ("action", "is_new", "place", "predicted", "observed", "cases")


@dataclass(frozen=True, slots=True)
class LogRow:
    """Something that was looked at, and what was done with it as bits in the order of `ACTIONS`."""

    features: list[float]
    place: int
    did: int
    shown_at: float


@dataclass(frozen=True, slots=True)
class NumberRow:
    """How many."""

    number: int


@dataclass(frozen=True, slots=True)
class ServingRow:
    """The model that serves, as `action_model.write_model` wrote it."""

    id: UUID
    model: bytes


@dataclass(frozen=True, slots=True)
class ServingIdRow:
    """Which model serves."""

    id: UUID


@dataclass(frozen=True, slots=True)
class TrainingRow:
    """A training: how far it is, and what came of it."""

    id: UUID
    begun_at: datetime
    ended_at: datetime | None
    state: str
    version: int
    shown: int
    done: int
    total: int
    trouble: str | None


@dataclass(frozen=True, slots=True)
class JudgedRow:
    """How an action was judged in a training."""

    model_id: UUID
    action: str
    shown: int
    done: int
    loss_now: float
    loss_new: float | None
    is_better: bool


@dataclass(frozen=True, slots=True)
class BinRow:
    """What the learned model, or the one that served, said of some cases, and in which share it was done."""

    action: str
    is_new: bool
    predicted: float
    observed: float
    cases: int


async def find_action_log(tx: Tx, *, since: datetime, before: datetime, most: int) -> list[LogRow]:
    """Give what was looked at on feeds between two moments, the newest first; asked by NOBODY for the feed."""
    params = {"since": since, "before": before, "version": VERSION, "most": most}
    return await tx.all(_sql("find_action_log"), LogRow, params)


async def count_action_log(tx: Tx, *, since: datetime, before: datetime, most: int) -> int:
    """Count what was looked at on feeds between two moments, up to `most`; asked by NOBODY for the feed."""
    params = {"since": since, "before": before, "version": VERSION, "most": most}
    return (await tx.one(_sql("count_action_log"), NumberRow, params)).number


async def add_training(tx: Tx, training: UUID, *, shown: int, total: int) -> None:
    """Begin a training."""
    params = {"id": training, "at": clock.now(), "version": VERSION, "shown": shown, "total": total}
    await tx.run(_sql("add_training"), params)


async def set_training_done(tx: Tx, training: UUID, done: int) -> None:
    """Note how far it is."""
    await tx.run(_sql("set_training_done"), {"id": training, "done": done})


async def end_training(
    tx: Tx,
    training: UUID,
    state: Literal["served", "kept back", "failed"],
    *,
    model: bytes | None = None,
    trouble: str | None = None,
) -> None:
    """End it; `trouble` is a message of ours."""
    params = {"id": training, "state": state, "at": clock.now(), "model": model, "trouble": trouble}
    await tx.run(_sql("end_training"), params)


async def add_judged(tx: Tx, training: UUID, judged: Sequence[Judged]) -> None:
    """Keep how each action was judged."""
    rows = (
        (each.action, each.shown, each.done, each.loss_now, each.loss_new, each.is_better) for each in judged
    )
    await tx.run(_sql("add_judged"), {"model": training, **as_columns(JUDGED, rows)})


async def add_bins(tx: Tx, training: UUID, judged: Sequence[Judged]) -> None:
    """Keep what both models said beside what was done."""
    rows = (
        (each.action, is_new, place, found.predicted, found.observed, found.cases)
        for each in judged
        for is_new, bins in ((False, each.bins_now), (True, each.bins_new))
        for place, found in enumerate(bins)
    )
    await tx.run(_sql("add_bins"), {"model": training, **as_columns(BINS, rows)})


async def find_serving(tx: Tx) -> ServingRow | None:
    """Give the model that serves; None where nothing was learned yet."""
    return await tx.first(_sql("find_serving"), ServingRow, {"version": VERSION})


async def find_serving_id(tx: Tx) -> UUID | None:
    """Give which model serves."""
    row = await tx.first(_sql("find_serving_id"), ServingIdRow, {"version": VERSION})
    return row.id if row else None


async def find_trainings(tx: Tx, *, most: int) -> list[TrainingRow]:
    """Give the latest trainings."""
    return await tx.all(_sql("find_trainings"), TrainingRow, {"most": most})


async def find_judged(tx: Tx, trainings: Sequence[UUID]) -> list[JudgedRow]:
    """Give how each action was judged in them."""
    return await tx.all(_sql("find_judged"), JudgedRow, {"ids": list(trainings)})


async def find_bins(tx: Tx, training: UUID) -> list[BinRow]:
    """Give what both models of a training said beside what was done, by action, from the least likely on."""
    return await tx.all(_sql("find_bins"), BinRow, {"id": training})


async def sweep_trainings(tx: Tx, *, most: int) -> None:
    """Delete all but the latest and the one that serves."""
    await tx.run(_sql("sweep_trainings"), {"most": most})
