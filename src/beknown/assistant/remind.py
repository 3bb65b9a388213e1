"""Reminders: set, due, done. A job at the moment itself turns them due; the app shows those."""

from datetime import datetime
from uuid import UUID

from beknown.assistant import reminder_store
from beknown.assistant.reminder_store import ReminderRow
from beknown.assistant.types import SOURCE_KIND, Asker
from beknown.events import EventDraft, append, ensure_source
from beknown.kit import clock
from beknown.kit.db import Database, Tx
from beknown.kit.errors import Invalid, NotFound
from beknown.kit.ids import EventId, new_id
from beknown.kit.jobs import defer
from beknown.understanding import CommitmentSettled, after_settling, settle_commitment

REMIND_JOB = "assistant.remind"
MAX_CHARACTERS = 2000


async def set_reminder(db: Database, asker: Asker, what: str, due_at: datetime) -> UUID:
    """Set a reminder; it survives restarts, since its job waits in the database.

    Raises:
        Invalid: It says nothing, too much, or lies in the past.
    """
    if not 0 < len(what) <= MAX_CHARACTERS:
        raise Invalid(f"A reminder has 1 to {MAX_CHARACTERS} characters, this one has {len(what)}.")
    if due_at <= clock.now():
        raise Invalid(f"{due_at.isoformat()!r} is over. Name a moment in the future.")
    reminder = new_id()
    async with db.begin(asker.scope("export")) as tx:
        await reminder_store.add_reminder(tx, reminder, what, due_at)
        await append(tx, await ensure_source(tx, SOURCE_KIND), _draft(asker, reminder, what, due_at))
        await defer(tx, REMIND_JOB, at=due_at, person_id=asker.person, reminder_id=reminder)
    return reminder


async def find_reminders(db: Database, asker: Asker) -> list[ReminderRow]:
    """Give the reminders that are set or due, the nearest first."""
    async with db.begin(asker.scope("assistant")) as tx:
        return await reminder_store.find_reminders(tx)


async def finish_reminder(db: Database, asker: Asker, reminder: UUID) -> None:
    """Note that a reminder is done, here and among what the person has ahead.

    Raises:
        NotFound: There is none that isn't done.
    """
    async with db.begin(asker.scope("export")) as tx:
        if not await reminder_store.set_reminder_state(tx, reminder, "done"):
            raise NotFound("There is no such reminder any more.")
        event = await reminder_store.find_event_by_key(tx, f"reminder:{reminder}")
        if event is not None:
            await settle_commitment(tx, event, 0, "done")


async def cancel_reminder(db: Database, asker: Asker, reminder: UUID) -> None:
    """Delete a reminder and what the log says of it.

    Raises:
        NotFound: There is none.
    """
    async with db.begin(asker.scope("export")) as tx:
        if not await reminder_store.delete_reminder(tx, reminder):
            raise NotFound("There is no such reminder any more.")
        await reminder_store.delete_event_by_key(tx, f"reminder:{reminder}")


async def mark_due(tx: Tx, reminder: UUID) -> None:
    """Note that a reminder's moment has come; doing it twice changes nothing."""
    await reminder_store.set_reminder_state(tx, reminder, "due")


def _draft(asker: Asker, reminder: UUID, what: str, due_at: datetime) -> EventDraft:
    return EventDraft(
        type="assistant.reminder.set.v1",
        key=f"reminder:{reminder}",
        occurred_at=clock.now(),
        text=what,
        speaker=asker.name,
        is_mine=True,
        payload={"due_at": due_at.isoformat(), "reminder_id": str(reminder)},
    )


async def _follow(tx: Tx, event: EventId, state: CommitmentSettled) -> None:
    """What is done or dropped on the page of the person's world isn't brought up any more."""
    await reminder_store.settle_reminder(tx, event, is_open=state == "open")


after_settling(_follow)
