"""SQL of memory."""

import zlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from pgvector import HalfVector

from beknown.kit.db import SqlFiles, Tx
from beknown.kit.ids import EventId
from beknown.models import Vector

_sql = SqlFiles(__file__)

MOST_WORDS = 12
"""How many words of a question are looked for."""


@dataclass(frozen=True, slots=True)
class TextRow:
    """The text of an event, to be indexed."""

    id: UUID
    source_id: UUID
    occurred_at: datetime | None
    text: str
    audience: int


@dataclass(frozen=True, slots=True)
class Candidate:
    """What an event is ranked by; bit i of `said` is set where its best passage says wanted word i.

    `middles` numbers the chosen events that it stands beside or is; `own` is its own number if it was chosen. The
    first candidate carries `counts`: how many passages say each wanted word.
    """

    event_id: UUID
    middles: list[int]
    own: int | None
    speaker: str | None
    occurred_at: datetime | None
    part: int
    said: int
    size: int
    cosine: float | None
    near_part: int
    counts: list[float] | None


@dataclass(frozen=True, slots=True)
class Range:
    """Words from `low` up to, not including, `high`, in the order of their characters' codes."""

    low: str
    high: str


@dataclass(frozen=True, slots=True)
class Span:
    """A span of time: from `since` up to, not including, `until`."""

    since: datetime
    until: datetime


@dataclass(frozen=True, slots=True)
class Wanted:
    """What candidates are looked for by.

    Args:
        words: Wanted words.
        vector: Of the question; None when it can't be had.
        space: Name of the embedder that made it.
        span: A time that is named.
        known: About how many passages there are.
    """

    words: Sequence[Range]
    vector: Vector | None
    space: str
    span: Span | None
    known: int


@dataclass(frozen=True, slots=True)
class Limits:
    """How far a search goes.

    Args:
        common: Of a word that more passages say, only this many are looked at, the latest.
        looked_at: Of how many passages the vectors themselves are compared.
        most: How many passages come from each way of searching, and how many are chosen of all.
        reach: How many neighbours on each side.
    """

    common: int
    looked_at: int
    most: int
    reach: int


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


@dataclass(frozen=True, slots=True)
class CentreRow:
    """Of how many vectors the noted mean is, and how many there are."""

    passages: int
    vectors: int


async def find_texts(tx: Tx, events: Sequence[EventId]) -> list[TextRow]:
    """Give the texts of events."""
    return await tx.all(_sql("find_texts"), TextRow, {"person": tx.person, "ids": list(events)})


async def add_memories(tx: Tx, rows: Iterable[Sequence[object]]) -> int:
    """Add passages with their words; columns as in the temporary table. Gives how many now wait for vectors."""
    await tx.run(_sql("make_memory_draft"))
    columns = ("event_id", "part", "source_id", "occurred_at", "start", "size", "audience", "words")
    await tx.copy("memory_draft", columns, rows)
    added = await tx.run(_sql("add_memories"), {"person": tx.person})
    await tx.run(_sql("add_words"), {"person": tx.person})
    await tx.run(_sql("drop_memory_draft"))
    return added


async def count_known(tx: Tx) -> int:
    """Count the passages that this scope may see."""
    return (await tx.one(_sql("count_known"), CountRow, {"person": tx.person})).passages


async def find_candidates(tx: Tx, wanted: Wanted, limits: Limits) -> list[Candidate]:
    """Give what may answer a question, with neighbours, in no order."""
    span = wanted.span
    params = {
        "person": tx.person,
        "lows": [word.low for word in wanted.words],
        "highs": [word.high for word in wanted.words],
        "known": wanted.known,
        "vector": None if wanted.vector is None else HalfVector(wanted.vector),
        "space": as_number(wanted.space),
        "since": None if span is None else span.since,
        "until": None if span is None else span.until,
        "common": limits.common,
        "looked_at": limits.looked_at,
        "most": limits.most,
        "reach": limits.reach,
    }
    return await tx.all(_sql("find_candidates"), Candidate, params)


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
    await tx.run(_sql("make_vector_draft"))
    await tx.copy(
        "vector_draft",
        ("event_id", "part", "vector"),
        ((event, part, HalfVector(vector)) for event, part, vector in rows),
    )
    await tx.run(_sql("add_vectors"), {"person": tx.person, "space": as_number(space)})
    await tx.run(_sql("add_signs"), {"person": tx.person, "space": as_number(space)})
    await tx.run(_sql("delete_waiting"), {"person": tx.person})
    await tx.run(_sql("drop_vector_draft"))


async def find_centre(tx: Tx, space: str) -> CentreRow | None:
    """Say of how many vectors the noted mean is; None before the first."""
    return await tx.first(_sql("find_centre"), CentreRow, {"person": tx.person, "space": as_number(space)})


async def set_centre(tx: Tx, space: str, centre: Vector, passages: int) -> None:
    """Note the mean of the first vectors."""
    params = {
        "person": tx.person,
        "space": as_number(space),
        "centre": HalfVector(centre),
        "passages": passages,
    }
    await tx.run(_sql("set_centre"), params)


async def move_centre(tx: Tx, space: str) -> None:
    """Take the mean of all vectors as the centre, and their signs anew."""
    params = {"person": tx.person, "space": as_number(space)}
    await tx.run(_sql("move_centre"), params)
    await tx.run(_sql("quantise_again"), params)


async def wait_again(tx: Tx, space: str) -> int:
    """Have all passages wait whose vectors lie in another space than this one."""
    return await tx.run(_sql("wait_again"), {"person": tx.person, "space": as_number(space)})


def as_number(space: str) -> int:
    """Give the number that stands for an embedder's name in the tables."""
    return zlib.crc32(space.encode()) >> 1
