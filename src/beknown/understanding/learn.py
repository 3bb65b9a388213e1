"""Learn from the log: every new event is read once by each learner, in the background, in slices.

What a learner holds must follow from the set of events it has read, in whatever order and batches they came, and
however often: an import brings the old after the new, and a job that was killed reads a batch again. An event is read
again when a turn before it came later than it did, or is forgotten. So learning step by step and rebuilding from the
log give the same.
"""

import asyncio
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from beknown.events import JsonValue, Landed, after_forgetting
from beknown.kit import jobs, tasks
from beknown.kit.db import Database, Scope, Tx
from beknown.kit.ids import EventId, SourceId, TaskId
from beknown.understanding import learn_store, model_reading_store
from beknown.understanding.care import notice
from beknown.understanding.learn_store import UnreadRow
from beknown.understanding.pace import after_talk

LEARN_JOB = "understanding.learn"
BATCH = 500
SLICE_S = 20.0
BEFORE = 3
BEFORE_LETTERS = 1000
WORTH_SHOWING = 1000
"""Fewer unread events than this are read before anybody looks; they show no progress."""


@dataclass(frozen=True, slots=True)
class Turn:
    """What somebody said before an event, in the same conversation."""

    speaker: str | None
    is_mine: bool
    text: str


@dataclass(frozen=True, slots=True)
class Heard:
    """An event as learners read it. `before` holds up to three turns, the nearest last.

    `source` is the kind of its source; `purposes` is what the event may serve at most.
    """

    id: EventId
    source_id: SourceId
    source: str
    type: str
    occurred_at: datetime | None
    recorded_at: datetime
    speaker: str | None
    is_mine: bool
    thread: str | None
    thread_title: str | None
    text: str
    payload: Mapping[str, JsonValue]
    purposes: frozenset[str]
    before: tuple[Turn, ...]


class Learner(Protocol):
    """Learns one kind of thing from events."""

    @property
    def name(self) -> str:
        """What it learns."""
        ...

    async def learn(self, db: Database, scope: Scope, heard: Sequence[Heard]) -> None:
        """Learn from a batch, in transactions of its own; the same batch again changes nothing.

        An event that comes again with other turns before it tells what it tells now, and nothing of before.
        """
        ...

    async def settle(self, db: Database, scope: Scope) -> None:
        """After the last batch of a slice: bring up to date what depends on all that was learned."""
        ...

    async def clear(self, tx: Tx) -> None:
        """Drop all that was learned; what a person said by hand is in the log and is learned again."""
        ...


async def note_unread(tx: Tx, landed: Sequence[Landed]) -> None:
    """Have new events read soon. Subscribe it to the log: `events.subscribe(note_unread)`."""
    await learn_store.add_unread(tx, [each.id for each in landed])
    await defer_learning(tx, at=after_talk(tx.person, len(landed)))


async def defer_learning(tx: Tx, *, at: datetime | None = None) -> None:
    """Have learners read what is unread; at most one job of a person waits, and one of them runs at a time."""
    lock = f"{LEARN_JOB}:{tx.person}"
    await jobs.defer(tx, LEARN_JOB, at=at, once=lock, lock=lock, person_id=tx.person)


async def learn_slice(
    db: Database, scope: Scope, learners: Sequence[Learner], *, seconds: float = SLICE_S
) -> bool:
    """Learn until nothing is unread, or for so long. Tells whether all was read."""
    until = time.monotonic() + seconds
    is_done = False
    while not is_done and time.monotonic() < until:
        is_done = not await learn_batch(db, scope, learners)
    for learner in learners:
        await learner.settle(db, scope)
    return is_done


async def learn_batch(db: Database, scope: Scope, learners: Sequence[Learner]) -> bool:
    """Have every learner read one batch; tells whether there may be another. A killed batch stays unread."""
    async with db.begin(scope) as tx:
        rows = await learn_store.find_unread(tx, most=BATCH, before=BEFORE, letters=BEFORE_LETTERS)
    if not rows:
        return False
    heard = await asyncio.to_thread(leave_out_care, rows)
    for learner in learners:
        await learner.learn(db, scope, heard)
    async with db.begin(scope) as tx:
        ids = [row.id for row in rows]
        await learn_store.delete_unread(tx, ids)
        new = [row.id for row in rows if row.is_new]
        again = await learn_store.add_unread_after(tx, new=new, batch=ids, before=BEFORE)
        await model_reading_store.delete_readings_after(tx, new, before=BEFORE)
        await _note_progress(tx, len(rows))
    return len(rows) == BATCH or again > 0


async def rebuild(db: Database, scope: Scope, learners: Sequence[Learner]) -> int:
    """Drop all that was learned of a person, and have the whole log read again; give the number of events.

    The reading is left to `learn_slice`, by a job or by the caller.
    """
    async with db.begin(scope) as tx:
        for learner in learners:
            await learner.clear(tx)
        await learn_store.add_all_unread(tx)
        return await learn_store.count_unread(tx)


async def _read_again(tx: Tx) -> None:
    """After something was forgotten: have those read again that it stood before."""
    if await learn_store.count_unread(tx):
        await defer_learning(tx)


def leave_out_care(rows: Sequence[UnreadRow]) -> list[Heard]:
    """Give what may be learned from: talk of distress is for its own conversation, and nothing is made of it."""
    return [_as_heard(row) for row in rows if notice(row.text).level == "none"]


def _as_heard(row: UnreadRow) -> Heard:
    turns = zip(row.speakers_before, row.mine_before, row.texts_before, strict=True)
    return Heard(
        id=EventId(row.id),
        source_id=SourceId(row.source_id),
        source=row.source,
        type=row.type,
        occurred_at=row.occurred_at,
        recorded_at=row.recorded_at,
        speaker=row.speaker,
        is_mine=row.is_mine,
        thread=row.thread,
        thread_title=row.thread_title,
        text=row.text,
        payload=row.payload,
        purposes=frozenset(row.purposes),
        before=tuple(Turn(speaker, is_mine, text) for speaker, is_mine, text in turns)[::-1],
    )


async def _note_progress(tx: Tx, done: int) -> None:
    left = await learn_store.count_unread(tx)
    shown = [each for each in await tasks.find_tasks(tx) if each.kind == LEARN_JOB and not each.finished_at]
    if shown:
        task = TaskId(shown[0].id)
        so_far = shown[0].done + done
        await tasks.set_progress(tx, task, done=so_far, total=so_far + left)
        if left == 0:
            await tasks.finish_task(tx, task)
    elif left > WORTH_SHOWING:
        task = await tasks.start_task(tx, LEARN_JOB, total=done + left)
        await tasks.set_progress(tx, task, done=done, total=done + left)


after_forgetting(_read_again)
