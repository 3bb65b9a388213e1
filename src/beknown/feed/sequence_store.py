"""SQL of the sequence model: what it learns from, its trainings, the one that serves, what a person did last."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal
from uuid import UUID

from beknown.feed.action_store import NumberRow
from beknown.kit import clock
from beknown.kit.columns import as_columns
from beknown.kit.db import SqlFiles, Tx

_sql = SqlFiles(__file__)

ITEM = ("author_id", "post_id", "vector")
_FIRST, _LAST = UUID(int=0), UUID(int=(1 << 128) - 1)


@dataclass(frozen=True, slots=True)
class DeedRow:
    """Somebody did something with a post; `who` holds for one answer, `at` is in seconds since 1970."""

    who: int
    author_id: UUID
    post_id: UUID
    at: float


@dataclass(frozen=True, slots=True)
class ItemRow:
    """Where a post lies for a model, as half floats."""

    post_id: UUID
    vector: bytes


@dataclass(frozen=True, slots=True)
class SequenceRow:
    """The model that serves, as `sequence_model.write_weights` wrote it."""

    id: UUID
    begun_at: datetime
    weights: bytes


@dataclass(frozen=True, slots=True)
class ServingRow:
    """Which model serves, and of how many posts."""

    id: UUID
    items: int


@dataclass(frozen=True, slots=True)
class DidRow:
    """Something that a person did something with."""

    id: UUID
    at: datetime


@dataclass(frozen=True, slots=True)
class SequenceTrainingRow:
    """A training: how far it is, on how much, and what came of it. Gains are NDCG of ten."""

    id: UUID
    begun_at: datetime
    ended_at: datetime | None
    state: str
    people: int
    deeds: int
    done: int
    total: int
    asked: int | None
    gain_popular: float | None
    gain_now: float | None
    gain_new: float | None
    trouble: str | None


@dataclass(frozen=True, slots=True)
class Ending:
    """What came of a training: `trouble` is a message of ours, gains are NDCG of ten over `asked` people."""

    state: Literal["served", "kept back", "failed"]
    trouble: str | None = None
    weights: bytes | None = None
    asked: int | None = None
    gain_popular: float | None = None
    gain_now: float | None = None
    gain_new: float | None = None


async def find_sequence_log(tx: Tx, *, since: datetime, most: int) -> list[DeedRow]:
    """Give what people who allow it did with posts that are for everyone, in no order; asked by NOBODY for the feed."""
    return await tx.all(_sql("find_sequence_log"), DeedRow, {"since": since, "most": most})


async def count_sequence_log(tx: Tx, *, since: datetime, most: int) -> int:
    """Count what people who allow it did with posts for everyone, up to `most`; asked by NOBODY for the feed."""
    return (await tx.one(_sql("count_sequence_log"), NumberRow, {"since": since, "most": most})).number


async def add_sequence(tx: Tx, training: UUID, *, people: int, deeds: int, total: int) -> None:
    """Begin a training."""
    params = {"id": training, "at": clock.now(), "people": people, "deeds": deeds, "total": total}
    await tx.run(_sql("add_sequence"), params)


async def set_sequence_done(tx: Tx, training: UUID, done: int) -> None:
    """Note how far it is."""
    await tx.run(_sql("set_sequence_done"), {"id": training, "done": done})


async def end_sequence(tx: Tx, training: UUID, ending: Ending) -> None:
    """End it."""
    params = {
        "id": training,
        "at": clock.now(),
        "state": ending.state,
        "trouble": ending.trouble,
        "weights": ending.weights,
        "asked": ending.asked,
        "gain_popular": ending.gain_popular,
        "gain_now": ending.gain_now,
        "gain_new": ending.gain_new,
    }
    await tx.run(_sql("end_sequence"), params)


async def add_sequence_items(tx: Tx, training: UUID, items: Sequence[tuple[UUID, UUID, bytes]]) -> None:
    """Keep where posts lie, each as author, id and vector; what is gone or no longer for everyone isn't kept."""
    params = {"model": training, "after": _FIRST, "before": _LAST, "most": 10_000_000}
    await tx.run(_sql("add_sequence_items"), {**params, **as_columns(ITEM, items)})


async def find_sequence_items(tx: Tx, training: UUID) -> list[ItemRow]:
    """Give where posts lie that are there still."""
    return await tx.all(_sql("find_sequence_items"), ItemRow, {"model": training})


async def find_sequence_serving(tx: Tx, since: datetime) -> SequenceRow | None:
    """Give the model that serves; None where there is none that was begun since a moment."""
    return await tx.first(_sql("find_sequence_serving"), SequenceRow, {"since": since})


async def find_sequence_serving_id(tx: Tx, since: datetime) -> ServingRow | None:
    """Give which model serves, and of how many posts."""
    return await tx.first(_sql("find_sequence_serving_id"), ServingRow, {"since": since})


async def find_sequences(tx: Tx, *, most: int) -> list[SequenceTrainingRow]:
    """Give the latest trainings."""
    return await tx.all(_sql("find_sequences"), SequenceTrainingRow, {"most": most})


async def sweep_sequences(tx: Tx, *, most: int) -> None:
    """Delete all but the latest and the one that serves."""
    await tx.run(_sql("sweep_sequences"), {"most": most})


async def find_history(tx: Tx, *, most: int) -> list[DidRow]:
    """Give what the person did last with posts, each once, the latest first."""
    return await tx.all(_sql("find_history"), DidRow, {"person": tx.person, "most": most})
