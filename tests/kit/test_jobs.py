import asyncio
from collections import OrderedDict
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from beknown.kit import clock
from beknown.kit.blobs import Blobs
from beknown.kit.db import Database, Scope
from beknown.kit.errors import Conflict
from beknown.kit.ids import PersonId, new_id
from beknown.kit.jobs import JobContext, Worker, count_waiting, defer, job
from beknown.kit.settings import load_settings

seen: list[str] = []


@job("tests.note", tries=1)
async def note(_ctx: JobContext, *, person_id: str, ref: str) -> None:
    seen.append(f"{person_id}/{ref}")


@job("tests.fail_once", tries=2)
async def fail_once(_ctx: JobContext, *, person_id: str) -> None:
    seen.append(person_id)
    if len(seen) == 1:
        raise OSError("the first try fails")


@job("tests.go_on", tries=1)
async def go_on(_ctx: JobContext, *, person_id: str) -> None:
    seen.append(person_id)
    if len(seen) == 1:
        await asyncio.Event().wait()


@pytest.fixture
def worker(db: Database, tmp_path: Path) -> Worker:
    seen.clear()
    return Worker(db.url, JobContext(db=db, settings=load_settings(home=tmp_path), blobs=Blobs(tmp_path)))


async def test_a_job_deferred_in_a_transaction_runs_once(db: Database, ana: PersonId, worker: Worker) -> None:
    ref = new_id()
    async with db.begin(Scope(ana, "export")) as tx:
        await defer(tx, "tests.note", person_id=ana, ref=ref)
    await worker.run(until_empty=True)
    assert seen == [f"{ana}/{ref}"]


async def defer_and_fail(db: Database, person: PersonId) -> None:
    async with db.begin(Scope(person, "export")) as tx:
        await defer(tx, "tests.note", person_id=person, ref=new_id())
        raise OSError("undone")


async def test_a_job_of_a_transaction_that_fails_never_exists(
    db: Database, ana: PersonId, worker: Worker
) -> None:
    with pytest.raises(OSError, match="undone"):
        await defer_and_fail(db, ana)
    await worker.run(until_empty=True)
    assert seen == []


async def test_a_failed_job_is_tried_again(db: Database, ana: PersonId, worker: Worker) -> None:
    async with db.begin(Scope(ana, "export")) as tx:
        await defer(tx, "tests.fail_once", person_id=ana)
    running = asyncio.create_task(worker.run())
    async with asyncio.timeout(30):
        while len(seen) < 2:  # noqa: ASYNC110 - the job runs on the database's time, there is nothing to await
            await asyncio.sleep(0.1)
    running.cancel()
    with pytest.raises(asyncio.CancelledError):
        await running
    assert seen == [str(ana), str(ana)]


async def test_a_job_that_is_interrupted_goes_on_with_the_next_worker(
    db: Database, ana: PersonId, worker: Worker
) -> None:
    async with db.begin(Scope(ana, "export")) as tx:
        await defer(tx, "tests.go_on", person_id=ana)
    for count in (1, 2):
        running = asyncio.create_task(worker.run())
        async with asyncio.timeout(30):
            while len(seen) < count:  # noqa: ASYNC110 - as above
                await asyncio.sleep(0.1)
        running.cancel()
        with pytest.raises(asyncio.CancelledError):
            await running
    assert seen == [str(ana), str(ana)]


async def test_content_is_refused_as_an_argument(db: Database, ana: PersonId) -> None:
    async with db.begin(Scope(ana, "export")) as tx:
        with pytest.raises(ValueError, match="is not an id"):
            await defer(tx, "tests.note", person_id=ana, ref="dear diary, today I")


async def test_once_keeps_a_second_job_from_waiting_beside_the_first(
    db: Database, ana: PersonId, worker: Worker
) -> None:
    async with db.begin(Scope(ana, "export")) as tx:
        await defer(tx, "tests.note", once="k", person_id=ana, ref=1)
        await defer(tx, "tests.note", once="k", person_id=ana, ref=2)
    await worker.run(until_empty=True)
    assert seen == [f"{ana}/1"]


async def defer_later_and_fail(db: Database, person: PersonId, at: datetime) -> None:
    """Put a job on its queue in a transaction that is undone."""
    async with db.begin(Scope(person, "export")) as tx:
        await defer(tx, "tests.note", once="undone", at=at, person_id=person, ref=1)
        raise Conflict("something else failed")


async def test_a_job_that_was_undone_is_put_on_its_queue_by_the_next(db: Database, ana: PersonId) -> None:
    later = clock.now() + timedelta(minutes=1)
    with pytest.raises(Conflict):
        await defer_later_and_fail(db, ana, later)
    async with db.begin(Scope(ana, "export")) as tx:
        await defer(tx, "tests.note", once="undone", at=later, person_id=ana, ref=1)
        assert await count_waiting(tx, "tests.note") == 1


async def test_a_job_that_waits_for_a_later_time_is_there_once(db: Database, ana: PersonId) -> None:
    later = clock.now() + timedelta(minutes=1)
    for ref in (1, 2):
        async with db.begin(Scope(ana, "export")) as tx:
            await defer(tx, "tests.note", once="later", at=later, person_id=ana, ref=ref)
    async with db.begin(Scope(ana, "export")) as tx:
        assert await count_waiting(tx, "tests.note") == 1


async def test_what_another_process_put_on_its_queue_is_asked_for_once(
    db: Database, ana: PersonId, monkeypatch: pytest.MonkeyPatch
) -> None:
    later = clock.now() + timedelta(minutes=1)

    async def defer_again() -> int:
        async with db.begin(Scope(ana, "export")) as tx:
            await defer(tx, "tests.note", once="theirs", at=later, person_id=ana, ref=1)
            return await count_waiting(tx, "tests.note")

    assert await defer_again() == 1
    monkeypatch.setattr(
        "beknown.kit.jobs._waiting", OrderedDict[str, object]()
    )  # as in a process that just started
    assert await defer_again() == 1
    async with db.begin(Scope(ana, "export")) as tx:
        await tx.connection.execute("DELETE FROM jobs.procrastinate_jobs")
    assert await defer_again() == 0


async def test_what_waited_for_an_earlier_time_and_ran_leaves_room_for_the_next(
    db: Database, ana: PersonId, worker: Worker
) -> None:
    soon, later = clock.now() - timedelta(seconds=1), clock.now() + timedelta(minutes=1)
    for at in (soon, later):  # the second finds the first one waiting
        async with db.begin(Scope(ana, "export")) as tx:
            await defer(tx, "tests.note", once="earlier", at=at, person_id=ana, ref=1)
    await worker.run(until_empty=True)
    async with db.begin(Scope(ana, "export")) as tx:
        await defer(tx, "tests.note", once="earlier", at=later, person_id=ana, ref=1)
        assert await count_waiting(tx, "tests.note") == 1
