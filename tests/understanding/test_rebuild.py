"""Step by step or all at once, in whatever order, with whatever was done between: beliefs are the same."""

from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from random import Random
from uuid import UUID

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from beknown.events import (
    EventDraft,
    subscribe,
)
from beknown.kit import clock
from beknown.kit.db import Database, Scope
from beknown.kit.ids import PersonId, new_id
from beknown.kit.tasks import find_tasks
from beknown.understanding import note_unread
from beknown.understanding.beliefs import Belief
from beknown.understanding.deeds import Confirmed, Dated, Merged, Rejected, Undone
from beknown.understanding.learn import learn_slice
from beknown.understanding.rebuild import begin_rebuild, defer_rebuild, rebuild_now
from beknown.understanding.tell import correct, forget_belief
from tests.house import client_of, make_house
from tests.people import add_person
from tests.thorough import examples
from tests.understanding.believing import DAY
from tests.understanding.hearing import ALL, LEARNER, by_hand, draft, erase_rows, hear, listed, snapshot

subscribe(note_unread)


SAID = st.tuples(
    st.sampled_from(
        [
            "I live in Lisbon",
            "I live in Porto",
            "I no longer live in Porto",
            "I like figs",
            "I like dates",
            "I have asthma",
        ]
    ),
    st.none() | st.integers(0, 3),
)
STEP = st.sampled_from(
    ["hear", "hear", "hear", "again", "confirm", "reject", "merge", "correct", "forget", "undo", "date"]
)


@dataclass(slots=True)
class Way:
    """What is yet to be heard, and what was done."""

    waiting: list[EventDraft]
    random: Random
    done: list[UUID] = field(default_factory=list[UUID])

    def next(self) -> list[EventDraft]:
        """Give what is heard next."""
        batch = self.waiting[: self.random.randint(1, 3)]
        self.waiting = self.waiting[len(batch) :]
        return batch


@settings(
    max_examples=examples(6), deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.lists(SAID, min_size=3, max_size=9), st.lists(STEP, max_size=9), st.integers(0, 1 << 30))
async def test_any_order_of_learning_and_doing_gives_what_a_rebuild_gives(
    db: Database, said: list[tuple[str, int | None]], steps: list[str], seed: int
) -> None:
    random = Random(seed)  # noqa: S311 - it chooses what a test does
    person = await add_person(db, f"p{new_id()}@example.org", "Pia")
    drafts = [draft(text, day=day, key=f"{number}") for number, (text, day) in enumerate(said)]
    random.shuffle(drafts)
    way = Way(drafts, random)
    with clock.frozen(DAY + timedelta(days=40)):
        for step in [*steps, "hear", "again"]:
            await take(db, person, step, way)
        await hear(db, person, *way.waiting)
    before = await snapshot(db, person)
    await rebuild_now(db, Scope(person, "export"), [LEARNER])
    assert await snapshot(db, person) == before
    await erase_rows(db, person)


async def take(db: Database, person: PersonId, step: str, way: Way) -> None:
    """Take one step: hear something new, read all again, or do something by hand to some belief."""
    done, random = way.done, way.random
    found = sorted((await listed(db, person, ALL)).values(), key=lambda one: one.statement)
    chosen = random.choice(found) if found else None
    other = random.choice(found) if found else None
    match step, chosen, other:
        case "hear", _, _:
            await hear(db, person, *way.next())
        case "again", _, _:
            async with db.begin(Scope(person, "export")) as tx:
                await tx.connection.execute(
                    "INSERT INTO event_unread SELECT person_id, id FROM event LIMIT 3 ON CONFLICT DO NOTHING"
                )
            await learn_slice(db, Scope(person, "export"), [LEARNER])
        case "undo", _, _ if done:
            await by_hand(db, person, Undone(done.pop()))
        case "confirm", Belief(), _:
            done.append(await by_hand(db, person, Confirmed(chosen.id)))
        case "reject", Belief(), _:
            done.append(await by_hand(db, person, Rejected(chosen.id)))
        case "date", Belief(), _:
            done.append(await by_hand(db, person, Dated(chosen.id, None, DAY.date())))
        case "merge", Belief(), Belief() if chosen.id != other.id:
            done.append(await by_hand(db, person, Merged(chosen.id, other.id)))
        case "correct", Belief(state="held" | "ended" | "in_question"), _:
            async with db.begin(Scope(person, "export")) as tx:
                done.append((await correct(tx, chosen.id, f"I like {chosen.statement.split()[-1]}")).id)
            await learn_slice(db, Scope(person, "export"), [LEARNER])
        case "forget", Belief(), _:
            async with db.begin(Scope(person, "export")) as tx:
                await forget_belief(tx, chosen.id)
        case _:
            pass


async def test_rebuilding_is_a_task_with_progress_and_the_service_goes_on(
    db: Database, database_url: str, tmp_path: Path, ana: PersonId
) -> None:
    house = make_house(db, database_url, tmp_path)
    await hear(db, ana, draft("I like figs"))
    async with client_of(house, ana) as api:
        asked = await api.post("/api/you/rebuild")
        assert asked.status_code == 202
        assert (await api.post("/api/you/rebuild")).json() == asked.json()
        begun = await begin_rebuild(db, Scope(ana, "export"), [LEARNER])
        assert (await api.get("/api/you/beliefs")).json() == []
        tasks = (await api.get("/api/tasks")).json()
        assert [(each["id"], each["state"], each["total"]) for each in tasks] == [
            (asked.json()["task"], "running", begun)
        ]
        await learn_slice(db, Scope(ana, "export"), [LEARNER])
        assert [each["state"] for each in (await api.get("/api/tasks")).json()] == ["done"]
        assert [each["statement"] for each in (await api.get("/api/you/beliefs")).json()] == ["likes figs"]


async def test_an_empty_log_is_understood_at_once(db: Database, ana: PersonId) -> None:
    async with db.begin(Scope(ana, "export")) as tx:
        await defer_rebuild(tx)
    assert await begin_rebuild(db, Scope(ana, "export"), [LEARNER]) == 0
    async with db.begin(Scope(ana, "export")) as tx:
        assert [each.state for each in await find_tasks(tx)] == ["done"]
