"""SQL of what is yet to be learned from the log."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from beknown.kit.db import SqlFiles, Tx
from beknown.kit.ids import EventId

_sql = SqlFiles(__file__)


@dataclass(frozen=True, slots=True)
class UnreadRow:
    """An event that no learner has read, with what stood before it in its conversation, the latest first.

    `is_new` is false where it was read before and is read again.
    """

    id: UUID
    source_id: UUID
    source: str
    type: str
    occurred_at: datetime | None
    recorded_at: datetime
    speaker: str | None
    is_mine: bool
    thread: str | None
    thread_title: str | None
    text: str
    payload: dict[str, Any]
    purposes: list[str]
    is_new: bool
    speakers_before: list[str | None]
    texts_before: list[str]
    mine_before: list[bool]


@dataclass(frozen=True, slots=True)
class UnreadCountRow:
    """How many events."""

    events: int


async def add_unread(tx: Tx, events: Sequence[EventId]) -> None:
    """Have events read."""
    await tx.run(_sql("add_unread"), {"person": tx.person, "ids": list(events)})


async def add_all_unread(tx: Tx) -> int:
    """Have all events read again; give how many were not waiting for it anyway."""
    return await tx.run(_sql("add_all_unread"), {"person": tx.person})


async def add_unread_after(tx: Tx, *, new: Sequence[UUID], batch: Sequence[UUID], before: int) -> int:
    """Have those events read again that come right after new ones and aren't in the same batch; give how many."""
    params = {"person": tx.person, "new": list(new), "batch": list(batch), "before": before}
    return await tx.run(_sql("add_unread_after"), params)


async def find_unread(tx: Tx, *, most: int, before: int, letters: int) -> list[UnreadRow]:
    """Give events that no learner has read, in the order in which they were appended."""
    params = {"person": tx.person, "most": most, "before": before, "letters": letters}
    return await tx.all(_sql("find_unread"), UnreadRow, params)


async def count_unread(tx: Tx) -> int:
    """Count the events that no learner has read."""
    return (await tx.one(_sql("count_unread"), UnreadCountRow, {"person": tx.person})).events


async def delete_unread(tx: Tx, events: Sequence[UUID]) -> None:
    """Note that events have been read."""
    await tx.run(_sql("delete_unread"), {"person": tx.person, "ids": list(events)})
