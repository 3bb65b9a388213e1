"""An operator sees how trainings went and asks for one; nobody else does."""

import asyncio
import sys
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, TypeVar

import psycopg
import pytest

from beknown.app.house import House
from beknown.feed import action_store, sequence_store
from beknown.feed.action_job import LEARN_JOB
from beknown.feed.action_learn import learn_actions
from beknown.feed.ask_training import ask_nightly, ask_training
from beknown.feed.types import ACTIONS
from beknown.kit import clock
from beknown.kit.db import Database, Scope, Tx
from beknown.kit.ids import NOBODY, PersonId, new_id
from beknown.kit.jobs import Worker, count_waiting, defer, is_running
from beknown.kit.settings import Settings
from tests.clients import Client
from tests.feed.test_action_learn import SHOWN, fill_log

NOBODY_SCOPE = Scope(NOBODY, "feed")
Answer = TypeVar("Answer")


async def read(client: Client) -> dict[str, Any]:
    answer = await client.get("/api/feed/trainings")
    assert answer.status_code == 200, answer.text
    return answer.json()


async def ask(client: Client, which: str) -> int:
    return (await client.post(f"/api/feed/trainings/{which}")).status_code


async def test_before_the_first_it_says_how_much_is_missing(operator_client: Client) -> None:
    found = await read(operator_client)
    assert found["actions"] == {
        "supply": {"there": 0, "least": 1539}, "is_waiting": False, "trainings": []
    }  # fmt: skip
    assert found["sequence"]["supply"] == {"there": 0, "least": 1000}
    assert not found["sequence"]["can_train"]
    assert "pip install torch" in found["sequence"]["install"]


async def test_a_training_is_told_with_its_figures_and_what_came_of_each_action(
    db: Database, emptier: psycopg.AsyncConnection, operator_client: Client, ana: PersonId
) -> None:
    await fill_log(db, emptier, ana, shown=SHOWN, seed=1)
    await learn_actions(db)
    found = (await read(operator_client))["actions"]
    assert found["supply"] == {"there": 1539, "least": 1539}
    (training,) = found["trainings"]
    assert (training["state"], training["shown"], training["done"]) == ("served", SHOWN, len(ACTIONS))
    judged = {each["action"]: each for each in training["judged"]}
    assert judged["open"]["is_better"]
    assert judged["open"]["loss_new"] < judged["open"]["loss_now"]
    assert judged["share"]["loss_new"] is None


async def read_calibration(client: Client, training: object) -> list[dict[str, Any]]:
    answer = await client.get(f"/api/feed/trainings/actions/{training}/calibration")
    assert answer.status_code == 200, answer.text
    return answer.json()


async def test_how_well_probabilities_held_is_told_for_both_models(
    db: Database, emptier: psycopg.AsyncConnection, operator_client: Client, ana: PersonId
) -> None:
    await fill_log(db, emptier, ana, shown=SHOWN, seed=1)
    await learn_actions(db)
    (training,) = (await read(operator_client))["actions"]["trainings"]
    (opened,) = await read_calibration(operator_client, training["id"])
    assert opened["action"] == "open"
    assert opened["new"]["error"] < 0.05 < opened["now"]["error"]
    for told in (opened["now"], opened["new"]):
        assert sum(each["cases"] for each in told["bins"]) == SHOWN // 5
        assert set(told["bins"][0]) == {"predicted", "observed", "cases"}


async def test_trainings_that_kept_no_calibration_tell_none_and_unknown_ones_are_not_found(
    db: Database, operator_client: Client
) -> None:
    await learn_actions(db)
    (training,) = (await read(operator_client))["actions"]["trainings"]
    assert await read_calibration(operator_client, training["id"]) == []
    answer = await operator_client.get(f"/api/feed/trainings/actions/{new_id()}/calibration")
    assert answer.status_code == 404


async def test_who_is_no_operator_reads_no_calibration(
    db: Database, emptier: psycopg.AsyncConnection, ana_client: Client, ana: PersonId
) -> None:
    await fill_log(db, emptier, ana, shown=SHOWN, seed=1)
    await learn_actions(db)
    async with db.begin(NOBODY_SCOPE) as tx:
        (training,) = await action_store.find_trainings(tx, most=1)
    answer = await ana_client.get(f"/api/feed/trainings/actions/{training.id}/calibration")
    assert answer.status_code == 403
    async with db.begin(Scope(ana, "account")) as tx:
        assert await action_store.find_bins(tx, training.id) == []


async def test_who_is_no_operator_neither_sees_nor_begins_one(ana_client: Client) -> None:
    assert (await ana_client.get("/api/feed/trainings")).status_code == 403
    assert await ask(ana_client, "actions") == 403


async def test_one_that_is_asked_for_waits_once_and_is_carried_out(
    db: Database, house: House, operator_client: Client
) -> None:
    assert [await ask(operator_client, "actions") for _ in range(2)] == [204, 204]
    async with db.begin(NOBODY_SCOPE) as tx:
        assert await count_waiting(tx, LEARN_JOB) == 1
    assert (await read(operator_client))["actions"]["is_waiting"]
    await Worker(house.owner_url, house.job_context()).run(until_empty=True)
    found = (await read(operator_client))["actions"]
    assert not found["is_waiting"]
    assert [each["state"] for each in found["trainings"]] == ["kept back"]


async def test_while_one_runs_its_progress_is_told_and_no_other_begins(
    db: Database, operator_client: Client
) -> None:
    training = new_id()
    async with db.begin(NOBODY_SCOPE) as tx:
        await action_store.add_training(tx, training, shown=7, total=9)
        await action_store.set_training_done(tx, training, 4)
    (told,) = (await read(operator_client))["actions"]["trainings"]
    assert (told["state"], told["done"], told["total"], told["ended_at"]) == ("training", 4, 9, None)
    assert await ask(operator_client, "actions") == 409


async def run_until_empty(house: House) -> None:
    """Have a worker of its own do what there is to do."""
    await Worker(house.owner_url, house.job_context()).run(until_empty=True)


async def begin_one(db: Database, house: House) -> asyncio.Task[None]:
    """Have a worker begin the training that waits; give it once it does."""
    working = asyncio.create_task(run_until_empty(house))
    async with asyncio.timeout(30):
        while not await asks(db, is_running):  # noqa: ASYNC110 - it runs on the database's time
            await asyncio.sleep(0.05)
    return working


async def asks(db: Database, question: Callable[[Tx, str], Awaitable[Answer]]) -> Answer:
    """Ask something about the jobs that train the action model."""
    async with db.begin(NOBODY_SCOPE) as tx:
        return await question(tx, LEARN_JOB)


@pytest.fixture
async def held(emptier: psycopg.AsyncConnection) -> AsyncIterator[AsyncExitStack]:
    """A training can't begin to write what it does until this is closed."""
    async with AsyncExitStack() as stack:
        await stack.enter_async_context(emptier.transaction())
        await emptier.execute("LOCK TABLE feed_model IN SHARE MODE")
        yield stack


async def test_while_a_worker_trains_an_operator_is_told_so_and_the_night_adds_nothing(
    db: Database, house: House, operator_client: Client, held: AsyncExitStack
) -> None:
    await ask_nightly(db, LEARN_JOB)
    working = await begin_one(db, house)
    answer = await operator_client.post("/api/feed/trainings/actions")
    assert (answer.status_code, answer.json()["detail"]) == (
        409, "It is being trained at the moment. Wait until that is over."
    )  # fmt: skip
    assert (await read(operator_client))["actions"]["is_waiting"]
    await ask_nightly(db, LEARN_JOB)
    assert await asks(db, count_waiting) == 0
    await held.aclose()
    await working
    assert len((await read(operator_client))["actions"]["trainings"]) == 1
    assert await ask(operator_client, "actions") == 204


async def test_what_waits_for_the_night_and_what_an_operator_asks_for_is_one_training(
    db: Database, operator_client: Client
) -> None:
    await ask_nightly(db, LEARN_JOB)
    assert await ask(operator_client, "actions") == 204
    await ask_nightly(db, LEARN_JOB)
    assert await asks(db, count_waiting) == 1


async def test_of_two_workers_one_trains_at_a_time(
    db: Database, house: House, operator_client: Client, held: AsyncExitStack
) -> None:
    async with db.begin(NOBODY_SCOPE) as tx:
        assert await ask_training(tx, LEARN_JOB)
    working = await begin_one(db, house)
    async with db.begin(NOBODY_SCOPE) as tx:  # as one that was asked for in the same moment
        await defer(tx, LEARN_JOB, once=LEARN_JOB, lock=LEARN_JOB)
    await run_until_empty(house)
    assert await asks(db, count_waiting) == 1
    await held.aclose()
    await working
    await run_until_empty(house)
    later, earlier = (await read(operator_client))["actions"]["trainings"]
    assert earlier["ended_at"] <= later["begun_at"]


async def test_one_that_stopped_without_a_word_was_broken_off_and_hinders_no_other(
    db: Database, operator_client: Client
) -> None:
    with clock.frozen(datetime.now(UTC) - timedelta(hours=3)):
        async with db.begin(NOBODY_SCOPE) as tx:
            await action_store.add_training(tx, new_id(), shown=7, total=9)
    (told,) = (await read(operator_client))["actions"]["trainings"]
    assert told["state"] == "broken off"
    assert await ask(operator_client, "actions") == 204


async def test_without_a_python_that_could_the_sequence_model_is_not_asked_for(
    operator_client: Client,
) -> None:
    answer = await operator_client.post("/api/feed/trainings/sequence")
    assert answer.status_code == 503
    assert "pip install torch" in answer.json()["detail"]


@pytest.fixture
def trainer(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    """A Python that could train the sequence model."""
    settings = house.settings.model_copy(update={"train_python": Path(sys.executable)})
    monkeypatch.setitem(house.parts, Settings, settings)


async def test_the_sequence_model_is_asked_for_and_told_with_its_gains(
    db: Database, operator_client: Client, trainer: None
) -> None:
    del trainer
    training = new_id()
    async with db.begin(NOBODY_SCOPE) as tx:
        await sequence_store.add_sequence(tx, training, people=60, deeds=1200, total=200)
        ending = sequence_store.Ending("kept back", asked=60, gain_popular=0.2, gain_new=0.1)
        await sequence_store.end_sequence(tx, training, ending)
    found = (await read(operator_client))["sequence"]
    (told,) = found["trainings"]
    assert (told["people"], told["asked"], told["gain_popular"], told["gain_new"]) == (60, 60, 0.2, 0.1)
    assert (found["can_train"], told["gain_now"]) == (True, None)
    assert await ask(operator_client, "sequence") == 204
    assert (await read(operator_client))["sequence"]["is_waiting"]
