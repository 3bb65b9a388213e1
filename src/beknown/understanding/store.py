"""SQL of memory."""

import zlib
from collections.abc import Iterable, Mapping, Sequence
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
class WordHit:
    """A passage that says wanted words; `counts` tells for each word how many passages say it."""

    event_id: UUID
    part: int
    counts: list[float]


@dataclass(frozen=True, slots=True)
class VectorHit:
    """A passage near in meaning; `cosine` is at most 1."""

    event_id: UUID
    part: int
    cosine: float


@dataclass(frozen=True, slots=True)
class TimeHit:
    """A passage of a span of time."""

    event_id: UUID
    part: int


@dataclass(frozen=True, slots=True)
class Candidate:
    """What an event is ranked by; bit i of `said` is set where its best passage says wanted word i.

    `middles` counts, from 1, the events of the request that it stands beside or is.
    """

    event_id: UUID
    middles: list[int]
    speaker: str | None
    occurred_at: datetime | None
    part: int
    said: int
    size: int
    cosine: float | None
    near_part: int


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


async def find_by_words(
    tx: Tx, words: Sequence[Range], *, known: int, common: int, most: int
) -> list[WordHit]:
    """Give the passages that say most of the wanted words, best first.

    Args:
        tx: The open transaction.
        words: What is wanted.
        known: How many passages there are, about.
        common: Of a word that more passages say, only this many are looked at.
        most: Most passages given.
    """
    params = {"person": tx.person, "known": known, "common": common, "most": most}
    return await tx.all(_sql("find_by_words"), WordHit, {**params, **_bounds(words)})


async def find_by_vector(tx: Tx, vector: Vector, space: str, *, looked_at: int, most: int) -> list[VectorHit]:
    """Give the passages nearest in meaning, nearest first."""
    return await tx.all(
        _sql("find_by_vector"),
        VectorHit,
        {
            "person": tx.person,
            "vector": HalfVector(vector),
            "space": as_number(space),
            "looked_at": looked_at,
            "most": most,
        },
    )


async def find_by_time(tx: Tx, span: Span, *, most: int) -> list[TimeHit]:
    """Give passages of a span of time, the latest first."""
    params = {"person": tx.person, "since": span.since, "until": span.until, "most": most}
    return await tx.all(_sql("find_by_time"), TimeHit, params)


async def find_candidates(
    tx: Tx, events: Sequence[UUID], words: Sequence[Range], vector: Vector | None, space: str, *, reach: int
) -> list[Candidate]:
    """Give these events and up to `reach` neighbours on each side, with what they are ranked by."""
    params = {
        "person": tx.person,
        "ids": list(events),
        "vector": None if vector is None else HalfVector(vector),
        "space": as_number(space),
        "reach": reach,
    }
    return await tx.all(_sql("find_candidates"), Candidate, {**params, **_bounds(words)})


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


def _bounds(words: Sequence[Range]) -> Mapping[str, list[str]]:
    return {"lows": [word.low for word in words], "highs": [word.high for word in words]}


def as_number(space: str) -> int:
    """Give the number that stands for an embedder's name in the tables."""
    return zlib.crc32(space.encode()) >> 1
