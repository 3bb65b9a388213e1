"""Recall: give the memories that a question is about, with what stood around them."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from uuid import UUID

from beknown.kit.db import Database, Scope, Tx
from beknown.kit.errors import Unavailable
from beknown.kit.ids import EventId
from beknown.kit.telemetry import get_logger
from beknown.models import Embedder
from beknown.understanding import store
from beknown.understanding.count import count_known
from beknown.understanding.fold import find_words
from beknown.understanding.fuse import Ranked, Weights, choose, rank
from beknown.understanding.read_question import MOST_LETTERS, Question, read_question
from beknown.understanding.split import PASSAGE_LETTERS
from beknown.understanding.types import Confidence, Neighbour, Query, Recalled

FROM_WORDS = 40
FROM_VECTORS = 40
FROM_TIME = 30
LOOKED_AT = 300
LOOKED_AT_CLOSELY = 40
"""How many candidates come from each way of searching; of how many the vectors themselves are compared; and how many
of them are ranked with their neighbours."""

SPARE = 5
"""How many more are read than are given, in case some say the same."""

COMMON = 4000
"""Of a word that more passages say than this, the latest are looked at."""

REACH = 2
LETTERS_PER_TOKEN = 4
COVERED_GOOD = 0.6
COVERED_FAIR = 0.25
COVERED_FAIR_ALONE = 0.34
COSINE_GOOD = 0.86
COSINE_FAIR = 0.82
_log = get_logger(__name__)


@dataclass(frozen=True, slots=True)
class _Found:
    """What to look at closely, and the worth of the wanted words."""

    events: list[UUID]
    weights: Weights


async def recall(tx: Tx, query: Query, *, k: int = 10) -> list[Recalled]:
    """Give up to `k` memories that the query is about, best first, as this transaction's scope may see them.

    Those whose confidence is `poor` are near in form only: if all are, the person's memory doesn't hold it.
    """
    question = read_question(query.text, query.time_zone)
    found = await _find(tx, query, question)
    if not found.events:
        return []
    candidates = await store.find_candidates(
        tx, found.events, question.ranges, query.vector, query.space, reach=REACH
    )
    ranked = rank(candidates, found.events, found.weights, question.names, question.span)
    return await _show(tx, ranked[: k + SPARE], k, query)


async def recall_for(
    db: Database, embedder: Embedder | None, scope: Scope, text: str, *, k: int = 10, time_zone: str = "UTC"
) -> list[Recalled]:
    """Embed a question outside of any transaction, then recall. Without an embedder words and time decide.

    Args:
        db: The door.
        embedder: Makes the question's vector; when it fails, the search goes on without.
        scope: For whom, and what for.
        text: The question.
        k: Most memories.
        time_zone: Of the person.
    """
    query = await make_query(embedder, text, time_zone=time_zone)
    async with db.begin(scope) as tx:
        return await recall(tx, query, k=k)


async def make_query(embedder: Embedder | None, text: str, *, time_zone: str = "UTC") -> Query:
    """Make a query of a question, with its vector where that can be had. Call it outside of any transaction."""
    query = Query(text, time_zone=time_zone)
    if embedder is None:
        return query
    try:
        vector = await embedder.embed_query(text[:MOST_LETTERS])
    except Unavailable:
        _log.warning("question searched by words alone: the embedder can't be had")
        return query
    return replace(query, vector=vector, space=embedder.name)


async def _find(tx: Tx, query: Query, question: Question) -> _Found:
    lists: list[list[UUID]] = []
    weights = Weights(())
    if question.words:
        known = await count_known(tx)
        hits = await store.find_by_words(tx, question.ranges, known=known, common=COMMON, most=FROM_WORDS)
        lists.append([hit.event_id for hit in hits])
        if hits:
            weights = Weights.of_counts(hits[0].counts, known)
    if query.vector is not None:
        nearest = await store.find_by_vector(
            tx, query.vector, query.space, looked_at=LOOKED_AT, most=FROM_VECTORS
        )
        lists.append([hit.event_id for hit in nearest])
    if question.span is not None:
        lists.append([hit.event_id for hit in await store.find_by_time(tx, question.span, most=FROM_TIME)])
    return _Found(choose(lists, LOOKED_AT_CLOSELY), weights)


async def _show(tx: Tx, ranked: Sequence[Ranked], k: int, query: Query) -> list[Recalled]:
    wanted = [(each.candidate.event_id, _part(each)) for each in ranked]
    rows = await store.find_passages(tx, wanted, letters=PASSAGE_LETTERS, reach=REACH)
    shown: list[Recalled] = []
    said: set[str] = set()
    room = query.tokens * LETTERS_PER_TOKEN
    for place, beside in groupby(rows, key=lambda row: row.middle):
        memory = _as_recalled(ranked[place - 1], list(beside), has_vector=query.vector is not None)
        room -= _letters(memory)
        if shown and room < 0:
            break
        letters = essence(memory.text)
        if letters not in said:
            said.add(letters)
            shown.append(memory)
        if len(shown) == k:
            break
    return shown


def essence(text: str) -> str:
    """Give what two near duplicates have in common: letters and digits, without case, accents and signs."""
    return "".join(find_words(text))


def _part(each: Ranked) -> int:
    return each.candidate.part if each.candidate.said else each.candidate.near_part


def _as_recalled(each: Ranked, rows: Sequence[store.PassageRow], *, has_vector: bool) -> Recalled:
    row = next(row for row in rows if row.step == 0)
    return Recalled(
        event_id=EventId(row.event_id),
        text=row.text.strip(),
        speaker=row.speaker,
        is_mine=row.is_mine,
        occurred_at=row.occurred_at,
        source=row.source,
        score=round(each.score, 4),
        confidence=judge(each, has_vector=has_vector),
        type=row.type,
        thread=row.thread,
        thread_title=row.thread_title,
        before=tuple(_as_neighbour(row) for row in rows if row.step < 0),
        after=tuple(_as_neighbour(row) for row in rows if row.step > 0),
    )


def _as_neighbour(row: store.PassageRow) -> Neighbour:
    return Neighbour(EventId(row.event_id), row.text.strip(), row.speaker, row.is_mine, row.occurred_at)


def judge(each: Ranked, *, has_vector: bool) -> Confidence:
    """Say how likely a memory is about the question: by the share of its words, and by nearness in meaning."""
    cosine = each.candidate.cosine or 0.0
    if each.covered >= COVERED_GOOD or cosine >= COSINE_GOOD:
        return "good"
    if each.covered >= (COVERED_FAIR if has_vector else COVERED_FAIR_ALONE) or cosine >= COSINE_FAIR:
        return "fair"
    return "poor"


def _letters(memory: Recalled) -> int:
    return len(memory.text) + sum(len(each.text) for each in (*memory.before, *memory.after))
