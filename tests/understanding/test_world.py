"""Who is in a person's life, where and when: learned from the log, whatever its order; mended by hand; forgotten."""

import random
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from uuid import UUID

import pytest

from beknown.events import EventDraft, forget
from beknown.events.forget import What
from beknown.kit import clock
from beknown.kit.blobs import Blobs
from beknown.kit.db import Database, Purpose, Scope, Tx
from beknown.kit.errors import Invalid, NotFound
from beknown.kit.ids import PersonId
from beknown.understanding import (
    find_coming_dates,
    find_people,
    find_person_by_name,
    resolve_mentions,
    world_acts,
)
from beknown.understanding.learn import rebuild
from beknown.understanding.world import Person, find_commitments, find_doubtful
from beknown.understanding.world_learner import WorldLearner
from beknown.understanding.world_read_store import find_aliases_of
from tests.understanding.remembering import remember, switch_off
from tests.understanding.worlding import NOW, contact, learn_world, look, names, said, told

LONG_AGO = NOW.replace(year=2025)
CHATS = [
    said("Ana Duarte", "Shall we take the ferry?", day=40),
    said("Ana Duarte", "Yes, at nine.", day=40, mine=True),
    said("Ana Duarte", "Happy birthday Ana!", day=365 + 30, mine=True),
    said("Ana Duarte", "Happy birthday!!", day=30, mine=True),
    said("Ana Duarte", "I'll send you the photos tomorrow", day=20, mine=True),
    said("Ana Duarte", "here are the photos", day=18, mine=True),
    said("Ana Duarte", "Herzlichen Glückwunsch zum Geburtstag!", day=100),
    said("Jonas Ek", "Ich bringe dir am Freitag das Buch", day=10),
    said("Jonas Ek", "my sister Karin is here", day=9, mine=True),
    said("Jonas Ek", "ok", day=12, thread="books", title="Book club"),
    said("Ana Duarte", "ok!", day=12, thread="books", title="Book club"),
    said("+46 70 123 45 67", "hej", day=3),
    said("Mamma", "kram", day=2),
]
ELSEWHERE = [said("Ana Duarte", "olá", day=5), said("Ana", "hi", day=6), contact("Elin Berg", "+46701234567")]


async def bring(db: Database, person: PersonId) -> None:
    await remember(db, person, CHATS)
    await remember(db, person, ELSEWHERE, source="telegram")
    await learn_world(db, person)


async def person_named(db: Database, person: PersonId, name: str) -> Person:
    async with db.begin(Scope(person, "export")) as tx:
        return next(each for each in await find_people(tx) if each.name == name)


async def test_people_are_who_has_a_part_in_events(db: Database, ana: PersonId) -> None:
    await bring(db, ana)
    assert await names(db, ana) == ["Ana", "Ana Duarte", "Elin Berg", "Jonas Ek", "Karin", "Mamma"]


async def test_the_same_number_is_the_same_person_in_two_sources(db: Database, ana: PersonId) -> None:
    await bring(db, ana)
    elin = await person_named(db, ana, "Elin Berg")
    assert (elin.sources, elin.received) == (("telegram", "whatsapp"), 1)


async def test_a_first_name_is_asked_about_and_never_guessed(db: Database, ana: PersonId) -> None:
    await bring(db, ana)
    async with db.begin(Scope(ana, "export")) as tx:
        doubts = await find_doubtful(tx)
    assert [(each.name, each.other_name) for each in doubts] == [("Ana", "Ana Duarte")]


async def test_what_the_person_writes_counts_for_whom_they_write_to_alone(
    db: Database, ana: PersonId
) -> None:
    await bring(db, ana)
    friend = await person_named(db, ana, "Ana Duarte")
    assert (friend.sent, friend.received, friend.in_groups) == (5, 3, 1)


async def test_a_relation_is_what_the_person_says_or_saves_as_a_name(db: Database, ana: PersonId) -> None:
    await bring(db, ana)
    assert (await person_named(db, ana, "Karin")).relation == "sister"
    assert (await person_named(db, ana, "Mamma")).relation is None
    await remember(db, ana, [said("Mama", "hallo", day=1)])
    await learn_world(db, ana)
    assert (await person_named(db, ana, "Mama")).relation == "mother"


@pytest.mark.parametrize("seed", range(4))
async def test_any_order_and_any_batches_give_the_same_world(
    db: Database, ana: PersonId, ben: PersonId, seed: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    await bring(db, ana)
    with clock.frozen(NOW):
        once = await look(db, ana)
    monkeypatch.setattr("beknown.understanding.learn.BATCH", 1 + seed * 2)
    shuffled = random.Random(seed).sample(CHATS, len(CHATS))  # noqa: S311 - an order, no secret
    await remember_in_pieces(db, ben, shuffled)
    with clock.frozen(NOW):
        assert await look(db, ben) == once


async def remember_in_pieces(db: Database, person: PersonId, drafts: Sequence[EventDraft]) -> None:
    await remember(db, person, drafts[:5])
    await learn_world(db, person, settle_often=True)
    await remember(db, person, ELSEWHERE, source="telegram")
    await remember(db, person, drafts[5:])
    await learn_world(db, person, settle_often=True)


async def test_rebuilding_from_the_log_gives_the_same_world(db: Database, ana: PersonId) -> None:
    await bring(db, ana)
    friend, weak = await person_named(db, ana, "Ana Duarte"), await person_named(db, ana, "Ana")
    async with db.begin(Scope(ana, "export")) as tx:
        await world_acts.merge(tx, friend.id, weak.id)
        merged = await find_person_by_name(tx, "Ana Duarte")
        assert merged is not None
        await world_acts.rename(tx, merged.id, "Anita")
    with clock.frozen(NOW):
        before = await look(db, ana)
    await rebuild(db, Scope(ana, "export"), [WorldLearner()])
    await learn_world(db, ana)
    with clock.frozen(NOW):
        assert await look(db, ana) == before


async def test_a_merge_by_hand_holds_and_can_be_undone(db: Database, ana: PersonId) -> None:
    await bring(db, ana)
    before = await names(db, ana)
    friend, weak = await person_named(db, ana, "Ana Duarte"), await person_named(db, ana, "Ana")
    async with db.begin(Scope(ana, "export")) as tx:
        preview = await world_acts.preview_merge(tx, weak.id, friend.id)
        act = await world_acts.merge(tx, weak.id, friend.id)
    assert (preview.name, preview.received) == ("Ana Duarte", 4)
    await remember(db, ana, [said("Ana", "again", day=1)], source="telegram")
    await learn_world(db, ana)
    assert "Ana" not in await names(db, ana)
    assert (await person_named(db, ana, "Ana Duarte")).received == 5
    async with db.begin(Scope(ana, "export")) as tx:
        await world_acts.undo(tx, act)
    assert await names(db, ana) == before


async def test_what_was_split_by_hand_stays_apart(db: Database, ana: PersonId) -> None:
    await bring(db, ana)
    friend = await person_named(db, ana, "Ana Duarte")
    async with db.begin(Scope(ana, "export")) as tx:
        aliases = await aliases_by_source(tx, friend.id)
        await world_acts.split(tx, friend.id, [aliases["telegram"]])
    assert (await names(db, ana)).count("Ana Duarte") == 2
    await remember(db, ana, [said("Ana Duarte", "olá de novo", day=1)], source="telegram")
    await learn_world(db, ana)
    assert (await names(db, ana)).count("Ana Duarte") == 2


async def aliases_by_source(tx: Tx, person: UUID) -> dict[str, UUID]:
    return {each.source: each.id for each in await find_aliases_of(tx, person)}


async def test_a_parting_by_hand_is_not_asked_again(db: Database, ana: PersonId) -> None:
    await bring(db, ana)
    friend, weak = await person_named(db, ana, "Ana Duarte"), await person_named(db, ana, "Ana")
    async with db.begin(Scope(ana, "export")) as tx:
        await world_acts.keep_apart(tx, weak.id, friend.id)
        assert await find_doubtful(tx) == []


async def test_a_name_and_a_relation_by_hand_outrank_what_is_learned_later(
    db: Database, ana: PersonId
) -> None:
    await bring(db, ana)
    karin = await person_named(db, ana, "Karin")
    async with db.begin(Scope(ana, "export")) as tx:
        await world_acts.rename(tx, karin.id, "Kajsa")
        await world_acts.relate(tx, karin.id, "aunt")
    await remember(db, ana, [said("Jonas Ek", "my sister Karin left", day=1, mine=True)])
    await learn_world(db, ana)
    assert (await person_named(db, ana, "Kajsa")).relation == "aunt"


@pytest.mark.parametrize("relation", ["sisters", "x"])
async def test_an_unknown_relation_is_refused(db: Database, ana: PersonId, relation: str) -> None:
    await bring(db, ana)
    karin = await person_named(db, ana, "Karin")
    async with db.begin(Scope(ana, "export")) as tx:
        with pytest.raises(Invalid):
            await world_acts.relate(tx, karin.id, relation)


async def test_nobody_drifts_apart_while_nothing_is_brought(db: Database, ana: PersonId) -> None:
    await remember(db, ana, [said("Ana Duarte", f"hello {day}", day=day) for day in range(100, 300, 5)])
    await learn_world(db, ana)
    with clock.frozen(NOW):
        async with db.begin(Scope(ana, "export")) as tx:
            assert [each.trend for each in await find_people(tx)] == ["steady"]


async def test_birthdays_follow_from_greetings_on_the_day(db: Database, ana: PersonId) -> None:
    await bring(db, ana)
    async with db.begin(Scope(ana, "export")) as tx:
        found = await find_coming_dates(tx, date(2027, 5, 4), since=NOW.date())
    assert [(each.name, each.on_day, each.is_certain) for each in found] == [
        (None, date(2027, 1, 24), False),
        ("Ana Duarte", date(2027, 4, 4), True),
    ]


async def test_promises_have_a_due_day_and_are_kept_by_what_follows(db: Database, ana: PersonId) -> None:
    await bring(db, ana)
    async with db.begin(Scope(ana, "export")) as tx:
        found = await find_commitments(tx, since=LONG_AGO)
    assert [(each.name, each.due_on, each.is_mine, each.state) for each in found] == [
        ("Jonas Ek", date(2026, 5, 1), False, "open"),
        ("Ana Duarte", date(2026, 4, 15), True, "done"),
    ]


async def test_forgetting_somebodys_events_takes_them_and_their_dates_at_once(
    db: Database, ana: PersonId, tmp_path: Path
) -> None:
    await bring(db, ana)
    async with db.begin(Scope(ana, "export")) as tx:
        await forget(tx, Blobs(tmp_path), What("person", speaker="Jonas Ek"))
        people = {each.name: each for each in await find_people(tx)}
        promises = await find_commitments(tx, since=LONG_AGO)
    assert "Jonas Ek" not in people
    assert [each.name for each in promises] == ["Ana Duarte"]


async def test_forgetting_what_linked_two_aliases_parts_them_at_once(
    db: Database, ana: PersonId, tmp_path: Path
) -> None:
    await bring(db, ana)
    async with db.begin(Scope(ana, "export")) as tx:
        cursor = await tx.connection.execute("SELECT id FROM event WHERE type = 'social.contact.added.v1'")
        row = await cursor.fetchone()
        assert row is not None
        await forget(tx, Blobs(tmp_path), What("event", event=row[0]))
    assert "Elin Berg" not in await names(db, ana)
    assert "+46 70 123 45 67" in await names(db, ana)


@pytest.mark.parametrize("purpose", ["feed", "ads", "business"])
async def test_people_known_from_dialogue_reach_nobody_else(
    db: Database, ana: PersonId, purpose: Purpose
) -> None:
    await bring(db, ana)
    async with db.begin(Scope(ana, purpose)) as tx:
        assert await find_people(tx) == []
        assert await find_coming_dates(tx, date(2027, 5, 4)) == []
        assert await resolve_mentions(tx, "my sister") == []


async def test_somebody_only_followed_may_serve_the_feed_until_they_are_talked_with(
    db: Database, ana: PersonId
) -> None:
    follow = EventDraft("social.person.followed.v1", "f", NOW, "Sofia Berg", is_mine=True)
    await remember(db, ana, [follow], source="facebook")
    await learn_world(db, ana)
    async with db.begin(Scope(ana, "feed")) as tx:
        assert [each.name for each in await find_people(tx)] == ["Sofia Berg"]
    await remember(db, ana, [said("Sofia Berg", "hej")], source="facebook")
    await learn_world(db, ana)
    async with db.begin(Scope(ana, "feed")) as tx:
        assert await find_people(tx) == []


async def test_a_source_that_is_switched_off_hides_whom_it_alone_knows(db: Database, ana: PersonId) -> None:
    await bring(db, ana)
    await switch_off(db, ana, "whatsapp", "assistant")
    async with db.begin(Scope(ana, "assistant")) as tx:
        found = sorted(each.name for each in await find_people(tx))
    assert found == ["Ana", "Ana Duarte", "Elin Berg"]


async def test_nobody_elses_world_is_seen(db: Database, ana: PersonId, ben: PersonId) -> None:
    await bring(db, ana)
    friend = await person_named(db, ana, "Ana Duarte")
    async with db.begin(Scope(ben, "export")) as tx:
        assert await find_people(tx) == []
        with pytest.raises(NotFound):
            await world_acts.rename(tx, friend.id, "Mine")


@pytest.mark.parametrize(
    "words", ["my sister", "meine Schwester", "ma sœur", "mi hermana", "a minha irmã", "sister", "Karin"]
)
async def test_words_in_five_languages_mean_the_same_person(db: Database, ana: PersonId, words: str) -> None:
    await bring(db, ana)
    async with db.begin(Scope(ana, "assistant")) as tx:
        found = await find_person_by_name(tx, words)
    assert found is not None
    assert found.name == "Karin"


async def test_a_question_is_resolved_against_who_asks(db: Database, ana: PersonId) -> None:
    await bring(db, ana)
    await remember(db, ana, [told("Ana Duarte is my cousin")], source="told")
    await learn_world(db, ana)
    async with db.begin(Scope(ana, "assistant")) as tx:
        assert await resolve_mentions(tx, "Wann kommt meine Schwester?") == ["Karin"]
        assert await resolve_mentions(tx, "what did my cousin say") == ["Ana Duarte"]
        assert await resolve_mentions(tx, "what did i say") == []
