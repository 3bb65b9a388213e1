"""A language model that is connected reads the past too, at once: a job for each person, within their day's tokens."""

from beknown.kit import jobs
from beknown.kit.db import Database, Scope, Tx
from beknown.kit.ids import NOBODY, PersonId
from beknown.models import Choice, after_switching
from beknown.understanding import model_reading_store as store
from beknown.understanding.model_reading import defer_reading

PAST_JOB = "understanding.read_past"


async def defer_past(tx: Tx) -> None:
    """Have a capable model, if there is one, read what it hasn't of everybody; at most one such job waits."""
    await jobs.defer(tx, PAST_JOB, once=PAST_JOB)


async def begin_past(db: Database) -> None:
    """Put off the reading for each person; who has nothing to read, or no capable model, is done at once."""
    async with db.begin(Scope(NOBODY, "account")) as tx:
        people = await store.find_everybody(tx)
    for person in people:
        async with db.begin(Scope(PersonId(person), "export")) as tx:
            await defer_reading(tx)


async def _after_switching(tx: Tx, choice: Choice) -> None:
    if choice.slot == "language":
        await defer_past(tx)


after_switching(_after_switching)
