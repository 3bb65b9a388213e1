"""Goals, plans and commitments have a due day and a state, which the person can set by hand."""

from datetime import date, timedelta
from pathlib import Path

import pytest

from beknown.events import forget
from beknown.events.forget import What
from beknown.kit import clock
from beknown.kit.blobs import Blobs
from beknown.kit.db import Database, Purpose, Scope
from beknown.kit.ids import PersonId
from beknown.understanding import tell
from beknown.understanding.aims import find_aims, find_undertaken
from beknown.understanding.anticipate import look
from beknown.understanding.believe import BeliefLearner
from beknown.understanding.extract import LanguageRules
from beknown.understanding.learn import Learner, learn_slice, rebuild
from beknown.understanding.world import Commitment
from beknown.understanding.world_acts import settle_commitment, undo
from beknown.understanding.world_days import find_month
from beknown.understanding.world_learner import WorldLearner
from tests.understanding.remembering import remember
from tests.understanding.worlding import NOW, learn_world, said

LEARNERS: tuple[Learner, ...] = (BeliefLearner(LanguageRules()), WorldLearner())
GOAL = "I want to run a marathon by May 2027"


async def tell_all(db: Database, person: PersonId, *texts: str) -> None:
    with clock.frozen(NOW):
        async with db.begin(Scope(person, "export")) as tx:
            for text in texts:
                await tell(tx, text)
    await learn_slice(db, Scope(person, "export"), LEARNERS)


async def undertaken(db: Database, person: PersonId, *, days: int = 0) -> dict[str, Commitment]:
    with clock.frozen(NOW + timedelta(days=days)):
        async with db.begin(Scope(person, "export")) as tx:
            return {each.quote: each for each in await find_undertaken(tx)}


async def test_goals_and_plans_are_among_what_is_ahead_with_their_day(db: Database, ana: PersonId) -> None:
    await tell_all(db, ana, GOAL, "I am planning a trip to Porto on 5 December 2026", "I live in Lisbon")
    found = await undertaken(db, ana)
    assert {text: (each.kind, each.due_on, each.state) for text, each in found.items()} == {
        GOAL: ("goal", date(2027, 5, 31), "open"),
        "I am planning a trip to Porto on 5 December 2026": ("plan", date(2026, 12, 5), "open"),
    }


async def test_what_nobody_did_is_past_due_after_its_day_alone(db: Database, ana: PersonId) -> None:
    await tell_all(db, ana, GOAL)
    on_the_day = (date(2027, 5, 31) - NOW.date()).days
    assert not (await undertaken(db, ana, days=on_the_day))[GOAL].is_past_due
    assert (await undertaken(db, ana, days=on_the_day + 1))[GOAL].is_past_due


async def test_a_promise_is_past_due_until_it_is_done(db: Database, ana: PersonId) -> None:
    promise = "I'll send you the photos tomorrow"
    await remember(db, ana, [said("Ben Okoro", promise, day=5, mine=True)])
    await learn_world(db, ana)
    late = (await undertaken(db, ana))[promise]
    async with db.begin(Scope(ana, "export")) as tx:
        await settle_commitment(tx, late.event_id, late.position, "done")
    done = (await undertaken(db, ana))[promise]
    assert [(each.state, each.is_past_due) for each in (late, done)] == [("open", True), ("done", False)]


async def test_what_is_set_by_hand_holds_and_is_undone(db: Database, ana: PersonId) -> None:
    await tell_all(db, ana, GOAL)
    goal = (await undertaken(db, ana))[GOAL]
    async with db.begin(Scope(ana, "export")) as tx:
        act = await settle_commitment(tx, goal.event_id, goal.position, "dropped")
    dropped = (await undertaken(db, ana))[GOAL].state
    async with db.begin(Scope(ana, "export")) as tx:
        await undo(tx, act)
    assert (dropped, (await undertaken(db, ana))[GOAL].state) == ("dropped", "open")


async def test_what_is_set_by_hand_outlasts_a_rebuild(db: Database, ana: PersonId) -> None:
    await tell_all(db, ana, GOAL)
    goal = (await undertaken(db, ana))[GOAL]
    async with db.begin(Scope(ana, "export")) as tx:
        await settle_commitment(tx, goal.event_id, goal.position, "done")
    await rebuild(db, Scope(ana, "export"), LEARNERS)
    await learn_slice(db, Scope(ana, "export"), LEARNERS)
    assert (await undertaken(db, ana))[GOAL].state == "done"


async def test_an_occasion_isnt_told_twice(db: Database, ana: PersonId) -> None:
    await tell_all(db, ana, "My exam is on Friday")
    assert [each.kind for each in (await undertaken(db, ana)).values()] == ["occasion"]


async def test_a_plan_is_brought_up_the_day_before_and_not_once_it_is_done(
    db: Database, ana: PersonId
) -> None:
    plan = "I am planning a trip to Porto on 5 December 2026"
    await tell_all(db, ana, plan)
    until = (date(2026, 12, 4) - NOW.date()).days
    with clock.frozen(NOW + timedelta(days=until)):
        assert [(each.kind, each.quote) for each in await look(db, ana)] == [("plan", plan)]
        found = (await undertaken(db, ana, days=until))[plan]
        async with db.begin(Scope(ana, "export")) as tx:
            await settle_commitment(tx, found.event_id, found.position, "done")
    with clock.frozen(NOW + timedelta(days=until + 1)):
        assert await look(db, ana) == []


async def test_forgetting_the_words_takes_the_goal(db: Database, ana: PersonId, tmp_path: Path) -> None:
    await tell_all(db, ana, GOAL)
    goal = (await undertaken(db, ana))[GOAL]
    async with db.begin(Scope(ana, "export")) as tx:
        await forget(tx, Blobs(tmp_path), What("event", event=goal.event_id))
    assert await undertaken(db, ana) == {}


@pytest.mark.parametrize("purpose", ["feed", "ads", "business"])
async def test_what_somebody_told_of_their_goals_serves_nobody_else(
    db: Database, ana: PersonId, purpose: Purpose
) -> None:
    await tell_all(db, ana, GOAL)
    async with db.begin(Scope(ana, purpose)) as tx:
        assert await find_aims(tx) == []


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("I want to finish by March", date(2027, 3, 31)),
        ("Ich will bis Ende September fertig sein", date(2026, 9, 30)),
        ("Je veux courir d'ici juin 2027", date(2027, 6, 30)),
        ("Quiero terminar antes de diciembre", date(2026, 12, 31)),
        ("Quero acabar até o fim de fevereiro de 2028", date(2028, 2, 29)),
        ("I finished in March 2020", None),
        ("I may run one day", None),
    ],
)
def test_a_month_is_read_as_its_last_day(text: str, day: date | None) -> None:
    assert find_month(text, NOW.date()) == day
