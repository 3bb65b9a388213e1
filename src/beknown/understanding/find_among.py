"""Find, among passages that are at hand and in nobody's memory, those that a question is about. Nothing is kept."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

import numpy as np

from beknown.kit.errors import Unavailable
from beknown.kit.ids import EventId
from beknown.models import Embedder, Vector
from beknown.understanding.fold import find_words
from beknown.understanding.index import MOST_WORDS_OF_PASSAGE, SHORT_NAME, SURE_OF_LANGUAGE
from beknown.understanding.number import number_name, number_word
from beknown.understanding.rank import Ranked, rank
from beknown.understanding.recall import judge, make_query, seek
from beknown.understanding.segment import Array, Passages, arrange, make_keys
from beknown.understanding.split import PASSAGE_LETTERS
from beknown.understanding.stopwords import stopwords_of
from beknown.understanding.sureness import measure_sureness
from beknown.understanding.types import Recalled

MOST_EMBEDDED = 96
"""Of so many passages vectors are made: the newest, and those with the most words of the question."""


@dataclass(frozen=True, slots=True)
class AtHand:
    """A passage at hand: who said it and when; None where it has no time."""

    id: UUID
    text: str
    speaker: str
    at: datetime | None


async def find_among(
    embedder: Embedder | None, text: str, passages: Sequence[AtHand], *, k: int, time_zone: str = "UTC"
) -> list[Recalled]:
    """Give up to `k` passages that a question is about, best first; call it outside of any transaction.

    They are ranked as memories are. Each comes with the id that it has here as its event.

    Args:
        embedder: Makes vectors of the question and of the likeliest passages; without one, words and time decide.
        text: The question.
        passages: Where to look, oldest first.
        k: Most passages.
        time_zone: What 'yesterday' means.
    """
    if not passages or not text:
        return []
    query = await make_query(embedder, text, time_zone=time_zone)
    likely = await asyncio.to_thread(_choose_likely, text, passages)
    vectors = await _embed(embedder if query.vector is not None else None, likely, passages)
    if not vectors:
        query = replace(query, vector=None)
    packed = await asyncio.to_thread(_pack, passages, vectors)
    ranked = rank(arrange(packed, "", frozenset()), seek(query), most=k)
    sureness = round(measure_sureness(ranked), 3)
    by_id = {each.id: each for each in passages}
    return [
        _as_recalled(by_id[each.event_id], each, sureness, has_vector=query.vector is not None)
        for each in ranked
    ]


def _choose_likely(text: str, passages: Sequence[AtHand]) -> list[int]:
    """Choose the passages that get a vector, by place: half the newest, half those with most of the words."""
    words = {number_word(word) for word in find_words(text)}
    words -= {number_word(word) for word in stopwords_of(set(find_words(text)), least=SURE_OF_LANGUAGE)}
    shared = [len(words & {number_word(word) for word in find_words(each.text)}) for each in passages]
    newest = range(max(0, len(passages) - MOST_EMBEDDED // 2), len(passages))
    wordy = sorted((at for at in range(len(passages)) if shared[at]), key=lambda at: -shared[at])
    return sorted({*newest, *wordy[: MOST_EMBEDDED // 2]})


async def _embed(
    embedder: Embedder | None, likely: Sequence[int], passages: Sequence[AtHand]
) -> dict[int, Vector]:
    if embedder is None:
        return {}
    try:
        made = await embedder.embed_passages([passages[at].text[:PASSAGE_LETTERS] for at in likely])
    except Unavailable:
        return {}
    return dict(zip(likely, made, strict=True))


def _pack(passages: Sequence[AtHand], vectors: dict[int, Vector]) -> Passages:
    """Put passages into the columns that are ranked."""
    said = [list(find_words(each.text)) for each in passages]
    telling = [set(words) - stopwords_of(set(words), least=SURE_OF_LANGUAGE) for words in said]
    words = [_number_words(each, telling[at]) for at, each in enumerate(passages)]
    events = np.array([[each.id.int >> 64, each.id.int & (2**64 - 1)] for each in passages], np.uint64)
    parts = np.zeros(len(passages), np.int64)
    has_vectors = np.array([at in vectors for at in range(len(passages))], np.bool_)
    made = [vectors[at] for at in sorted(vectors)]
    return Passages(
        keys=make_keys(events, parts),
        events=events,
        parts=parts,
        sizes=np.array([sum(word in telling[at] for word in each) for at, each in enumerate(said)], np.int32),
        times=np.array([each.at.timestamp() if each.at else np.nan for each in passages], np.float64),
        threads=np.zeros(len(passages), np.int64),
        cues=np.zeros(len(passages), np.int16),
        word_counts=np.array([len(each) for each in words], np.int64),
        words=np.concatenate(words) if words else np.zeros(0, np.uint32),
        has_vectors=has_vectors,
        vectors=np.array(made, np.float16) if made else np.zeros((0, 0), np.float16),
    )


def _number_words(passage: AtHand, telling: set[str]) -> Array:
    names = {number_name(word) for word in find_words(passage.speaker) if len(word) > SHORT_NAME}
    numbers = names | {number_word(word) for word in sorted(telling)[:MOST_WORDS_OF_PASSAGE]}
    return np.array(sorted(int.from_bytes(each, "big") for each in numbers), np.uint32)


def _as_recalled(passage: AtHand, ranked: Ranked, sureness: float, *, has_vector: bool) -> Recalled:
    return Recalled(
        event_id=EventId(passage.id),
        text=passage.text,
        speaker=passage.speaker,
        is_mine=False,
        occurred_at=passage.at,
        source="messages",
        score=round(ranked.score, 4),
        confidence=judge(ranked, has_vector=has_vector),
        sureness=sureness,
    )
