"""SQL of memory."""

import zlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from pgvector import HalfVector

from beknown.kit.columns import as_columns
from beknown.kit.db import SqlFiles, Tx
from beknown.kit.ids import EventId
from beknown.models import Vector

_sql = SqlFiles(__file__)

MEMORY_COLUMNS = (
    "event_id", "part", "source_id", "occurred_at", "start", "size", "audience", "thread", "cues", "words"
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class TextRow:
    """The text of an event, to be indexed."""

    id: UUID
    source_id: UUID
    type: str
    occurred_at: datetime | None
    speaker: str | None
    is_mine: bool
    thread: str | None
    text: str
    audience: int


@dataclass(frozen=True, slots=True)
class PackedRow:
    """A page of passages, column by column, in network byte order."""

    horizon: str
    sources: list[UUID]
    passages: int
    events: bytes
    parts: bytes
    sizes: bytes
    times: bytes
    threads: bytes
    cues: bytes
    word_counts: bytes
    words: bytes
    has_vectors: bytes
    vectors: bytes


@dataclass(frozen=True, slots=True)
class PassageRow:
    """A passage as it is shown; `step` is 0 for the one asked for at place `middle`, else it is a neighbour of it."""

    middle: int
    step: int
    event_id: UUID
    type: str
    speaker: str | None
    is_mine: bool
    occurred_at: datetime | None
    source: str
    thread: str | None
    thread_title: str | None
    text: str


@dataclass(frozen=True, slots=True)
class WaitingRow:
    """A passage that waits for its vector."""

    event_id: UUID
    part: int
    speaker: str | None
    text: str


@dataclass(frozen=True, slots=True)
class CountRow:
    """How many passages."""

    passages: int


async def find_texts(tx: Tx, events: Sequence[EventId]) -> list[TextRow]:
    """Give the texts of events."""
    return await tx.all(_sql("find_texts"), TextRow, {"person": tx.person, "ids": list(events)})


async def find_told_texts(tx: Tx) -> list[TextRow]:
    """Give the texts that were told by hand, are believed, and aren't in memory yet."""
    return await tx.all(_sql("find_told_texts"), TextRow, {"person": tx.person})


async def drop_taken_back(tx: Tx) -> None:
    """Recall no longer what was told by hand and isn't believed any more."""
    await tx.run(_sql("drop_taken_back"), {"person": tx.person})


async def add_memories(tx: Tx, rows: Iterable[Sequence[object]]) -> int:
    """Add passages with their words, as `MEMORY_COLUMNS`. Gives how many now wait for vectors."""
    columns = as_columns(MEMORY_COLUMNS, rows)
    return await tx.run(_sql("add_memories"), {"person": tx.person, **columns})


async def load_memories(tx: Tx, space: str, *, since: str, after: tuple[UUID, int], most: int) -> PackedRow:
    """Give a page of packed passages behind `after`, of those touched by a transaction from `since` on."""
    params = {
        "person": tx.person,
        "space": as_number(space),
        "since": since,
        "after_event": after[0],
        "after_part": after[1],
        "most": most,
    }
    return await tx.one(_sql("load_memories"), PackedRow, params)


async def find_passages(
    tx: Tx, passages: Sequence[tuple[UUID, int]], *, letters: int, reach: int
) -> list[PassageRow]:
    """Give passages by event and part, each with up to `reach` neighbours on each side, in the order asked for."""
    params = {"ids": [event for event, _ in passages], "parts": [part for _, part in passages]}
    return await tx.all(
        _sql("find_passages"),
        PassageRow,
        {"person": tx.person, "letters": letters, "reach": reach, **params},
    )


async def find_waiting(tx: Tx, *, most: int, letters: int) -> list[WaitingRow]:
    """Give passages that wait for their vectors, newest first."""
    return await tx.all(
        _sql("find_waiting"), WaitingRow, {"person": tx.person, "most": most, "letters": letters}
    )


async def count_waiting(tx: Tx) -> int:
    """Count the passages that wait for their vectors."""
    return (await tx.one(_sql("count_waiting"), CountRow, {"person": tx.person})).passages


async def add_vectors(tx: Tx, space: str, rows: Sequence[tuple[UUID, int, Vector]]) -> None:
    """Put vectors beside their passages, and take these off the waiting list."""
    passages = {"person": tx.person, **as_columns(("event_id", "part"), [row[:2] for row in rows])}
    vectors = [HalfVector(vector) for _, _, vector in rows]
    await tx.run(_sql("add_vectors"), {**passages, "space": as_number(space), "vector": vectors})
    await tx.run(_sql("touch_memories"), passages)
    await tx.run(_sql("delete_waiting"), passages)


async def wait_again(tx: Tx, space: str) -> int:
    """Have all passages wait whose vectors lie in another space than this one."""
    return await tx.run(_sql("wait_again"), {"person": tx.person, "space": as_number(space)})


def as_number(space: str) -> int:
    """Give the number that stands for an embedder's name in the tables."""
    return zlib.crc32(space.encode()) >> 1
