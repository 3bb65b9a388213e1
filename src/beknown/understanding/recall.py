"""Recall: give the memories that a question is about, with what stood around them."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import groupby

from beknown.kit.db import Database, Scope, Tx
from beknown.kit.errors import Unavailable
from beknown.kit.ids import EventId
from beknown.kit.telemetry import get_logger
from beknown.models import Embedder
from beknown.understanding import store
from beknown.understanding.count import count_known
from beknown.understanding.fold import find_words
from beknown.understanding.fuse import Ranked, Weights, rank
from beknown.understanding.read_question import MOST_LETTERS, read_question
from beknown.understanding.split import PASSAGE_LETTERS
from beknown.understanding.types import Confidence, Neighbour, Query, Recalled

LIMITS = store.Limits(common=4000, looked_at=300, most=40, reach=2)
SPARE = 5
"""How many more are read than are given, in case some say the same."""

LETTERS_PER_TOKEN = 4
COVERED_GOOD = 0.6
COVERED_FAIR = 0.25
COVERED_FAIR_ALONE = 0.34
COSINE_GOOD = 0.86
COSINE_FAIR = 0.82
_log = get_logger(__name__)


async def recall(tx: Tx, query: Query, *, k: int = 10) -> list[Recalled]:
    """Give up to `k` memories that the query is about, best first, as this transaction's scope may see them.

    Those whose confidence is `poor` are near in form only: if all are, the person's memory doesn't hold it.
    """
    question = read_question(query.text, query.time_zone)
    known = await count_known(tx)
    wanted = store.Wanted(question.ranges, query.vector, query.space, question.span, known)
    candidates = await store.find_candidates(tx, wanted, LIMITS)
    if not candidates:
        return []
    counts = next(each.counts for each in candidates if each.counts is not None)
    ranked = rank(candidates, Weights.of_counts(counts, known), question.names, question.span)
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


async def _show(tx: Tx, ranked: Sequence[Ranked], k: int, query: Query) -> list[Recalled]:
    wanted = [(each.candidate.event_id, _part(each)) for each in ranked]
    rows = await store.find_passages(tx, wanted, letters=PASSAGE_LETTERS, reach=LIMITS.reach)
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
