"""How well memory finds what a question is about: recall@k on LoCoMo, beside plain BM25 and plain vectors."""

import asyncio
import math
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime

import numpy as np

from beknown.events import EventDraft, append_many, ensure_source
from beknown.kit import clock
from beknown.kit.db import Database, Scope
from beknown.kit.ids import EventId, PersonId
from beknown.models import Embedder, Vector
from beknown.models.embedded_embedding import EmbeddedEmbedder
from beknown.understanding import Query, make_query, recall
from beknown.understanding.fold import find_words
from beknown.understanding.jobs import embed_batch
from beknown.understanding.stopwords import BY_LANGUAGE
from benchmarks.embedding import KeptEmbedder
from benchmarks.harness import Timing, add_person, open_database, print_head, print_table, settle
from benchmarks.locomo import CATEGORIES, FOLDER, Asked, Conversation, Turn, read_conversations

DEPTHS = (1, 5, 10, 20)
AT = datetime(2024, 6, 1, tzinfo=UTC)
"""When the questions are asked: after the last conversation."""


@dataclass(slots=True)
class Tally:
    """Shares of the answering turns that were found, by depth; at depth 10 also by category."""

    by_depth: dict[int, list[float]] = field(default_factory=lambda: {depth: [] for depth in DEPTHS})
    by_category: dict[int, list[float]] = field(default_factory=lambda: {each: [] for each in CATEGORIES})
    milliseconds: list[float] = field(default_factory=list[float])

    def note(self, asked: Asked, found: Sequence[str], milliseconds: float) -> None:
        """Note what one question found."""
        for depth in DEPTHS:
            self.by_depth[depth].append(len(asked.gold & set(found[:depth])) / len(asked.gold))
        self.by_category[asked.category].append(self.by_depth[10][-1])
        self.milliseconds.append(milliseconds)

    def row(self, name: str) -> list[str]:
        """Give the table row: recall at each depth, at 10 by category, and how long a question took."""
        timing = Timing(tuple(self.milliseconds))
        shares = [*self.by_depth.values(), *self.by_category.values()]
        return [
            name,
            *(f"{np.mean(share):.3f}" for share in shares),
            f"{timing.at(50):.1f}",
            f"{timing.at(95):.1f}",
        ]


async def main() -> None:
    """Measure and print."""
    print_head("Recall on LoCoMo", "python -m benchmarks recall")
    conversations = read_conversations()
    if not conversations:
        print(f"The data set isn't at {FOLDER}; name its folder with BEKNOWN_LOCOMO. Not measured.")
        return
    engine = EmbeddedEmbedder()
    embedder = KeptEmbedder(engine, "locomo")
    async with open_database() as db:
        tallies = await _ask_all(db, conversations, embedder)
    embedder.keep()
    engine.close()
    head = (
        "",
        *(f"@{depth}" for depth in DEPTHS),
        *(f"@10 {name}" for name in CATEGORIES.values()),
        "p50 ms",
        "p95 ms",
    )
    print_table(head, [tally.row(name) for name, tally in tallies.items()])
    questions, turns = (
        sum(len(part) for part in parts)
        for parts in zip(*((c.questions, c.turns) for c in conversations), strict=True)
    )
    print(
        f"\n{questions} questions about {turns} turns of {len(conversations)} conversations, one person each."
    )


async def _ask_all(
    db: Database, conversations: Sequence[Conversation], embedder: Embedder
) -> dict[str, Tally]:
    people = [await _remember(db, each, embedder) for each in conversations]
    await settle(db)
    tallies = {name: Tally() for name in ("Beknown", "Beknown, words only", "plain BM25", "plain vectors")}
    with clock.frozen(AT):
        for conversation, (person, keys) in zip(conversations, people, strict=True):
            bm25, vectors = PlainBm25(conversation.turns), await PlainVectors.of(conversation.turns, embedder)
            for asked in conversation.questions:
                started = time.perf_counter()
                query = await make_query(embedder, asked.text)
                embedding_ms = (time.perf_counter() - started) * 1000
                found, taken = await _find(db, query, person, keys)
                tallies["Beknown"].note(asked, found, embedding_ms + taken)
                tallies["Beknown, words only"].note(asked, *await _find(db, Query(asked.text), person, keys))
                started = time.perf_counter()
                found = bm25.find(asked.text)
                tallies["plain BM25"].note(asked, found, (time.perf_counter() - started) * 1000)
                started = time.perf_counter()
                found = vectors.find(query.vector)
                taken = (time.perf_counter() - started) * 1000
                tallies["plain vectors"].note(asked, found, embedding_ms + taken)
    return tallies


async def _find(
    db: Database, query: Query, person: PersonId, keys: dict[EventId, str]
) -> tuple[list[str], float]:
    """Give the keys of what is recalled, and the milliseconds it took."""
    started = time.perf_counter()
    async with db.begin(Scope(person, "assistant")) as tx:
        found = await recall(tx, query, k=max(DEPTHS))
    taken = (time.perf_counter() - started) * 1000
    return [keys[each.event_id] for each in found], taken


async def _remember(
    db: Database, conversation: Conversation, embedder: Embedder
) -> tuple[PersonId, dict[EventId, str]]:
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
    return person, {event: key for key, event in added.new.items()}


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

    def find(self, question: str) -> list[str]:
        """Give the keys of the best turns."""
        words = set(find_words(question)) - BY_LANGUAGE["en"]
        scores = [self._score(words, at) for at in range(len(self._turns))]
        best = sorted(range(len(scores)), key=lambda at: -scores[at])[: max(DEPTHS)]
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

    @classmethod
    async def of(cls, turns: Sequence[Turn], embedder: Embedder) -> "PlainVectors":
        """Embed the turns, each with its speaker."""
        made = await embedder.embed_passages([f"{turn.speaker}: {turn.text}" for turn in turns])
        return cls(turns, np.stack(made))

    def find(self, vector: Vector | None) -> list[str]:
        """Give the keys of the nearest turns; none without a vector."""
        if vector is None:
            return []
        best = np.argsort(-(self._vectors @ vector), kind="stable")[: max(DEPTHS)]
        return [self._turns[int(at)].key for at in best]


if __name__ == "__main__":
    asyncio.run(main())
