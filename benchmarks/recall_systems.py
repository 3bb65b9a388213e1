"""What `benchmarks/recall.py` compares: Beknown, plain BM25, plain vectors, and mem0 with the same embedding model."""

import asyncio
import importlib
import math
import os
import tempfile
from collections import Counter
from collections.abc import AsyncGenerator, Callable, Sequence
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

import numpy as np

from beknown.events import EventDraft, append_many, ensure_source
from beknown.kit.db import Database, Scope
from beknown.kit.ids import EventId, PersonId
from beknown.models import Embedder, Vector
from beknown.understanding import Query, recall
from beknown.understanding.fold import find_words
from beknown.understanding.jobs import embed_batch
from beknown.understanding.stopwords import BY_LANGUAGE
from benchmarks.harness import add_person, open_database, settle
from benchmarks.locomo import Conversation, Turn

MOST = 20
"""How many turns a system is asked for."""


@dataclass(frozen=True, slots=True)
class Question:
    """A question with its vector, which every system is given: embedding is counted apart."""

    text: str
    vector: Vector
    space: str


class System(Protocol):
    """Knows one conversation and finds what a question is about."""

    async def find(self, question: Question) -> list[str]:
        """Give the keys of up to `MOST` turns, best first."""
        ...


class Beknown:
    """The product: events in the log, recall through the door.

    `sureness` tells how sure it was that memory holds the last question's answer at all.
    """

    def __init__(self, db: Database, person: PersonId, keys: dict[EventId, str]) -> None:
        self._db = db
        self._person = person
        self._keys = keys
        self.sureness = 0.0

    async def find(self, question: Question) -> list[str]:
        """Give the keys of what is recalled."""
        query = Query(question.text, vector=question.vector, space=question.space)
        async with self._db.begin(Scope(self._person, "assistant")) as tx:
            found = await recall(tx, query, k=MOST)
        self.sureness = found[0].sureness if found else 0.0
        return [self._keys[each.event_id] for each in found]


async def make_beknown(db: Database, conversation: Conversation, embedder: Embedder) -> Beknown:
    """Append each turn as an event, and wait for the vectors."""
    person = await add_person(db, conversation.name)
    drafts = [
        EventDraft(
            type="social.message.received.v1",
            key=turn.key,
            occurred_at=turn.at,
            text=turn.text,
            speaker=turn.speaker,
            thread="chat",
        )
        for turn in conversation.turns
    ]
    scope = Scope(person, "export")
    async with db.begin(scope) as tx:
        added = await append_many(tx, await ensure_source(tx, "whatsapp"), drafts)
    while await embed_batch(db, scope, embedder):
        pass
    await settle(db)
    return Beknown(db, person, {event: key for key, event in added.new.items()})


class PlainBm25:
    """BM25 over single turns, as textbooks have it, with the same words as Beknown's.

    Source: Robertson and Zaragoza 2009, The Probabilistic Relevance Framework, equation 3.15.
    """

    def __init__(self, turns: Sequence[Turn]) -> None:
        self._turns = turns
        self._counts = [
            Counter(word for word in find_words(turn.text) if word not in BY_LANGUAGE["en"]) for turn in turns
        ]
        self._sizes = [counts.total() for counts in self._counts]
        self._usual = sum(self._sizes) / len(turns)
        self._df = Counter(word for counts in self._counts for word in counts)

    async def find(self, question: Question) -> list[str]:
        """Give the keys of the best turns."""
        words = set(find_words(question.text)) - BY_LANGUAGE["en"]
        scores = [self._score(words, at) for at in range(len(self._turns))]
        best = sorted(range(len(scores)), key=lambda at: -scores[at])[:MOST]
        return [self._turns[at].key for at in best]

    def _score(self, words: set[str], at: int) -> float:
        score, room = 0.0, 1.2 * (0.25 + 0.75 * self._sizes[at] / self._usual)
        for word in words & self._counts[at].keys():
            idf = math.log(1 + (len(self._turns) - self._df[word] + 0.5) / (self._df[word] + 0.5))
            score += idf * self._counts[at][word] * 2.2 / (self._counts[at][word] + room)
        return score


class PlainVectors:
    """Nearest vectors over single turns, compared exactly."""

    def __init__(self, turns: Sequence[Turn], vectors: Vector) -> None:
        self._turns = turns
        self._vectors = vectors

    async def find(self, question: Question) -> list[str]:
        """Give the keys of the nearest turns."""
        best = np.argsort(-(self._vectors @ question.vector), kind="stable")[:MOST]
        return [self._turns[int(at)].key for at in best]


class Mem0:
    """mem0, with `infer=False`: it keeps each turn as it is, and searches by vectors and, where it can, by words."""

    def __init__(self, memory: Any, conversation: Conversation) -> None:  # noqa: ANN401 - the library has no types
        self._memory = memory
        self._name = conversation.name

    async def find(self, question: Question) -> list[str]:
        """Give the keys of what its search gives."""
        self._memory.embedding_model.question = question
        filters = {"user_id": self._name}
        found = self._memory.search(question.text, top_k=MOST, filters=filters, threshold=0.0)
        return [each["metadata"]["key"] for each in found["results"]]


class Mem0Embedder:
    """What mem0 asks for vectors: those that all systems are given."""

    def __init__(self, vectors: dict[str, Vector]) -> None:
        self.vectors = vectors
        self.question: Question | None = None

    def embed(self, text: str, memory_action: str | None = None) -> list[float]:
        """Give the vector of a turn, or that of the question."""
        if memory_action == "search" and self.question is not None and text == self.question.text:
            return self.question.vector.tolist()
        return self.vectors[text].tolist()


def make_mem0(folder: Path, conversation: Conversation, vectors: dict[str, Vector]) -> Mem0:
    """Add each turn to a mem0 of its own, in a folder; nothing leaves the machine."""
    os.environ["MEM0_TELEMETRY"] = "False"
    os.environ["MEM0_DIR"] = str(folder)
    library: Any = importlib.import_module("mem0")  # it reads its settings when it is imported
    memory = library.Memory.from_config(
        {
            "vector_store": {
                "provider": "qdrant",
                "config": {
                    "path": str(folder / conversation.name),
                    "embedding_model_dims": len(next(iter(vectors.values()))),
                    "collection_name": "turns",
                },
            },
            "llm": {"provider": "openai", "config": {"api_key": "unused"}},
            "embedder": {"provider": "openai", "config": {"api_key": "unused"}},
            "history_db_path": str(folder / f"{conversation.name}.db"),
        }
    )
    memory.embedding_model = Mem0Embedder(vectors)
    for turn in conversation.turns:
        memory.add(said(turn), user_id=conversation.name, metadata={"key": turn.key}, infer=False)
    return Mem0(memory, conversation)


def said(turn: Turn) -> str:
    """Give a turn with its speaker, as every system but Beknown keeps it."""
    return f"{turn.speaker}: {turn.text}"


@asynccontextmanager
async def open_beknown(
    conversations: Sequence[Conversation], embedder: Embedder
) -> AsyncGenerator[list[Beknown]]:
    """Open Beknown with one person for each conversation."""
    async with open_database() as db:
        yield [await make_beknown(db, each, embedder) for each in conversations]


@asynccontextmanager
async def open_bm25(
    conversations: Sequence[Conversation], embedder: Embedder
) -> AsyncGenerator[list[PlainBm25]]:
    """Open plain BM25."""
    del embedder
    yield [PlainBm25(each.turns) for each in conversations]


@asynccontextmanager
async def open_vectors(
    conversations: Sequence[Conversation], embedder: Embedder
) -> AsyncGenerator[list[PlainVectors]]:
    """Open plain vectors."""
    yield [PlainVectors(each.turns, np.stack(await _embed(each, embedder))) for each in conversations]


@asynccontextmanager
async def open_mem0(conversations: Sequence[Conversation], embedder: Embedder) -> AsyncGenerator[list[Mem0]]:
    """Open mem0 in a folder of its own."""
    with tempfile.TemporaryDirectory(prefix="bk-mem0-") as folder:
        made: list[Mem0] = []
        for each in conversations:
            vectors = dict(zip(map(said, each.turns), await _embed(each, embedder), strict=True))
            made.append(await asyncio.to_thread(make_mem0, Path(folder), each, vectors))
        yield made


async def _embed(conversation: Conversation, embedder: Embedder) -> list[Vector]:
    return await embedder.embed_passages([said(turn) for turn in conversation.turns])


Opened = AbstractAsyncContextManager[Sequence[System]]
SYSTEMS: dict[str, Callable[[Sequence[Conversation], Embedder], Opened]] = {
    "beknown": open_beknown,
    "bm25": open_bm25,
    "vectors": open_vectors,
    "mem0": open_mem0,
}
"""Each opens a context that gives one `System` for each conversation."""
