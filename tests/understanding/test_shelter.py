"""Nothing is learned from what a person says to the assistant that only hints at distress."""

from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path
from typing import LiteralString

import pytest

from beknown.app.house import House
from beknown.events import EventDraft, append_many, ensure_source, subscribe
from beknown.kit.db import Database, Scope
from beknown.kit.ids import PersonId
from beknown.models import Models
from beknown.understanding import find_beliefs, make_learners, note_unread
from beknown.understanding.believe import BeliefLearner
from beknown.understanding.extract import LanguageRules
from beknown.understanding.learn import Learner, learn_slice
from beknown.understanding.model_reading import Budget, read_for_person
from beknown.understanding.rebuild import rebuild_now
from beknown.understanding.shelter import SAID_TO_ASSISTANT
from tests.clients import serve_here
from tests.understanding.believing import DAY
from tests.understanding.reading import Peer, make_peer

subscribe(note_unread)

HINTS = "My nephew is called Tom. I gave him my guitar today. I won't be needing it."
ORDINARY = "I live in Lisbon now and I play the guitar."
LIVES = "I live in Lisbon now and I play the guitar"


async def say(db: Database, person: PersonId, *texts: str, type_: str = SAID_TO_ASSISTANT) -> None:
    """Have a person say things; nothing is read yet."""
    drafts = [
        EventDraft(type_, f"{type_} {at}", DAY + timedelta(days=at), text, speaker="Ana", is_mine=True)
        for at, text in enumerate(texts)
    ]
    async with db.begin(Scope(person, "export")) as tx:
        await append_many(tx, await ensure_source(tx, "chatgpt"), drafts)


async def learn(db: Database, person: PersonId, *learners: Learner) -> list[str]:
    """Have what is new read, and give what is believed then."""
    await learn_slice(db, Scope(person, "export"), learners)
    return await believed(db, person)


async def believed(db: Database, person: PersonId) -> list[str]:
    async with db.begin(Scope(person, "export")) as tx:
        return [belief.statement for belief in await find_beliefs(tx)]


async def test_without_shelter_the_line_would_be_believed(db: Database, ana: PersonId) -> None:
    await say(db, ana, HINTS)
    assert await learn(db, ana, BeliefLearner(LanguageRules())) == ["My nephew is called Tom"]


@pytest.mark.parametrize("table", ["interest_signal", "style_observation", "belief_evidence"])
async def test_each_learner_reads_one_line_and_not_the_one_that_hints(
    db: Database, ana: PersonId, house: House, table: LiteralString
) -> None:
    await say(db, ana, HINTS, ORDINARY)
    assert await learn(db, ana, *make_learners(house.job_context().part(Models))) == [LIVES]
    async with db.begin(Scope(ana, "export")) as tx:
        cursor = await tx.connection.execute(
            f"SELECT DISTINCT text FROM {table} JOIN event ON event.id = event_id"  # noqa: S608 - names of ours
        )
        assert await cursor.fetchall() == [(ORDINARY,)]


async def test_understanding_anew_leaves_it_out_too(db: Database, ana: PersonId, house: House) -> None:
    await say(db, ana, HINTS, ORDINARY)
    await rebuild_now(db, Scope(ana, "export"), make_learners(house.job_context().part(Models)))
    assert await believed(db, ana) == [LIVES]


async def test_what_a_person_posts_is_read_as_ever(db: Database, ana: PersonId, house: House) -> None:
    await say(db, ana, HINTS, type_="social.post.published.v1")
    assert await learn(db, ana, *make_learners(house.job_context().part(Models))) == [
        "My nephew is called Tom"
    ]


@pytest.fixture
async def capable(house: House, tmp_path: Path) -> AsyncIterator[tuple[Models, Peer]]:
    """Models with a capable one for language, and what it is asked."""
    peer = Peer()
    async with serve_here(make_peer(peer)) as address:
        settings = house.settings.model_copy(
            update={"home": tmp_path, "language_url": f"{address}/v1", "language_model": "peer"}
        )
        async with Models(settings) as models:
            yield models, peer


async def test_a_language_model_is_not_sent_what_hints(
    db: Database, ana: PersonId, capable: tuple[Models, Peer]
) -> None:
    models, peer = capable
    await say(db, ana, HINTS, ORDINARY)
    await read_for_person(db, models, Budget(ana, 1_000_000))
    assert peer.asked == [[ORDINARY]]
