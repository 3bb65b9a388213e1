"""The embedded embedder finds by meaning, holds any text, and answers a query while it works."""

import asyncio
from collections.abc import AsyncIterator

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from beknown.models.embedded_embedding import EmbeddedEmbedder

TEXTS = [
    "Ana: the train to Lisbon leaves at eight, I booked two seats",
    "The invoice for the new washing machine is attached",
    "Os gatos dormem o dia todo",
]


@pytest.fixture(scope="module")
async def embedder() -> AsyncIterator[EmbeddedEmbedder]:
    opened = EmbeddedEmbedder()
    yield opened
    await asyncio.to_thread(opened.close)


@pytest.mark.parametrize(
    ("query", "place"),
    [("what did Ana say about the trip?", 0), ("how much was the washing machine?", 1), ("sleepy cats", 2)],
)
async def test_it_finds_by_meaning_across_languages(
    embedder: EmbeddedEmbedder, query: str, place: int
) -> None:
    passages = np.stack(await embedder.embed_passages(TEXTS))
    scores = passages @ await embedder.embed_query(query)
    assert int(np.argmax(scores)) == place


async def test_vectors_come_in_the_order_of_the_texts(embedder: EmbeddedEmbedder) -> None:
    texts = [f"{'long ' * (40 - number)}{number}" for number in range(40)] + ["same", "same"]
    together = await embedder.embed_passages(texts)
    alone = [(await embedder.embed_passages([text]))[0] for text in texts]
    assert np.abs(np.stack(together) - np.stack(alone)).max() < 1e-5


async def test_a_character_that_unfolds_into_eighteen_does_not_overrun_the_engine(
    embedder: EmbeddedEmbedder,
) -> None:
    (vector,) = await embedder.embed_passages(["\ufdfa" * 5000])
    assert np.linalg.norm(vector) == pytest.approx(1, abs=1e-5)


async def test_a_very_long_text_costs_no_more_than_a_long_one(embedder: EmbeddedEmbedder) -> None:
    long, longer = await embedder.embed_passages(["word " * 400, "word " * 1_000_000])
    assert np.array_equal(long, longer)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(texts=st.lists(st.text(st.characters(), max_size=60), max_size=4))
async def test_any_text_becomes_a_unit_vector(embedder: EmbeddedEmbedder, texts: list[str]) -> None:
    vectors = await embedder.embed_passages(texts)
    assert [round(float(np.linalg.norm(vector)), 4) for vector in vectors] == [1.0] * len(texts)


async def test_a_query_need_not_wait_for_the_passages(embedder: EmbeddedEmbedder) -> None:
    work = asyncio.create_task(embedder.embed_passages([f"{TEXTS[0]} {number}" for number in range(120)]))
    await asyncio.sleep(0.05)
    await embedder.embed_query("the trip")
    assert not work.done()
    await work
