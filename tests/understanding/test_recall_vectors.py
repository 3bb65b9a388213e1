"""Vectors follow in the background: in slices, with progress, whatever is killed or changed meanwhile."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import psycopg
from psycopg import sql

from beknown.events import subscribe
from beknown.kit.db import Database, Scope
from beknown.kit.ids import PersonId
from beknown.kit.tasks import Task, find_tasks
from beknown.models import Counted, Vector
from beknown.understanding import index_events, recall_for
from beknown.understanding.jobs import BATCH, embed_batch, embed_slice
from tests.understanding.remembering import as_drafts, lines, remember

subscribe(index_events)
MANY = lines(*[("Rui", f"story number {number} of the old lighthouse") for number in range(3 * BATCH)])


@dataclass(frozen=True, slots=True)
class Letters:
    """An embedder that counts letters: the same engine contract, in no time."""

    name: str = "letters"
    dims: int = 26

    async def embed_query(self, text: str) -> Vector:
        """Embed one text."""
        return (await self.embed_passages([text]))[0]

    async def embed_passages(self, texts: Sequence[str]) -> list[Vector]:
        """Embed texts."""
        counts = [[text.lower().count(chr(97 + at)) + 0.01 for at in range(self.dims)] for text in texts]
        return [np.asarray(each, dtype=np.float32) / np.float32(np.linalg.norm(each)) for each in counts]

    async def embed_counted(self, texts: Sequence[str]) -> Counted:
        """Embed texts, each letter a token."""
        return Counted(await self.embed_passages(texts), sum(map(len, texts)))


async def tasks_of(db: Database, person: PersonId) -> list[Task]:
    async with db.begin(Scope(person, "export")) as tx:
        return await find_tasks(tx)


async def count(db: Database, person: PersonId, table: str) -> int:
    async with db.begin(Scope(person, "export")) as tx:
        statement = sql.SQL("SELECT count(*) FROM {}").format(sql.Identifier(table))
        row = await (await tx.connection.execute(statement)).fetchone()
    assert row is not None
    return int(row[0])


async def waiting_jobs(database_url: str) -> int:
    async with await psycopg.AsyncConnection.connect(database_url) as connection:
        cursor = await connection.execute(
            "SELECT count(*) FROM jobs.procrastinate_jobs WHERE task_name = 'understanding.embed' AND status = 'todo'"
        )
        row = await cursor.fetchone()
    assert row is not None
    return int(row[0])


async def test_one_job_waits_for_a_person_however_much_is_appended(
    db: Database, database_url: str, ana: PersonId, ben: PersonId
) -> None:
    for place, line in enumerate(MANY[:5]):
        await remember(db, ana, as_drafts([line]), source=f"source {place}")
    assert await waiting_jobs(database_url) == 1
    await remember(db, ben, as_drafts(MANY[:1]))
    assert await waiting_jobs(database_url) == 2


async def test_progress_is_shown_until_all_vectors_are_there(db: Database, ana: PersonId) -> None:
    await remember(db, ana, as_drafts(MANY))
    scope = Scope(ana, "export")
    assert await embed_batch(db, scope, Letters())
    task = (await tasks_of(db, ana))[0]
    assert (task.kind, task.state, task.done, task.total) == (
        "understanding.embed",
        "running",
        BATCH,
        3 * BATCH,
    )
    await embed_slice(db, scope, Letters())
    task = (await tasks_of(db, ana))[0]
    assert (task.state, task.done, task.total) == ("done", 3 * BATCH, 3 * BATCH)
    assert [await count(db, ana, each) for each in ("memory_waiting", "memory_vector")] == [0, 3 * BATCH]


async def test_a_few_messages_show_no_progress(db: Database, ana: PersonId) -> None:
    await remember(db, ana, as_drafts(MANY[:3]))
    await embed_slice(db, Scope(ana, "export"), Letters())
    assert await tasks_of(db, ana) == []


async def test_a_slice_gives_way_and_another_job_goes_on(
    db: Database, database_url: str, ana: PersonId
) -> None:
    await remember(db, ana, as_drafts(MANY))
    async with await psycopg.AsyncConnection.connect(database_url, autocommit=True) as connection:
        await connection.execute("SET search_path = public, jobs")
        await connection.execute("DELETE FROM jobs.procrastinate_jobs")
    await embed_slice(db, Scope(ana, "export"), Letters(), seconds=0)
    assert await count(db, ana, "memory_waiting") == 2 * BATCH
    assert await waiting_jobs(database_url) == 1


async def test_search_works_while_vectors_are_made_and_the_newest_come_first(
    db: Database, ana: PersonId
) -> None:
    await remember(db, ana, as_drafts(MANY))
    await embed_batch(db, Scope(ana, "export"), Letters())
    found = await recall_for(db, Letters(), Scope(ana, "assistant"), "lighthouse story 3", k=5)
    assert len(found) == 5
    async with db.begin(Scope(ana, "export")) as tx:
        cursor = await tx.connection.execute(
            "SELECT bool_and(v.event_id IS NOT NULL)"
            " FROM (SELECT event_id FROM memory ORDER BY event_id DESC LIMIT %s) m"
            " LEFT JOIN memory_vector v USING (event_id)",
            (BATCH,),
        )
        assert await cursor.fetchone() == (True,)


async def test_another_model_makes_all_vectors_anew(db: Database, ana: PersonId) -> None:
    await remember(db, ana, as_drafts(MANY[:10]))
    scope = Scope(ana, "export")
    await embed_slice(db, scope, Letters())
    await remember(db, ana, as_drafts(MANY[10:11]))
    await embed_slice(db, scope, Letters(name="others", dims=20))
    async with db.begin(scope) as tx:
        cursor = await tx.connection.execute(
            "SELECT count(*), count(DISTINCT space), max(vector_dims(vector::vector)) FROM memory_vector"
        )
        assert await cursor.fetchone() == (11, 1, 20)
    assert (
        len(await recall_for(db, Letters(name="others", dims=20), Scope(ana, "assistant"), "tower", k=3)) == 3
    )
    assert await recall_for(db, Letters(), Scope(ana, "assistant"), "tower", k=3) == []
    await embed_slice(db, scope, Letters())
    assert len(await recall_for(db, Letters(), Scope(ana, "assistant"), "tower", k=3)) == 3


async def test_what_is_forgotten_while_its_vector_is_made_gets_none(db: Database, ana: PersonId) -> None:
    ids = list((await remember(db, ana, as_drafts(MANY[:2]))).values())
    scope = Scope(ana, "export")

    @dataclass(frozen=True, slots=True)
    class Slow(Letters):
        """Forgets the first event while it works."""

        async def embed_passages(self, texts: Sequence[str]) -> list[Vector]:
            """Embed texts."""
            async with db.begin(scope) as tx:
                await tx.connection.execute("DELETE FROM event WHERE id = %s", (ids[0],))
            return await Letters.embed_passages(self, texts)

    await embed_slice(db, scope, Slow())
    assert await count(db, ana, "memory_vector") == 1
