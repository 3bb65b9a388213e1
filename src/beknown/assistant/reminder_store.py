"""SQL of reminders."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from beknown.kit import clock
from beknown.kit.db import SqlFiles, Tx
from beknown.kit.ids import EventId

_sql = SqlFiles(__file__)


@dataclass(frozen=True, slots=True)
class ReminderRow:
    """A reminder."""

    id: UUID
    text: str
    due_at: datetime
    state: str
    created_at: datetime


@dataclass(frozen=True, slots=True)
class EventIdRow:
    """The id of an event."""

    id: UUID


async def add_reminder(tx: Tx, reminder: UUID, text: str, due_at: datetime) -> None:
    """Set a reminder."""
    params = {"person": tx.person, "id": reminder, "text": text, "due_at": due_at, "now": clock.now()}
    await tx.run(_sql("add_reminder"), params)


async def find_reminders(tx: Tx) -> list[ReminderRow]:
    """Give the reminders that are set or due, the nearest first."""
    return await tx.all(_sql("find_reminders"), ReminderRow, {"person": tx.person})


async def set_reminder_state(tx: Tx, reminder: UUID, state: str) -> int:
    """Note that a reminder is due or done."""
    return await tx.run(_sql("set_reminder_state"), {"person": tx.person, "id": reminder, "state": state})


async def settle_reminder(tx: Tx, event: EventId, *, is_open: bool) -> int:
    """Note that the reminder of an event is done, or is open again; an event of another kind has none."""
    params = {"person": tx.person, "event": event, "is_open": is_open, "now": clock.now()}
    return await tx.run(_sql("settle_reminder"), params)


async def delete_reminder(tx: Tx, reminder: UUID) -> int:
    """Delete a reminder."""
    return await tx.run(_sql("delete_reminder"), {"person": tx.person, "id": reminder})


async def delete_event_by_key(tx: Tx, key: str) -> int:
    """Forget an event of the assistant's own by its key."""
    return await tx.run(_sql("delete_event_by_key"), {"person": tx.person, "key": key})


async def find_event_by_key(tx: Tx, key: str) -> UUID | None:
    """Find an event of the assistant's own by its key."""
    found = await tx.first(_sql("find_event_by_key"), EventIdRow, {"person": tx.person, "key": key})
    return None if found is None else found.id
