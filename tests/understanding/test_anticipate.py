"""What is brought up by itself: when, how much, why, and never again where the person says so."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from beknown.events import EventDraft, forget
from beknown.events.forget import What
from beknown.kit import clock
from beknown.kit.blobs import Blobs
from beknown.kit.db import Database, Purpose, Scope
from beknown.kit.errors import Invalid
from beknown.kit.ids import PersonId
from beknown.understanding import world_acts
from beknown.understanding.anticipate import (
    ANTICIPATE_JOB,
    Anticipation,
    change,
    decline,
    defer_look,
    find_brief,
    find_card,
    find_next_look,
    finish,
    look,
    put_away,
    reopen,
)
from beknown.understanding.beliefs import find_beliefs
from beknown.understanding.believe import BeliefLearner
from beknown.understanding.extract import LanguageRules
from beknown.understanding.learn import learn_slice, rebuild
from beknown.understanding.world import find_commitments
from beknown.understanding.world_learner import WorldLearner, as_zone
from tests.understanding.remembering import remember, switch_off
from tests.understanding.worlding import NOW, learn_world, said

NIGHT = NOW.replace(hour=23)
TALK = [
    *(said("Ana Duarte", f"hello {day}", day=day, mine=day % 2 == 0) for day in range(3, 60, 3)),
    said("Ana Duarte", "Happy birthday!", day=364, mine=True),
    said("Ana Duarte", "I'll send you the photos tomorrow", day=0, mine=True),
    said("Jonas Ek", "Ich bringe dir am Freitag das Buch", day=6),
    said("Jonas Ek", "My interview is tomorrow", day=2),
]


async def bring(db: Database, person: PersonId, drafts: Sequence[EventDraft] = TALK) -> None:
    await remember(db, person, drafts)
    await learn_world(db, person)


async def kinds(db: Database, person: PersonId, *, days: int = 0) -> list[str]:
    with clock.frozen(NOW + timedelta(days=days)):
        return [each.kind for each in await look(db, person)]


async def test_what_matters_comes_first_and_no_more_than_the_budget(db: Database, ana: PersonId) -> None:
    await bring(db, ana)
    assert await kinds(db, ana) == ["birthday", "promise", "follow_up"]
    assert await kinds(db, ana) == []


async def test_what_the_budget_held_back_comes_the_next_day_while_it_matters(
    db: Database, ana: PersonId
) -> None:
    await bring(db, ana)
    await kinds(db, ana)
    assert await kinds(db, ana, days=1) == ["awaited"]


async def test_each_says_why(db: Database, ana: PersonId) -> None:
    await bring(db, ana)
    await kinds(db, ana)
    with clock.frozen(NOW):
        async with db.begin(Scope(ana, "assistant")) as tx:
            brief = await find_brief(tx)
    assert [(each.name, each.quote, len(each.event_ids)) for each in brief] == [
        ("Ana Duarte", "", 1),
        ("Ana Duarte", "I'll send you the photos tomorrow", 1),
        ("Jonas Ek", "My interview is tomorrow", 1),
    ]


async def test_what_was_called_off_is_brought_up_no_more(db: Database, ana: PersonId) -> None:
    mine = said("Ana Duarte", "My exam is on 6 May", day=3, mine=True)
    theirs = said("Jonas Ek", "My interview is tomorrow", day=2)
    await bring(db, ana, [mine, theirs])
    async with db.begin(Scope(ana, "export")) as tx:
        assert [each.state for each in await find_commitments(tx)] == ["open", "open"]
    off = said("Lena Vogt", "My exam is cancelled", day=1, mine=True)
    await bring(db, ana, [off, said("Jonas Ek", "The interview was postponed", day=1)])
    assert await kinds(db, ana) == []
    async with db.begin(Scope(ana, "export")) as tx:
        assert [each.state for each in await find_commitments(tx)] == ["dropped", "dropped"]


async def test_a_plan_is_brought_up_on_the_day_that_its_words_name(db: Database, ana: PersonId) -> None:
    plan = said("Ana Duarte", "I'm planning to repaint the kitchen on 8 May", day=2, mine=True)
    await remember(db, ana, [plan])
    assert await learn_slice(db, Scope(ana, "export"), [BeliefLearner(LanguageRules())])
    assert (await kinds(db, ana), await kinds(db, ana, days=3)) == ([], ["plan"])


async def test_one_sentence_is_brought_up_as_an_occasion_or_as_a_plan_but_not_as_both(
    db: Database, ana: PersonId
) -> None:
    await remember(db, ana, [said("Ana Duarte", "My exam is on 5 May", day=2, mine=True)])
    scope = Scope(ana, "export")
    assert await learn_slice(db, scope, [WorldLearner(), BeliefLearner(LanguageRules())])
    async with db.begin(scope) as tx:
        assert [each.statement for each in await find_beliefs(tx)] == ["My exam is on 5 May"]
    assert await kinds(db, ana) == ["prepare"]


async def test_nothing_comes_in_quiet_hours(db: Database, ana: PersonId) -> None:
    await bring(db, ana)
    with clock.frozen(NIGHT):
        assert await look(db, ana) == []


async def test_nothing_comes_when_it_is_switched_off(db: Database, ana: PersonId) -> None:
    await bring(db, ana)
    async with db.begin(Scope(ana, "export")) as tx:
        await change(tx, Anticipation(is_on=False))
    assert await kinds(db, ana) == []


async def test_a_brief_in_quiet_hours_is_refused(db: Database, ana: PersonId) -> None:
    async with db.begin(Scope(ana, "export")) as tx:
        with pytest.raises(Invalid):
            await change(tx, Anticipation(brief_minute=23 * 60))


@pytest.mark.parametrize("again", [False, True])
async def test_not_this_again_holds_also_after_rebuilding(db: Database, ana: PersonId, again: bool) -> None:
    await bring(db, ana)
    await kinds(db, ana)
    with clock.frozen(NOW):
        async with db.begin(Scope(ana, "export")) as tx:
            birthday = (await find_brief(tx))[0]
            await decline(tx, birthday.id, "kind")
    await rebuild(db, Scope(ana, "export"), [WorldLearner()] * again)
    await learn_world(db, ana)
    with clock.frozen(NOW + timedelta(days=365)):
        assert [each.kind for each in await look(db, ana)] == []


async def test_not_this_again_can_be_for_one_subject_and_undone(db: Database, ana: PersonId) -> None:
    await bring(db, ana)
    await kinds(db, ana)
    with clock.frozen(NOW):
        async with db.begin(Scope(ana, "export")) as tx:
            act = await decline(tx, (await find_brief(tx))[0].id, "subject")
        assert act is not None
    with clock.frozen(NOW + timedelta(days=365)):
        assert await look(db, ana) == []
        async with db.begin(Scope(ana, "export")) as tx:
            await world_acts.undo(tx, act)
        assert [each.kind for each in await look(db, ana)] == ["birthday"]


async def test_a_promise_that_is_done_is_kept_and_brought_up_no_more(db: Database, ana: PersonId) -> None:
    await bring(db, ana)
    await kinds(db, ana)
    with clock.frozen(NOW):
        async with db.begin(Scope(ana, "export")) as tx:
            promise = (await find_brief(tx))[1]
            await finish(tx, promise.id)
            states = {each.quote: each.state for each in await find_commitments(tx)}
            left = [each.kind for each in await find_brief(tx)]
    assert states["I'll send you the photos tomorrow"] == "done"
    assert left == ["birthday", "follow_up"]


async def test_forgetting_the_reason_takes_the_suggestion_at_once(
    db: Database, ana: PersonId, tmp_path: Path
) -> None:
    await bring(db, ana)
    await kinds(db, ana)
    async with db.begin(Scope(ana, "export")) as tx:
        await forget(tx, Blobs(tmp_path), What("person", speaker="Jonas Ek"))
        with clock.frozen(NOW):
            assert [each.kind for each in await find_brief(tx)] == ["birthday", "promise"]


async def test_a_silence_is_unusual_only_against_what_is_usual(db: Database, ana: PersonId) -> None:
    often = [said("Lena Vogt", f"hi {day}", day=40 + day, mine=day % 2 == 0) for day in range(120)]
    rarely = [said("Tom Hale", f"hi {day}", day=40 + 30 * day, mine=day % 2 == 0) for day in range(12)]
    await bring(db, ana, [*often, *rarely, said("Ana Duarte", "hi", day=1)])
    with clock.frozen(NOW):
        found = await look(db, ana)
    assert [(each.kind, each.name, each.what) for each in found] == [("silence", "Lena Vogt", "40")]


async def test_when_nobody_was_heard_nobodys_silence_says_anything(db: Database, ana: PersonId) -> None:
    often = [said("Lena Vogt", f"hi {day}", day=40 + day, mine=day % 2 == 0) for day in range(120)]
    await bring(db, ana, often)
    assert await kinds(db, ana) == []


async def test_a_source_switched_off_for_the_assistant_brings_up_nothing(db: Database, ana: PersonId) -> None:
    await bring(db, ana)
    await switch_off(db, ana, "whatsapp", "assistant")
    assert await kinds(db, ana) == []


async def card(db: Database, person: PersonId, *, at: datetime = NOW) -> list[str]:
    with clock.frozen(at):
        async with db.begin(Scope(person, "assistant")) as tx:
            return [each.kind for each in await find_card(tx)]


async def test_the_card_shows_what_was_brought_up_today_alone(db: Database, ana: PersonId) -> None:
    await bring(db, ana)
    await kinds(db, ana)
    assert await card(db, ana) == ["birthday", "promise", "follow_up"]
    assert await card(db, ana, at=NOW + timedelta(days=1)) == []


async def test_the_card_is_empty_in_quiet_hours_and_when_nothing_is_wanted(
    db: Database, ana: PersonId
) -> None:
    await bring(db, ana)
    await kinds(db, ana)
    assert await card(db, ana, at=NIGHT) == []
    async with db.begin(Scope(ana, "export")) as tx:
        await change(tx, Anticipation(is_on=False))
    assert await card(db, ana) == []


async def test_the_card_keeps_to_the_budget_of_a_day(db: Database, ana: PersonId) -> None:
    await bring(db, ana)
    await kinds(db, ana)
    async with db.begin(Scope(ana, "export")) as tx:
        await change(tx, Anticipation(budget=1))
    assert await card(db, ana) == ["birthday"]


async def test_the_card_is_put_away_for_the_day_and_brought_back_and_the_brief_keeps_all(
    db: Database, ana: PersonId
) -> None:
    await bring(db, ana)
    await kinds(db, ana)
    with clock.frozen(NOW):
        async with db.begin(Scope(ana, "export")) as tx:
            brief = [each.id for each in await find_brief(tx)]
            await put_away(tx, brief, is_away=True)
            left = await find_card(tx), len(await find_brief(tx))
            await put_away(tx, brief, is_away=False)
    assert left == ([], 3)
    assert len(await card(db, ana)) == 3


async def test_what_an_act_closed_opens_again_with_it(db: Database, ana: PersonId) -> None:
    await bring(db, ana)
    await kinds(db, ana)
    with clock.frozen(NOW):
        async with db.begin(Scope(ana, "export")) as tx:
            birthday, promise, _ = await find_brief(tx)
            not_again = await decline(tx, birthday.id, "kind")
            kept = await finish(tx, promise.id)
            left = [each.kind for each in await find_brief(tx)]
            await reopen(tx, birthday.id, not_again)
            await reopen(tx, promise.id, kept)
            states = {each.quote: each.state for each in await find_commitments(tx)}
    assert left == ["follow_up"]
    assert states["I'll send you the photos tomorrow"] == "open"
    assert await card(db, ana) == ["birthday", "promise", "follow_up"]


@pytest.mark.parametrize("purpose", ["feed", "ads", "business", "live"])
async def test_suggestions_serve_nobody_else(db: Database, ana: PersonId, purpose: Purpose) -> None:
    await bring(db, ana)
    await kinds(db, ana)
    async with db.begin(Scope(ana, purpose)) as tx:
        cursor = await tx.connection.execute("SELECT count(*) FROM suggestion")
        assert await cursor.fetchone() == (0,)


async def test_a_look_that_waits_for_tomorrow_holds_up_none_that_is_due_now(
    db: Database, ana: PersonId
) -> None:
    async with db.begin(Scope(ana, "export")) as tx:
        for at in (clock.now() + timedelta(days=1), None, None):
            await defer_look(tx, at=at)
    async with db.begin(Scope(ana, "export")) as tx:
        cursor = await tx.connection.execute(
            "SELECT count(*) FROM procrastinate_jobs WHERE task_name = %s", (ANTICIPATE_JOB,)
        )
        assert await cursor.fetchone() == (2,)


@pytest.mark.parametrize(
    ("at", "wanted"),
    [
        ("2026-05-04T05:00", "2026-05-04T06:00"),
        ("2026-05-04T06:00", "2026-05-04T15:00"),
        ("2026-05-04T20:00", "2026-05-05T06:00"),
        ("2026-10-25T05:00", "2026-10-25T07:00"),
    ],
)
def test_the_next_look_is_at_the_persons_own_hour(at: str, wanted: str) -> None:
    zone = as_zone("Europe/Stockholm")
    found = find_next_look(Anticipation(), datetime.fromisoformat(at).replace(tzinfo=UTC), zone)
    assert found.astimezone(UTC) == datetime.fromisoformat(wanted).replace(tzinfo=UTC)
