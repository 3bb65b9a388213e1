"""Jobs of the feed."""

from datetime import timedelta

from beknown.feed import made_store, steer_store, store
from beknown.feed.action_job import LEARN_JOB, learn_now
from beknown.feed.ask_training import ask_nightly
from beknown.feed.embed import EMBED_JOB, embed_posts
from beknown.feed.make_items import MAKE_JOB, defer_due, make_for
from beknown.feed.note import NOTE_JOB, note_all, note_for
from beknown.feed.sequence_job import SEQUENCE_JOB, learn_sequence_now
from beknown.kit import clock
from beknown.kit.db import Scope
from beknown.kit.ids import NOBODY
from beknown.kit.jobs import JobContext, job, person_of
from beknown.models import Models


@job(EMBED_JOB, queue="vectors", tries=6)
async def embed(ctx: JobContext, *, person_id: str) -> None:
    """Make the vectors of a person's new posts."""
    scope = Scope(person_of({"person_id": person_id}), "export")
    await embed_posts(ctx.db, scope, await ctx.part(Models).embedder())


@job(NOTE_JOB, tries=6)
async def note_pages(ctx: JobContext, *, person_id: str | None = None) -> None:
    """Put into the log what stood on people's pages and what they did with it: everybody's, or one person's."""
    if person_id is None:
        await note_all(ctx.db)
    else:
        await note_for(ctx.db, person_of({"person_id": person_id}))


@job("feed.sweep", cron="17 3 * * *")
async def sweep(ctx: JobContext) -> None:
    """Delete what was put on pages long ago, what was made and isn't shown any more, and rules taken back."""
    async with ctx.db.begin(Scope(NOBODY, "safety")) as tx:
        await made_store.sweep_made(tx, clock.now())
        await steer_store.sweep_rules(tx, clock.now() - timedelta(days=1))
        await store.sweep_feed(tx, clock.now() - timedelta(days=ctx.settings.feed_keep_days))


@job(LEARN_JOB, queue="learning", tries=1)
async def learn(ctx: JobContext) -> None:
    """Learn from everybody's feeds what people do with what they see."""
    await learn_now(ctx.db)


@job("feed.learn_nightly", tries=1, cron="41 3 * * *")
async def learn_nightly(ctx: JobContext) -> None:
    """Have it learned every night."""
    await ask_nightly(ctx.db, LEARN_JOB)


@job(SEQUENCE_JOB, queue="training", tries=1)
async def learn_sequence(ctx: JobContext) -> None:
    """Learn what people do one after another, where a Python is there that can.

    It takes long and gives way, in a process of its own: its queue is its own, so that nothing waits for it.
    """
    await learn_sequence_now(ctx.db, ctx.settings)


@job("feed.learn_sequence_nightly", tries=1, cron="23 4 * * *")
async def learn_sequence_nightly(ctx: JobContext) -> None:
    """Have it learned every night."""
    await ask_nightly(ctx.db, SEQUENCE_JOB)


@job(MAKE_JOB, queue="reading", tries=3)
async def make_things(ctx: JobContext, *, person_id: str) -> None:
    """Make things for a person's feed."""
    await make_for(ctx.db, ctx.part(Models), person_of({"person_id": person_id}))


@job("feed.make_due", tries=1, cron="*/10 * * * *")
async def make_due(ctx: JobContext) -> None:
    """Have things made for everybody whose morning it is, or where there is cause."""
    await defer_due(ctx.db)
