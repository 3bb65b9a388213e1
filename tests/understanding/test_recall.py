from collections.abc import AsyncGenerator
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from psycopg import sql

from beknown.events import ensure_source, subscribe
from beknown.kit import clock
from beknown.kit.db import PURPOSES, Database, Purpose, Scope
from beknown.kit.ids import PersonId
from beknown.models.embedded_embedding import EmbeddedEmbedder
from beknown.understanding import Query, index_events, recall, recall_for
from beknown.understanding import jobs as understanding_jobs
from tests.people import add_person
from tests.understanding.remembering import as_drafts, embed_all, lines, remember, switch_off, texts_of

assert understanding_jobs  # declares the job that index_events defers
subscribe(index_events)

LIFE = lines(
    ("Rui", "Did you book the hotel for Lisbon already?"),
    ("Ana Duarte", "Yes! It is near the river, with a small balcony."),
    ("Rui", "Great, then I will look for train tickets tonight."),
    ("Ana Duarte", "My sister had her baby last night, a girl named Clara."),
    ("Rui", "Congratulations to all of you!"),
    ("Ana Duarte", "I started learning the cello, my teacher is very patient."),
)
CLOSED: tuple[Purpose, ...] = ("account", "ads", "business", "feed")
"""Purposes that messages never serve."""


@pytest.fixture(scope="module")
async def embedder() -> AsyncGenerator[EmbeddedEmbedder]:
    """The embedded embedder."""
    engine = EmbeddedEmbedder()
    yield engine
    engine.close()


async def test_words_are_found_as_soon_as_they_are_appended(db: Database, ana: PersonId) -> None:
    await remember(db, ana, as_drafts(LIFE))
    found = await texts_of(db, ana, "What did Rui ask about the Lisbon hotel?")
    assert found[0] == LIFE[0].text


async def test_words_that_are_undone_are_not_found(db: Database, ana: PersonId) -> None:
    with pytest.raises(ZeroDivisionError):
        await remember(db, ana, as_drafts(LIFE), then=lambda: 1 / 0)
    assert await texts_of(db, ana, "Lisbon hotel") == []


@pytest.mark.parametrize(
    ("question", "place"),
    [
        ("Which musical instrument is she practising?", 5),
        ("Where is the place by the water?", 1),
        ("Which relative became a mother?", 3),
    ],
)
async def test_meaning_finds_what_no_word_finds(
    db: Database, ana: PersonId, embedder: EmbeddedEmbedder, question: str, place: int
) -> None:
    await remember(db, ana, as_drafts(LIFE))
    await embed_all(db, ana, embedder)
    found = await recall_for(db, embedder, Scope(ana, "assistant"), question)
    assert found[0].text == LIFE[place].text


@pytest.mark.parametrize("question", ["lisbon", "LISBON?", "Lísbön", "hotels", "¿hôtel?"])
async def test_case_accents_and_endings_do_not_matter(db: Database, ana: PersonId, question: str) -> None:
    await remember(db, ana, as_drafts(LIFE))
    assert LIFE[0].text in await texts_of(db, ana, question)


@pytest.mark.parametrize(
    ("text", "question"),
    [
        ("Je suis allée à l'école de musique hier", "Où est l'ecole ?"),
        ("Завтра едем на дачу к бабушке", "когда едем на дачу?"),
        ("明天我们去北京看长城", "什么时候去长城"),
        ("ابنتي تتعلم العزف على البيانو", "البيانو"),
        ("Wir treffen uns am Brandenburger Tor", "Brandenburg"),
    ],
)
async def test_words_of_many_languages_are_found(
    db: Database, ana: PersonId, text: str, question: str
) -> None:
    await remember(db, ana, as_drafts([*LIFE, replace(LIFE[0], text=text, minute=90)]))
    assert (await texts_of(db, ana, question))[0] == text


async def test_a_memory_comes_with_what_was_said_around_it(db: Database, ana: PersonId) -> None:
    await remember(db, ana, as_drafts(LIFE))
    best = (await recall_for(db, None, Scope(ana, "assistant"), "train tickets"))[0]
    assert [each.text for each in best.before] == [LIFE[0].text, LIFE[1].text]
    assert [each.text for each in best.after] == [LIFE[3].text, LIFE[4].text]
    assert (best.source, best.speaker, best.is_mine) == ("whatsapp", "Rui", False)


async def test_an_answer_is_found_by_the_words_of_its_question(db: Database, ana: PersonId) -> None:
    await remember(db, ana, as_drafts(LIFE))
    assert LIFE[1].text in await texts_of(db, ana, "Lisbon hotel", k=3)


async def test_who_is_named_as_speaker_is_preferred(db: Database, ana: PersonId) -> None:
    said = lines(("Rui", "The concert was wonderful"), ("Mia", "The concert was too loud"))
    await remember(db, ana, as_drafts(said))
    assert (await texts_of(db, ana, "What did Mia think of the concert?"))[0] == said[1].text


async def test_a_named_time_is_preferred(db: Database, ana: PersonId) -> None:
    early = lines(("Rui", "We ate at the harbour"), thread="a")
    late = lines(("Rui", "We ate at the castle"), thread="b", first_minute=60 * 24 * 30)
    await remember(db, ana, as_drafts([*early, *late]))
    with clock.frozen(datetime(2026, 6, 4, 12, tzinfo=UTC)):
        assert (await texts_of(db, ana, "Where did we eat yesterday?"))[0] == late[0].text
        assert (await texts_of(db, ana, "Where did we eat in May 2026?"))[0] == early[0].text
        assert await texts_of(db, ana, "What happened yesterday?") == [late[0].text]


async def test_the_same_words_are_given_once(db: Database, ana: PersonId) -> None:
    said = lines(
        *[("Rui", "Happy birthday!"), ("Mia", "happy  birthday")] * 5, ("Rui", "The birthday cake is ready")
    )
    await remember(db, ana, as_drafts(said))
    assert len(await texts_of(db, ana, "birthday")) == 2


async def test_memories_keep_to_the_budget_of_tokens(db: Database, ana: PersonId) -> None:
    said = lines(*[("Rui", f"Number {n} of the long garden stories: " + "flowers " * 100) for n in range(20)])
    await remember(db, ana, as_drafts(said))
    async with db.begin(Scope(ana, "assistant")) as tx:
        found = await recall(tx, Query("garden stories", tokens=3000))
    letters = sum(len(each.text) + sum(len(n.text) for n in (*each.before, *each.after)) for each in found)
    assert 0 < letters <= 12_000


async def test_a_page_deep_in_a_long_text_is_found_and_shown(db: Database, ana: PersonId) -> None:
    pages = ["The garden needs water every morning. " * 30] * 20
    text = "\n\n".join([*pages[:12], "The safe opens with the number of grandmother's house.", *pages[12:]])
    await remember(db, ana, as_drafts(lines(("Ana Duarte", text))))
    best = (await recall_for(db, None, Scope(ana, "assistant"), "How does the safe open?"))[0]
    assert "grandmother's house" in best.text
    assert len(best.text) <= 1000


@pytest.mark.parametrize("question", ["", "   ", "???", "what is it", "\0", "x" * 1_000_000, "' | & ! :* \\"])
async def test_a_question_that_says_nothing_finds_nothing(db: Database, ana: PersonId, question: str) -> None:
    await remember(db, ana, as_drafts(LIFE))
    assert await texts_of(db, ana, question) == []


async def test_what_memory_does_not_hold_is_told_by_poor_confidence(
    db: Database, ana: PersonId, embedder: EmbeddedEmbedder
) -> None:
    await remember(db, ana, as_drafts(LIFE))
    await embed_all(db, ana, embedder)
    scope = Scope(ana, "assistant")
    known = await recall_for(db, embedder, scope, "What is the name of my sister's baby?")
    unknown = await recall_for(db, embedder, scope, "How much tax did Margarethe pay for her submarine?")
    assert known[0].confidence == "good"
    assert {each.confidence for each in unknown} <= {"poor"}


async def test_a_source_that_is_switched_off_is_not_recalled(
    db: Database, ana: PersonId, embedder: EmbeddedEmbedder
) -> None:
    await remember(db, ana, as_drafts(LIFE))
    await embed_all(db, ana, embedder)
    await switch_off(db, ana, "whatsapp", "assistant")
    assert await recall_for(db, embedder, Scope(ana, "assistant"), "Lisbon hotel") == []
    assert len(await recall_for(db, embedder, Scope(ana, "export"), "Lisbon hotel")) > 0


@pytest.mark.parametrize("purpose", CLOSED)
async def test_a_purpose_that_messages_do_not_serve_recalls_nothing(
    db: Database, ana: PersonId, embedder: EmbeddedEmbedder, purpose: Purpose
) -> None:
    await remember(db, ana, as_drafts(LIFE))
    await embed_all(db, ana, embedder)
    assert await recall_for(db, embedder, Scope(ana, purpose), "Lisbon hotel") == []


@pytest.mark.parametrize("purpose", PURPOSES)
async def test_another_person_recalls_nothing(
    db: Database, ana: PersonId, ben: PersonId, embedder: EmbeddedEmbedder, purpose: Purpose
) -> None:
    await remember(db, ana, as_drafts(LIFE))
    await embed_all(db, ana, embedder)
    assert await recall_for(db, embedder, Scope(ben, purpose), "Lisbon hotel") == []


async def test_each_of_twenty_people_recalls_all_of_their_own_and_nothing_else(
    db: Database, embedder: EmbeddedEmbedder
) -> None:
    things = [
        "piano",
        "violin",
        "tent",
        "boat",
        "drone",
        "camera",
        "bicycle",
        "lamp",
        "carpet",
        "statue",
        "mirror",
        "kettle",
        "scarf",
        "ladder",
        "compass",
        "rug",
        "saw",
        "vase",
        "kite",
        "flute",
    ]
    people = [await add_person(db, f"p{n}@example.org", f"Person {n}") for n in range(20)]
    for person, thing in zip(people, things, strict=True):
        said = [(f"Friend of {thing}", f"I bought a {thing}, number {n}") for n in range(5)]
        await remember(db, person, as_drafts(lines(*said)))
        await embed_all(db, person, embedder)
    for person, thing in zip(people, things, strict=True):
        found = await recall_for(db, embedder, Scope(person, "assistant"), "What did my friend buy?", k=20)
        assert {each.text for each in found} == {f"I bought a {thing}, number {n}" for n in range(5)}


async def test_what_is_forgotten_is_gone_from_every_table_of_memory(
    db: Database, ana: PersonId, embedder: EmbeddedEmbedder
) -> None:
    await remember(db, ana, as_drafts(LIFE))
    await embed_all(db, ana, embedder)
    async with db.begin(Scope(ana, "export")) as tx:
        source = await ensure_source(tx, "whatsapp")
        await tx.connection.execute("DELETE FROM event WHERE source_id = %s", (source,))
        for table in ("memory", "memory_vector", "memory_waiting"):
            statement = sql.SQL("SELECT count(*) FROM {}").format(sql.Identifier(table))
            cursor = await tx.connection.execute(statement)
            assert await cursor.fetchone() == (0,)


async def test_old_and_unknown_times_are_remembered(db: Database, ana: PersonId) -> None:
    drafts = as_drafts(
        lines(
            ("Rui", "In the very beginning"), ("Rui", "An undated beginning"), ("Rui", "The last beginning")
        )
    )
    times = [datetime(1, 1, 1, tzinfo=UTC) + timedelta(days=1), None, datetime(9999, 12, 30, tzinfo=UTC)]
    await remember(db, ana, [replace(each, occurred_at=at) for each, at in zip(drafts, times, strict=True)])
    assert len(await texts_of(db, ana, "beginning")) == 3
