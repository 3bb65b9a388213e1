from collections.abc import AsyncIterator

import pytest

from beknown.events import subscribe
from beknown.kit.db import Database, Scope
from beknown.kit.ids import PersonId
from beknown.models.embedded_embedding import EmbeddedEmbedder
from beknown.understanding import index_events, recall_for
from beknown.understanding import jobs as understanding_jobs
from tests.understanding.remembering import as_drafts, embed_all, lines, remember, texts_of

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


@pytest.fixture(scope="session")
async def embedder() -> AsyncIterator[EmbeddedEmbedder]:
    """The embedded embedder."""
    engine = EmbeddedEmbedder()
    yield engine
    engine.close()


async def test_words_are_found_as_soon_as_they_are_appended(db: Database, ana: PersonId) -> None:
    await remember(db, ana, as_drafts(LIFE))
    found = await texts_of(db, ana, "What did Rui ask about the Lisbon hotel?")
    assert found[0] == LIFE[0].text


async def test_meaning_finds_what_no_word_finds(
    db: Database, ana: PersonId, embedder: EmbeddedEmbedder
) -> None:
    await remember(db, ana, as_drafts(LIFE))
    await embed_all(db, ana, embedder)
    found = await recall_for(db, embedder, Scope(ana, "assistant"), "Which instrument does she play?")
    assert found[0].text == LIFE[5].text
