"""SQL of forgetting: choose the doomed, count them, delete them, keep their marks."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from beknown.events.store import Number
from beknown.kit.db import SqlFiles, Tx
from beknown.kit.ids import SourceId

_sql = SqlFiles(__file__)


@dataclass(frozen=True, slots=True)
class DoomedCount:
    """What would be forgotten in the sources of one kind."""

    source_kind: str
    events: int
    mine: int
    threads: int
    first_at: datetime | None
    last_at: datetime | None


async def make_doomed_table(tx: Tx) -> None:
    """Make the temporary table of what is to be forgotten."""
    await tx.run(_sql("make_doomed_table"))


async def drop_doomed_table(tx: Tx) -> None:
    """Drop the temporary table."""
    await tx.run(_sql("drop_doomed_table"))


async def doom(
    tx: Tx,
    *,
    event: UUID | None = None,
    source: UUID | None = None,
    thread: str | None = None,
    from_at: datetime | None = None,
    to_at: datetime | None = None,
) -> None:
    """Choose the events that meet all conditions given; without any: everything."""
    await tx.run(
        _sql("doom"),
        {
            "person": tx.person,
            "event": event,
            "source": source,
            "thread": thread,
            "from_at": from_at,
            "to_at": to_at,
        },
    )


async def doom_speaker(tx: Tx, speaker: str) -> None:
    """Choose what somebody said, and the threads with them alone."""
    await tx.run(_sql("doom_speaker"), {"person": tx.person, "speaker": speaker})


async def count_doomed(tx: Tx) -> list[DoomedCount]:
    """Count the chosen events by kind of source, most first."""
    return await tx.all(_sql("count_doomed"), DoomedCount, {"person": tx.person})


async def count_doomed_files(tx: Tx) -> int:
    """Count the files that only chosen events use."""
    return (await tx.one(_sql("count_doomed_files"), Number, {"person": tx.person})).number


async def count_shared_threads(tx: Tx) -> int:
    """Count the threads that lose some messages and keep others."""
    return (await tx.one(_sql("count_shared_threads"), Number, {"person": tx.person})).number


async def delete_doomed(tx: Tx) -> int:
    """Delete the chosen events; give their number."""
    return await tx.run(_sql("delete_doomed"), {"person": tx.person})


async def delete_events(tx: Tx, events: Sequence[UUID]) -> int:
    """Delete these events; give the number of those that were there."""
    return await tx.run(_sql("delete_events"), {"person": tx.person, "ids": list(events)})


async def delete_source(tx: Tx, source: SourceId | UUID) -> None:
    """Delete a source that has no events left."""
    await tx.run(_sql("delete_source"), {"person": tx.person, "id": source})


async def clear_personal_rows(tx: Tx, tables: Sequence[str]) -> None:
    """Forget all rows of these personal tables, in this order."""
    await tx.one(_sql("clear_personal_rows"), Number, {"tables": list(tables)})


async def count_marks(tx: Tx) -> int:
    """Count the forgotten events that stay away."""
    return (await tx.one(_sql("count_marks"), Number, {"person": tx.person})).number


async def delete_marks(tx: Tx) -> int:
    """Let what was forgotten be brought again; give the number of marks."""
    return await tx.run(_sql("delete_marks"), {"person": tx.person})
