"""Recall: give the memories that a question is about, with what stood around them."""

import math
from collections.abc import Sequence
from dataclasses import replace
from itertools import groupby
from uuid import UUID

from beknown.kit.db import Database, Scope, Tx
from beknown.kit.errors import Unavailable
from beknown.kit.ids import EventId
from beknown.kit.telemetry import get_logger
from beknown.models import Embedder
from beknown.understanding import store
from beknown.understanding.fold import find_words
from beknown.understanding.index import SHORT_NAME
from beknown.understanding.memories import drop_memories, load_memories
from beknown.understanding.number import number_name, number_word
from beknown.understanding.rank import Ranked, Sought, rank
from beknown.understanding.read_question import MOST_LETTERS, read_question
from beknown.understanding.split import PASSAGE_LETTERS
from beknown.understanding.sureness import measure_sureness
from beknown.understanding.types import Confidence, Neighbour, Query, Recalled
from beknown.understanding.world import resolve_mentions
from beknown.understanding.world_cues import find_relations

REACH = 2
"""How many neighbours on each side come with a memory."""

MOST_NAMES = 3
"""So many names of those whom a question means are looked for."""

MORE = 3
"""How many passages are ranked for each event that is given: a long text has several."""

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
    ranked, rows = await _find(tx, query, k)
    if len({row.middle for row in rows}) < len(ranked):  # some were forgotten since they were loaded
        drop_memories(tx.scope, query.space)
        ranked, rows = await _find(tx, query, k)
    return _show(ranked, rows, k, query)


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
        names = await resolve_mentions(tx, text[:MOST_LETTERS]) if find_relations(text[:MOST_LETTERS]) else []
        return await recall(tx, replace(query, names=tuple(names)), k=k)


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


async def _find(tx: Tx, query: Query, k: int) -> tuple[list[Ranked], list[store.PassageRow]]:
    """Rank what is loaded, and read the best of it with what stood around."""
    memories = await load_memories(tx, query.space)
    ranked = _choose_parts(rank(memories, seek(query), most=MORE * (k + SPARE)))[: k + SPARE]
    wanted = [(each.event_id, each.part) for each in ranked]
    rows = await store.find_passages(tx, wanted, letters=PASSAGE_LETTERS, reach=REACH) if wanted else []
    return ranked, rows


def seek(query: Query) -> Sought:
    """Say what a query looks for, in the numbers that passages are ranked by."""
    question = read_question(query.text, query.time_zone)
    meant = [word for name in query.names[:MOST_NAMES] for word in find_words(name) if len(word) > SHORT_NAME]
    words = list(dict.fromkeys((*question.words, *meant)))
    span = question.span
    return Sought(
        words=tuple(int.from_bytes(number_word(word), "big") for word in words),
        names=tuple(int.from_bytes(number_name(word), "big") for word in words),
        vector=query.vector,
        since=span.since.timestamp() if span else math.nan,
        until=span.until.timestamp() if span else math.nan,
        is_mine=question.is_mine,
    )


def _choose_parts(ranked: Sequence[Ranked]) -> list[Ranked]:
    """Keep the best passage of each event."""
    best: dict[UUID, Ranked] = {}
    for each in ranked:
        best.setdefault(each.event_id, each)
    return list(best.values())


def _show(ranked: Sequence[Ranked], rows: Sequence[store.PassageRow], k: int, query: Query) -> list[Recalled]:
    sureness = round(measure_sureness(ranked), 3)
    shown: list[Recalled] = []
    said: set[str] = set()
    room = query.tokens * LETTERS_PER_TOKEN
    for place, beside in groupby(rows, key=lambda row: row.middle):
        memory = _as_recalled(ranked[place - 1], list(beside), sureness, has_vector=query.vector is not None)
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


def _as_recalled(
    each: Ranked, rows: Sequence[store.PassageRow], sureness: float, *, has_vector: bool
) -> Recalled:
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
        sureness=sureness,
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
    cosine = each.cosine or 0.0
    if each.covered >= COVERED_GOOD or cosine >= COSINE_GOOD:
        return "good"
    if each.covered >= (COVERED_FAIR if has_vector else COVERED_FAIR_ALONE) or cosine >= COSINE_FAIR:
        return "fair"
    return "poor"


def _letters(memory: Recalled) -> int:
    return len(memory.text) + sum(len(each.text) for each in (*memory.before, *memory.after))
