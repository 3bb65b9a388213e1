"""Understand a person anew: drop what was learned, and read their whole log again. Others go on meanwhile."""

from collections.abc import Callable, Sequence

from beknown.kit import jobs, tasks
from beknown.kit.db import Database, Scope, Tx
from beknown.kit.ids import TaskId
from beknown.understanding.learn import LEARN_JOB, Learner, learn_slice, rebuild
from beknown.understanding.learn_store import count_unread

REBUILD_JOB = "understanding.rebuild"
STEP_S = 2.0

Progress = Callable[[int, int], None]
"""Called with how many events have been read, and how many there are."""


async def defer_rebuild(tx: Tx) -> TaskId:
    """Have a person understood anew in the background; give the task that shows how far it is.

    Asked for again while one is under way, it begins once more under the same task.
    """
    task = await find_learning(tx) or await tasks.start_task(tx, LEARN_JOB)
    once = f"{REBUILD_JOB}:{tx.person}"
    await jobs.defer(tx, REBUILD_JOB, once=once, lock=f"{LEARN_JOB}:{tx.person}", person_id=tx.person)
    return task


async def find_learning(tx: Tx) -> TaskId | None:
    """Give the task of learning that isn't finished, if there is one."""
    shown = [each for each in await tasks.find_tasks(tx) if each.kind == LEARN_JOB and not each.finished_at]
    return TaskId(shown[0].id) if shown else None


async def begin_rebuild(db: Database, scope: Scope, learners: Sequence[Learner]) -> int:
    """Drop what was learned and have everything read again; give the number of events. An empty log is done at once."""
    events = await rebuild(db, scope, learners)
    async with db.begin(scope) as tx:
        task = await find_learning(tx)
        if task is not None and events == 0:
            await tasks.finish_task(tx, task)
        elif task is not None:
            await tasks.set_progress(tx, task, done=0, total=events)
    return events


async def rebuild_now(
    db: Database, scope: Scope, learners: Sequence[Learner], *, progress: Progress | None = None
) -> int:
    """Understand a person anew and wait until all is read; give the number of events."""
    events = await begin_rebuild(db, scope, learners)
    while not await learn_slice(db, scope, learners, seconds=STEP_S):
        if progress is not None:
            async with db.begin(scope) as tx:
                left = await count_unread(tx)
            progress(events - left, events)
    return events
