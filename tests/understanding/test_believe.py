"""Beliefs are learned from the log, with the words that say them, and obey the hand."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from uuid import UUID

import psycopg
import pytest

from beknown.events import (
    append_many,
    ensure_source,
    forget_events,
    restore,
    subscribe,
    write_export,
)
from beknown.kit.db import PURPOSES, Database, Scope
from beknown.kit.errors import Invalid, NotFound
from beknown.kit.ids import PersonId
from beknown.understanding import find_beliefs, note_unread, settle_beliefs, tell, why
from beknown.understanding.belief_types import LANGUAGE_RULES
from beknown.understanding.beliefs import LISTED, find_questions, get_belief
from beknown.understanding.believe import BeliefLearner
from beknown.understanding.deeds import Allowed, Answered, Confirmed, Dated, Deed, Merged, Rejected, Undone
from beknown.understanding.extract import LanguageRules
from beknown.understanding.hand import do, refuse_such
from beknown.understanding.learn import learn_slice
from beknown.understanding.rebuild import rebuild_now
from beknown.understanding.tell import correct, forget_belief, remember_again
from tests.house import make_house
from tests.people import add_person
from tests.understanding.believing import DAY
from tests.understanding.hearing import ALL, LEARNER, by_hand, draft, erase_rows, hear, listed, snapshot
from tests.understanding.remembering import switch_off

subscribe(note_unread)


async def test_what_is_said_is_believed_with_the_words_that_say_it(db: Database, ana: PersonId) -> None:
    (event,) = await hear(db, ana, draft("Oh well. I live in Lisbon now, you know."))
    belief = (await listed(db, ana))["lives in Lisbon"]
    async with db.begin(Scope(ana, "assistant")) as tx:
        (quote,) = (await why(tx, belief.id)).quotes
    assert (quote.before, quote.quote, quote.after) == ("Oh well. ", "I live in Lisbon", " now, you know.")
    assert (quote.event_id, quote.proposed_by, belief.origin) == (event, LANGUAGE_RULES, "rules")


async def test_what_the_assistant_answers_and_strangers_write_is_not_believed(
    db: Database, ana: PersonId
) -> None:
    answer = draft("I live in Lisbon", event_type="assistant.message.answered.v1")
    saved = draft("I live in Porto", event_type="social.item.saved.v1")
    await hear(db, ana, replace(answer, is_mine=False), replace(saved, is_mine=False))
    assert await listed(db, ana) == {}


async def test_forgetting_an_event_takes_at_once_what_stood_on_it_alone_and_what_it_ended(
    db: Database, ana: PersonId
) -> None:
    await hear(db, ana, draft("I live in Lisbon"))
    (moved,) = await hear(db, ana, draft("I live in Porto. I like figs", day=9))
    assert (await listed(db, ana))["lives in Lisbon"].state == "ended"
    async with db.begin(Scope(ana, "export")) as tx:
        await forget_events(tx, [moved])
    left = await listed(db, ana)
    assert {each.statement: (each.state, each.holds_until) for each in left.values()} == {
        "lives in Lisbon": ("held", None)
    }


async def test_a_sensitive_belief_is_shown_to_no_feed_no_ads_and_no_business(
    db: Database, ana: PersonId
) -> None:
    posted = "social.post.published.v1"
    await hear(db, ana, draft("I have asthma", event_type=posted), draft("I like figs", event_type=posted))
    async with db.begin(Scope(ana, "export")) as tx:
        source = await ensure_source(tx, "whatsapp")
        await tx.connection.execute(
            "UPDATE source SET purposes = '{assistant,live,feed,business,ads,export,safety}' WHERE id = %s",
            (source,),
        )
    seen: dict[str, list[str]] = {}
    for purpose in PURPOSES:
        async with db.begin(Scope(ana, purpose)) as tx:
            for each in await find_beliefs(tx):
                seen.setdefault(each.statement, []).append(purpose)
    assert seen["has asthma"] == ["assistant", "export", "safety"]
    assert seen["likes figs"] == ["assistant", "feed", "ads", "business", "live", "export", "safety"]


async def test_a_switch_lets_the_feed_see_a_sensitive_belief_and_never_ads(
    db: Database, ana: PersonId
) -> None:
    await hear(db, ana, draft("I have asthma", event_type="social.post.published.v1"))
    belief = (await listed(db, ana))["has asthma"]
    await by_hand(db, ana, Allowed(belief.id, "feed", is_on=True))
    with pytest.raises(Invalid):
        await by_hand(db, ana, Allowed(belief.id, "ads", is_on=True))
    async with db.begin(Scope(ana, "feed")) as tx:
        assert [each.statement for each in await find_beliefs(tx)] == ["has asthma"]


async def test_a_source_that_is_switched_off_hides_what_stands_on_it_alone(
    db: Database, ana: PersonId
) -> None:
    await hear(db, ana, draft("I like figs"), draft("I live in Lisbon"))
    await hear(db, ana, draft("I like figs", day=3), source="telegram")
    await switch_off(db, ana, "whatsapp", "assistant")
    async with db.begin(Scope(ana, "assistant")) as tx:
        assert [each.statement for each in await find_beliefs(tx)] == ["likes figs"]


async def test_what_is_done_by_hand_can_be_undone(db: Database, ana: PersonId) -> None:
    await hear(db, ana, draft("I live in Lisbon. I like figs. I like dates"))
    before = await snapshot(db, ana)
    ids = {each.statement: each.id for each in (await listed(db, ana)).values()}
    deeds: list[Deed] = [
        Confirmed(ids["lives in Lisbon"]),
        Rejected(ids["likes figs"]),
        Dated(ids["lives in Lisbon"], (DAY - timedelta(days=9)).date(), None),
        Merged(ids["likes figs"], ids["likes dates"]),
        Allowed(ids["likes figs"], "assistant", is_on=False),
        Answered((ids["likes figs"], ids["likes dates"]), (ids["likes dates"],)),
    ]
    for deed in deeds:
        done = await by_hand(db, ana, deed)
        assert await snapshot(db, ana) != before
        await by_hand(db, ana, Undone(done))
        assert await snapshot(db, ana) == before
    async with db.begin(Scope(ana, "export")) as tx:
        refused = await refuse_such(tx, ids["likes figs"])
    assert list(await listed(db, ana)) == ["lives in Lisbon"]
    await by_hand(db, ana, Undone(refused))
    async with db.begin(Scope(ana, "export")) as tx:
        corrected = await correct(tx, ids["likes figs"], "I like fresh figs")
    assert (await listed(db, ana))["I like fresh figs"].earlier[0].statement == "likes figs"
    await by_hand(db, ana, Undone(corrected.id))
    assert await snapshot(db, ana) == before


async def test_what_is_corrected_is_not_learned_again_and_a_forgotten_correction_leaves_nothing(
    db: Database, ana: PersonId
) -> None:
    await hear(db, ana, draft("I like figs"))
    async with db.begin(Scope(ana, "export")) as tx:
        corrected = await correct(tx, (await find_beliefs(tx))[0].id, "I like dates better")
    await hear(db, ana, draft("I like figs", day=30))
    assert list(await listed(db, ana)) == ["I like dates better"]
    async with db.begin(Scope(ana, "export")) as tx:
        await forget_events(tx, corrected.evidence)
    await rebuild_now(db, Scope(ana, "export"), [LEARNER])
    assert await listed(db, ana, ALL) == {}


async def test_a_forgotten_belief_is_never_learned_again_and_nothing_of_it_is_kept(
    db: Database, ana: PersonId
) -> None:
    await hear(db, ana, draft("I like figs"))
    async with db.begin(Scope(ana, "export")) as tx:
        gone, marks = await forget_belief(tx, (await find_beliefs(tx))[0].id)
    assert gone == 0
    await hear(db, ana, draft("I like figs", day=30))
    await rebuild_now(db, Scope(ana, "export"), [LEARNER])
    assert await listed(db, ana, ALL) == {}
    async with db.begin(Scope(ana, "export")) as tx:
        cursor = await tx.connection.execute("SELECT * FROM belief_mark")
        assert {row[1] for row in await cursor.fetchall()} == set(marks)
        assert await remember_again(tx, list(marks)) == 1
        assert [each.statement for each in await find_beliefs(tx)] == ["likes figs"]


async def test_what_cannot_be_ordered_is_asked_and_an_answer_settles_it(db: Database, ana: PersonId) -> None:
    await hear(db, ana, draft("I live in Lisbon", day=None), draft("I live in Porto"))
    async with db.begin(Scope(ana, "export")) as tx:
        ((one, other),) = await find_questions(tx)
        holds = one if one.statement == "lives in Porto" else other
        await do(tx, Answered((one.id, other.id), (holds.id,)))
        assert await find_questions(tx) == []
        assert [each.statement for each in await find_beliefs(tx)] == ["lives in Porto"]


async def test_what_one_does_to_beliefs_of_another_is_refused(
    db: Database, ana: PersonId, ben: PersonId
) -> None:
    await hear(db, ana, draft("I like figs"))
    belief = (await listed(db, ana))["likes figs"]
    with pytest.raises(NotFound):
        await by_hand(db, ben, Rejected(belief.id))
    done = await by_hand(db, ana, Confirmed(belief.id))
    with pytest.raises(NotFound):
        await by_hand(db, ben, Undone(done))


async def test_only_what_was_done_by_hand_can_be_undone(db: Database, ana: PersonId) -> None:
    (event,) = await hear(db, ana, draft("I like figs"))
    with pytest.raises(Invalid):
        await by_hand(db, ana, Undone(event))


async def test_beliefs_survive_export_erasing_and_coming_back(
    db: Database, database_url: str, ana: PersonId, tmp_path: Path
) -> None:
    house = make_house(db, database_url, tmp_path)
    await hear(db, ana, draft("I live in Lisbon. I like figs. I like dates"), draft("I live in Porto", day=9))
    ids = {each.statement: each.id for each in (await listed(db, ana)).values()}
    await by_hand(db, ana, Rejected(ids["likes figs"]))
    await by_hand(db, ana, Dated(ids["lives in Porto"], DAY.date(), None))
    async with db.begin(Scope(ana, "export")) as tx:
        await forget_belief(tx, ids["likes dates"])
        await tell(tx, "I like peaches")
    await learn_slice(db, Scope(ana, "export"), [LEARNER])
    before = await snapshot(db, ana)
    await write_export(db, house.blobs, ana, tmp_path / "all.zip")
    await erase_rows(db, ana)
    anew = await add_person(db, "ana@example.com", "Ana Duarte")
    await restore(db, house.blobs, anew, tmp_path / "all.zip")
    await learn_slice(db, Scope(anew, "export"), [LEARNER])
    assert await snapshot(db, anew) == before
    await rebuild_now(db, Scope(anew, "export"), [LEARNER])
    assert await snapshot(db, anew) == before


async def test_another_hand_at_the_same_time_waits_and_nothing_is_lost(
    db: Database, database_url: str, ana: PersonId
) -> None:
    await hear(db, ana, draft("I like figs"))
    async with (
        await psycopg.AsyncConnection.connect(database_url, autocommit=True) as other,
        db.begin(Scope(ana, "export")) as tx,
    ):
        await settle_beliefs(tx)
        cursor = await other.execute("SELECT count(*) FROM belief_key WHERE person_id = %s", (ana,))
        assert await cursor.fetchone() == (1,)
        await other.execute("SET lock_timeout = '50ms'")
        with pytest.raises(psycopg.errors.LockNotAvailable):
            await other.execute("SELECT 1 FROM belief_key WHERE person_id = %s FOR UPDATE", (ana,))


async def test_a_belief_that_is_not_there_is_not_found(db: Database, ana: PersonId) -> None:
    async with db.begin(Scope(ana, "export")) as tx:
        with pytest.raises(NotFound):
            await get_belief(tx, UUID(int=5))


@pytest.mark.parametrize(
    ("text", "slot"),
    [
        ("I live in Lisbon.", "home"),
        ("Ich wohne in Hamburg.", "home"),
        ("I work for the river museum.", "employer"),
    ],
)
async def test_the_rules_of_language_fill_what_is_held(
    db: Database, ana: PersonId, text: str, slot: str
) -> None:
    async with db.begin(Scope(ana, "export")) as tx:
        await append_many(tx, await ensure_source(tx, "whatsapp"), [draft(text)])
    await learn_slice(db, Scope(ana, "export"), [BeliefLearner(LanguageRules())])
    async with db.begin(Scope(ana, "assistant")) as tx:
        assert [(each.slot, each.subject) for each in await find_beliefs(tx)] == [(slot, "me")]


async def test_who_moves_lives_elsewhere_by_the_rules_of_language_too(db: Database, ana: PersonId) -> None:
    async with db.begin(Scope(ana, "export")) as tx:
        said = [draft("I live in Lisbon."), draft("I live in Porto now.", day=40)]
        await append_many(tx, await ensure_source(tx, "whatsapp"), said)
    await learn_slice(db, Scope(ana, "export"), [BeliefLearner(LanguageRules())])
    async with db.begin(Scope(ana, "export")) as tx:
        found = await find_beliefs(tx, states=LISTED)
    assert sorted((each.value, each.state) for each in found) == [("lisbon", "ended"), ("porto", "held")]
