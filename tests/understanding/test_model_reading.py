"""A capable model reads what the rules read too: within the day's tokens, through the door, never twice."""

import asyncio
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import psycopg
import pytest

from beknown.app.house import House
from beknown.events import EventDraft, append_many, ensure_source, forget_events, subscribe
from beknown.kit import clock
from beknown.kit.db import Database, Scope
from beknown.kit.ids import NOBODY, EventId, PersonId
from beknown.kit.jobs import JobContext, Worker
from beknown.models import Choice, Models, Server
from beknown.models.switch import switch
from beknown.understanding import make_learners, note_unread
from beknown.understanding.believe import BeliefLearner
from beknown.understanding.extract import LanguageRules
from beknown.understanding.learn import learn_slice
from beknown.understanding.model_reading import AFTER_TALK, Budget, Reading, look_at_reading, read_for_person
from beknown.understanding.model_reading_store import find_everybody
from beknown.understanding.pace import FEW
from beknown.understanding.rebuild import rebuild_now
from tests.clients import Client, serve_here
from tests.people import add_operator
from tests.understanding.believing import DAY
from tests.understanding.hearing import draft, listed, snapshot
from tests.understanding.reading import CALL, Peer, make_peer
from tests.understanding.remembering import switch_off
from tests.understanding.test_read_again import turn

subscribe(note_unread)
PLENTY = 1_000_000
RULES = BeliefLearner(LanguageRules())
NOW = datetime(2026, 3, 4, 15, tzinfo=UTC)


@pytest.fixture
def peer() -> Peer:
    """How the server behaves."""
    return Peer()


@pytest.fixture
async def models(peer: Peer, house: House, tmp_path: Path) -> AsyncIterator[Models]:
    """The models, with that server set for language."""
    async with serve_here(make_peer(peer)) as address:
        settings = house.settings.model_copy(
            update={"home": tmp_path, "language_url": f"{address}/v1", "language_model": "peer"}
        )
        async with Models(settings) as models:
            yield models


async def hear(
    db: Database, person: PersonId, *drafts: EventDraft, source: str = "whatsapp"
) -> list[EventId]:
    """Append, and have the rules read."""
    async with db.begin(Scope(person, "export")) as tx:
        added = await append_many(tx, await ensure_source(tx, source), drafts)
    await learn_slice(db, Scope(person, "export"), [RULES])
    return list(added.new.values())


async def look(db: Database, models: Models, person: PersonId, most: int = PLENTY) -> Reading:
    return await look_at_reading(db, models, Scope(person, "assistant"), most)


@pytest.fixture
async def owner(database_url: str, db: Database) -> AsyncIterator[psycopg.AsyncConnection]:
    """A connection that sees the queue."""
    del db  # it empties the queue
    async with await psycopg.AsyncConnection.connect(database_url, autocommit=True) as connection:
        yield connection


@pytest.fixture
def pair(ana: PersonId, ben: PersonId) -> tuple[PersonId, ...]:
    """Two people."""
    return ana, ben


async def waiting_jobs(owner: psycopg.AsyncConnection) -> list[tuple[str, datetime | None]]:
    """Give how often the jobs of reading that wait have failed, and when they are due."""
    cursor = await owner.execute(
        "SELECT args->>'failed', scheduled_at FROM jobs.procrastinate_jobs"
        " WHERE task_name = 'understanding.read_with_model' AND status = 'todo'"
    )
    return [(row[0], row[1]) for row in await cursor.fetchall()]


async def test_what_the_rules_miss_a_capable_model_finds_and_its_tokens_are_counted(
    db: Database, ana: PersonId, models: Models
) -> None:
    await hear(db, ana, draft("Big news: I hang my hat in Porto!"))
    assert await listed(db, ana) == {}
    await read_for_person(db, models, Budget(ana, PLENTY))
    ((statement, belief),) = (await listed(db, ana)).items()
    assert (statement, belief.value, belief.origin) == ("hang my hat in Porto", "porto", "model")
    assert await look(db, models, ana) == Reading(
        is_on=True, is_away=False, spent=CALL, most=PLENTY, waiting=0
    )
    async with db.begin(Scope(ana, "account")) as tx:
        cursor = await tx.connection.execute(
            "SELECT model, calls, input_tokens, output_tokens FROM model_usage"
        )
        assert await cursor.fetchall() == [("peer", 1, CALL - 20, 20)]


async def test_the_worker_has_it_read_a_while_after_the_rules(
    owner: psycopg.AsyncConnection, ana: PersonId, models: Models, house: House, peer: Peer
) -> None:
    db = house.db
    async with db.begin(Scope(ana, "export")) as tx:
        trifles = [
            draft(f"ok {number}") for number in range(FEW)
        ]  # more than a talk: it isn't waited for its end
        said = [draft("I hang my hat in Porto"), *trifles]
        await append_many(tx, await ensure_source(tx, "whatsapp"), said)
    context = house.job_context()
    parts = {**context.parts, Models: models}
    jobs = JobContext(db=db, settings=house.settings, blobs=house.blobs, parts=parts)
    a_while_ago = clock.now() - AFTER_TALK
    with clock.frozen(a_while_ago):
        await Worker(house.owner_url, jobs).run(until_empty=True)
    assert await waiting_jobs(owner) == [("0", a_while_ago + AFTER_TALK)]
    assert peer.asked == []
    await Worker(house.owner_url, jobs).run(until_empty=True)
    assert peer.asked == [["I hang my hat in Porto"]]
    assert list(await listed(db, ana)) == ["hang my hat in Porto"]


async def test_while_one_person_is_read_another_comes_again_later(
    db: Database, owner: psycopg.AsyncConnection, pair: tuple[PersonId, ...], models: Models, peer: Peer
) -> None:
    for person in pair:
        await hear(db, person, draft("I hang my hat in Porto"))
    began = clock.now()
    await asyncio.gather(*(read_for_person(db, models, Budget(person, PLENTY)) for person in pair))
    assert peer.asked == [["I hang my hat in Porto"]]
    ((failed, at),) = await waiting_jobs(owner)
    assert failed == "0"
    assert at is not None
    assert at > began


async def test_a_small_model_is_never_asked(db: Database, ana: PersonId, models: Models, peer: Peer) -> None:
    peer.parameters = 135_000_000
    await hear(db, ana, draft("I hang my hat in Porto"))
    await read_for_person(db, models, Budget(ana, PLENTY))
    assert peer.asked == []
    assert not (await look(db, models, ana)).is_on


async def test_the_embedded_model_is_not_even_started(db: Database, ana: PersonId, house: House) -> None:
    await hear(db, ana, draft("I hang my hat in Porto"))
    async with Models(house.settings) as embedded:
        await read_for_person(db, embedded, Budget(ana, PLENTY))
        assert (await embedded.describe_language()).state in {"ready", "missing"}
        assert not (await look(db, embedded, ana)).is_on


async def test_what_the_day_has_no_tokens_for_is_read_on_the_next(
    db: Database, owner: psycopg.AsyncConnection, ana: PersonId, models: Models, peer: Peer
) -> None:
    await hear(db, ana, *(draft(f"I hang my hat in Porto {'oh my ' * 100}{at}") for at in range(20)))
    with clock.frozen(NOW):
        await read_for_person(db, models, Budget(ana, 3_000))
        today = await look(db, models, ana, 3_000)
    assert 0 < today.spent <= 3_000
    assert today.waiting == 20 - sum(len(some) for some in peer.asked) > 0
    assert await waiting_jobs(owner) == [("0", datetime(2026, 3, 5, tzinfo=UTC))]
    with clock.frozen(NOW + timedelta(days=1)):
        await read_for_person(db, models, Budget(ana, PLENTY))
        tomorrow = await look(db, models, ana)
    assert tomorrow.waiting == 0
    assert sorted(text for some in peer.asked for text in some) == sorted(
        {text for some in peer.asked for text in some}
    )


async def test_a_day_with_too_few_tokens_for_one_call_asks_nothing(
    db: Database, ana: PersonId, models: Models, peer: Peer
) -> None:
    await hear(db, ana, draft("I hang my hat in Porto"))
    await read_for_person(db, models, Budget(ana, 1_000))
    assert peer.asked == []
    assert (await look(db, models, ana, 1_000)).spent == 0


@pytest.mark.parametrize("status", [500, 429, 404])
async def test_while_the_server_fails_nothing_is_lost_and_it_is_tried_again_later_and_later(
    db: Database, owner: psycopg.AsyncConnection, ana: PersonId, models: Models, peer: Peer, *, status: int
) -> None:
    await hear(db, ana, draft("I hang my hat in Porto. I live in Lisbon."))
    peer.status = status
    with clock.frozen(NOW):
        await read_for_person(db, models, Budget(ana, PLENTY), failed=2)
    assert await waiting_jobs(owner) == [("3", NOW + timedelta(minutes=4))]
    assert [each.value for each in (await listed(db, ana)).values()] == ["lisbon"]
    peer.status = 200
    await read_for_person(db, models, Budget(ana, PLENTY))
    assert (await look(db, models, ana)).waiting == 0
    assert {each.value for each in (await listed(db, ana)).values()} == {"lisbon", "porto"}


async def test_a_server_that_is_not_there_is_waited_for(
    db: Database, owner: psycopg.AsyncConnection, ana: PersonId, house: House
) -> None:
    await hear(db, ana, draft("I hang my hat in Porto"))
    settings = house.settings.model_copy(
        update={"language_url": "http://127.0.0.1:9/v1", "language_model": "peer"}
    )
    async with Models(settings) as models:
        await read_for_person(db, models, Budget(ana, PLENTY))
        found = await look(db, models, ana)
    assert (found.is_away, found.waiting, found.spent) == (True, 1, 0)
    assert len(await waiting_jobs(owner)) == 1


async def test_words_that_a_model_refuses_are_passed_over_and_the_others_read(
    db: Database, ana: PersonId, models: Models, peer: Peer
) -> None:
    peer.refuses = "forbidden"
    await hear(db, ana, draft("I hang my hat in Porto", day=1), draft("I said a forbidden word", day=2))
    await read_for_person(db, models, Budget(ana, PLENTY))
    assert list(await listed(db, ana)) == ["hang my hat in Porto"]
    assert (await look(db, models, ana)).waiting == 0


async def test_a_model_that_refuses_everything_is_asked_again_later(
    db: Database, owner: psycopg.AsyncConnection, ana: PersonId, models: Models, peer: Peer
) -> None:
    peer.refuses = ""
    await hear(db, ana, draft("I hang my hat in Porto"))
    await read_for_person(db, models, Budget(ana, PLENTY))
    assert (await look(db, models, ana)).waiting == 1
    assert [failed for failed, _ in await waiting_jobs(owner)] == ["1"]


async def test_an_answer_that_was_cut_is_asked_for_again_in_halves(
    db: Database, ana: PersonId, models: Models, peer: Peer
) -> None:
    peer.most = 2
    await hear(db, ana, *(draft(f"I hang my hat in {place}") for place in ("Porto", "Braga", "Faro", "Beja")))
    await read_for_person(db, models, Budget(ana, PLENTY))
    assert [len(some) for some in peer.asked] == [4, 2, 2]
    assert (await look(db, models, ana)).spent == 3 * CALL
    assert {each.value for each in (await listed(db, ana)).values()} == {"porto", "braga", "faro", "beja"}


async def test_only_what_the_assistant_may_see_is_sent(
    db: Database, ana: PersonId, models: Models, peer: Peer
) -> None:
    await hear(db, ana, draft("I hang my hat in Porto"), source="telegram")
    await hear(db, ana, draft("I hang my hat in Braga"))
    await switch_off(db, ana, "whatsapp", "assistant")
    await read_for_person(db, models, Budget(ana, PLENTY))
    assert peer.asked == [["I hang my hat in Porto"]]


async def test_talk_of_distress_code_and_other_peoples_answers_are_not_sent(
    db: Database, ana: PersonId, models: Models, peer: Peer
) -> None:
    answer = EventDraft(
        "assistant.message.answered.v1", "answer", DAY, "I hang my hat in Porto", speaker="Beknown"
    )
    await hear(
        db, ana, draft("I want to kill myself"), draft("def where(): return 'I live in Porto';"), answer
    )
    await read_for_person(db, models, Budget(ana, PLENTY))
    assert peer.asked == []
    assert (await look(db, models, ana)).waiting == 0


async def test_a_rebuild_keeps_what_the_model_found_and_asks_nothing_again(
    db: Database, ana: PersonId, models: Models, peer: Peer
) -> None:
    await hear(db, ana, draft("I hang my hat in Porto"), draft("I like figs", day=2))
    await read_for_person(db, models, Budget(ana, PLENTY))
    before = await snapshot(db, ana)
    await rebuild_now(db, Scope(ana, "export"), make_learners(models))
    await read_for_person(db, models, Budget(ana, PLENTY))
    assert len(peer.asked) == 1
    assert await snapshot(db, ana) == before
    assert {"hang my hat in Porto", "I like figs"} == set(await listed(db, ana))


async def test_what_is_forgotten_takes_along_what_the_model_found_in_it(
    db: Database, ana: PersonId, models: Models
) -> None:
    (event,) = await hear(db, ana, draft("I hang my hat in Porto"))
    await read_for_person(db, models, Budget(ana, PLENTY))
    async with db.begin(Scope(ana, "export")) as tx:
        await forget_events(tx, [event])
        for table in ("belief_reading", "belief_proposal"):
            cursor = await tx.connection.execute(f"SELECT count(*) FROM {table}")  # noqa: S608 - two names
            assert await cursor.fetchone() == (0,)
    assert await listed(db, ana) == {}


async def test_what_a_model_understood_from_a_forgotten_turn_goes_with_it(
    db: Database, ana: PersonId, models: Models
) -> None:
    said = turn(1, "So I hang my hat in Porto", is_mine=False)
    asked, _ = await hear(db, ana, said, turn(2, "That is the city I am in", is_mine=True))
    await read_for_person(db, models, Budget(ana, PLENTY))
    assert [each.value for each in (await listed(db, ana)).values() if each.subject == "me"] == ["porto"]
    async with db.begin(Scope(ana, "export")) as tx:
        await forget_events(tx, [asked])
    await learn_slice(db, Scope(ana, "export"), [RULES])
    assert await listed(db, ana) == {}


async def test_a_turn_is_read_again_when_one_before_it_comes_later_and_that_once(
    db: Database, ana: PersonId, models: Models, peer: Peer
) -> None:
    late = turn(1, "So I hang my hat in Porto", is_mine=False)
    await hear(db, ana, turn(2, "That is the city I am in", is_mine=True))
    await read_for_person(db, models, Budget(ana, PLENTY))
    assert await listed(db, ana) == {}
    await hear(db, ana, late)
    await read_for_person(db, models, Budget(ana, PLENTY))
    assert [each.value for each in (await listed(db, ana)).values() if each.subject == "me"] == ["porto"]
    before = [*peer.asked]
    await learn_slice(db, Scope(ana, "export"), [RULES])
    await read_for_person(db, models, Budget(ana, PLENTY))
    await rebuild_now(db, Scope(ana, "export"), make_learners(models))
    await read_for_person(db, models, Budget(ana, PLENTY))
    assert peer.asked == before


async def test_what_a_model_found_without_an_earlier_turn_gives_way_to_what_it_finds_with_it(
    db: Database, ana: PersonId, models: Models
) -> None:
    await hear(db, ana, turn(2, "I hang my hat in Porto", is_mine=True))
    await read_for_person(db, models, Budget(ana, PLENTY))
    await hear(db, ana, turn(1, "Where were you?", is_mine=False))
    await read_for_person(db, models, Budget(ana, PLENTY))
    async with db.begin(Scope(ana, "export")) as tx:
        cursor = await tx.connection.execute(
            "SELECT count(*) FROM belief_proposal WHERE proposed_by <> 'rules'"
        )
        assert await cursor.fetchone() == (1,)


async def test_a_model_that_is_connected_reads_the_past_of_everybody_one_after_the_other(
    db: Database, owner: psycopg.AsyncConnection, pair: tuple[PersonId, ...], house: House, peer: Peer
) -> None:
    for person in pair:
        await hear(db, person, draft("I hang my hat in Porto"))
    jobs = house.job_context()
    operator = Scope(await add_operator(db, "olga@example.org", "Olga"), "account")
    async with serve_here(make_peer(peer)) as address:
        server = Server(f"{address}/v1", "peer")
        await switch(db, operator, jobs.part(Models), Choice("language", server=server))
        for _ in ("for each person", "the reading"):
            await Worker(house.owner_url, jobs).run(until_empty=True)
        await switch(db, operator, jobs.part(Models), Choice("language"))
    read = {each for call in peer.asked for each in call}
    assert read == {"I hang my hat in Porto"}
    assert len(peer.asked) + len(await waiting_jobs(owner)) >= len(pair)


async def test_only_nobody_may_ask_who_is_here(db: Database, ana: PersonId) -> None:
    async with db.begin(Scope(ana, "account")) as tx:
        assert await find_everybody(tx) == []
    async with db.begin(Scope(NOBODY, "export")) as tx:
        assert await find_everybody(tx) == []
    async with db.begin(Scope(NOBODY, "account")) as tx:
        assert ana in await find_everybody(tx)


async def test_the_page_says_nothing_of_it_where_no_capable_model_is_set(ana_client: Client) -> None:
    found = (await ana_client.get("/api/you/beliefs/reading")).json()
    assert found == {"is_on": False, "is_away": False, "spent": 0, "most": 200_000, "waiting": 0}
