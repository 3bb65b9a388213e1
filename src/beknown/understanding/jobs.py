"""Jobs of understanding: vectors for what was appended, in slices, so that everybody gets their turn."""

import time
from collections.abc import Sequence

from beknown.kit import clock, tasks
from beknown.kit.db import Database, Scope, Tx
from beknown.kit.ids import TaskId
from beknown.kit.jobs import JobContext, job, person_of
from beknown.models import Embedder, Models, Vector
from beknown.understanding import store
from beknown.understanding.anticipate import ANTICIPATE_JOB, defer_look, defer_next_look, look
from beknown.understanding.index import EMBED_JOB, defer_embedding
from beknown.understanding.learn import LEARN_JOB, defer_learning, learn_slice
from beknown.understanding.learners import make_learners
from beknown.understanding.model_reading import AFTER_TALK, READ_JOB, Budget, defer_reading, read_for_person
from beknown.understanding.read_past import PAST_JOB, begin_past
from beknown.understanding.rebuild import REBUILD_JOB, begin_rebuild
from beknown.understanding.split import PASSAGE_LETTERS

BATCH = 128
SLICE_S = 20.0
WORTH_SHOWING = 200
"""Fewer waiting passages than this are done before anybody looks; they show no progress."""


@job(EMBED_JOB, queue="vectors", tries=6)
async def embed_waiting(ctx: JobContext, *, person_id: str) -> None:
    """Make the vectors of what waits, newest first, for one slice of time; then give way and come again."""
    scope = Scope(person_of({"person_id": person_id}), "export")
    await embed_slice(ctx.db, scope, await ctx.part(Models).embedder())


@job(LEARN_JOB, queue="learning", tries=6)
async def learn_unread(ctx: JobContext, *, person_id: str) -> None:
    """Have the learners read what is new in the log, for one slice of time; then give way and come again."""
    scope = Scope(person_of({"person_id": person_id}), "export")
    is_done = await learn_slice(ctx.db, scope, make_learners(ctx.part(Models)))
    async with ctx.db.begin(scope) as tx:
        await (defer_look(tx) if is_done else defer_learning(tx))
        if ctx.settings.belief_tokens_per_day:
            await defer_reading(tx, at=clock.now() + AFTER_TALK)


@job(READ_JOB, queue="reading", tries=6)
async def read_with_model(ctx: JobContext, *, person_id: str, failed: str = "0") -> None:
    """Have a capable language model look for beliefs, for one slice of time and within the day's tokens."""
    budget = Budget(person_of({"person_id": person_id}), ctx.settings.belief_tokens_per_day)
    if budget.tokens_per_day:
        await read_for_person(ctx.db, ctx.part(Models), budget, failed=int(failed))


@job(PAST_JOB, queue="reading", tries=6)
async def read_past(ctx: JobContext) -> None:
    """Have everybody's past read by the language model, where it is a capable one."""
    if ctx.settings.belief_tokens_per_day:
        await begin_past(ctx.db)


@job(ANTICIPATE_JOB, tries=3)
async def anticipate(ctx: JobContext, *, person_id: str) -> None:
    """Bring up what matters today, and come again at the next moment for it."""
    person = person_of({"person_id": person_id})
    await look(ctx.db, person)
    await defer_next_look(ctx.db, person)


@job(REBUILD_JOB, queue="learning")
async def understand_anew(ctx: JobContext, *, person_id: str) -> None:
    """Drop what was learned of a person, and have their whole log read again."""
    scope = Scope(person_of({"person_id": person_id}), "export")
    await begin_rebuild(ctx.db, scope, make_learners(ctx.part(Models)))
    async with ctx.db.begin(scope) as tx:
        await defer_learning(tx)


async def embed_slice(db: Database, scope: Scope, embedder: Embedder, *, seconds: float = SLICE_S) -> None:
    """Make vectors until none waits, or for so long; then have another job go on, behind those of other people."""
    until = time.monotonic() + seconds
    async with db.begin(scope) as tx:
        await store.wait_again(tx, embedder.name)
    while await embed_batch(db, scope, embedder):
        if time.monotonic() >= until:
            async with db.begin(scope) as tx:
                await defer_embedding(tx)
            return


async def embed_batch(db: Database, scope: Scope, embedder: Embedder) -> bool:
    """Make the vectors of one batch; tells whether more may wait. What a killed job had not stored still waits."""
    async with db.begin(scope) as tx:
        rows = await store.find_waiting(tx, most=BATCH, letters=PASSAGE_LETTERS)
    if not rows:
        return False
    vectors = await embedder.embed_passages([as_passage(row) for row in rows])
    async with db.begin(scope) as tx:
        await keep_vectors(tx, embedder.name, rows, vectors)
        await _note_progress(tx, len(rows))
    return len(rows) == BATCH


def as_passage(row: store.WaitingRow) -> str:
    """Give the text whose meaning is kept: who said it belongs to it."""
    return f"{row.speaker}: {row.text}" if row.speaker else row.text


async def keep_vectors(
    tx: Tx, space: str, rows: Sequence[store.WaitingRow], vectors: Sequence[Vector]
) -> None:
    """Keep the vectors of passages that waited."""
    await store.add_vectors(
        tx,
        space,
        [(row.event_id, row.part, vector) for row, vector in zip(rows, vectors, strict=True)],
    )


async def _note_progress(tx: Tx, done: int) -> None:
    left = await store.count_waiting(tx)
    shown = [
        each for each in await tasks.find_tasks(tx) if each.kind == EMBED_JOB and each.finished_at is None
    ]
    if shown:
        task = TaskId(shown[0].id)
        so_far = shown[0].done + done
        await tasks.set_progress(tx, task, done=so_far, total=so_far + left)
        if left == 0:
            await tasks.finish_task(tx, task)
    elif left > WORTH_SHOWING:
        task = await tasks.start_task(tx, EMBED_JOB, total=done + left)
        await tasks.set_progress(tx, task, done=done, total=done + left)
