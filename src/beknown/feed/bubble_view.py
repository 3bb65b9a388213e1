"""How narrow a person's feed has become: topics, sources and viewpoints of what they looked at, beside everybody's."""

from collections import Counter
from dataclasses import dataclass
from datetime import datetime, timedelta

import numpy as np
from numpy.typing import NDArray

from beknown.feed import bubble_store as store
from beknown.feed import steer_store
from beknown.feed.bubble import (
    LEAST_PEOPLE,
    Width,
    assign,
    count_groups,
    find_viewpoints,
    measure,
    widths_over_time,
)
from beknown.feed.bubble_store import LookedRow, SeenRow
from beknown.feed.stock import Rows, Stock
from beknown.feed.widen import Vectors
from beknown.kit import clock
from beknown.kit.db import Database, Scope, Tx
from beknown.kit.ids import PersonId
from beknown.understanding import phrases_of

SINCE = timedelta(days=28)
WEEKS = 8
MOST = 5_000
LEAST_SHARED = 20
"""Where fewer posts than this were looked at by five people, what there was to see stands for everybody."""

TOLD_TOPICS = 12
NAMED_BY = 8


@dataclass(frozen=True, slots=True)
class TopicShare:
    """A topic, the share of what the person looked at that it was, and that of everybody; `words` tell what it is."""

    words: tuple[str, ...]
    mine: float
    everybody: float


@dataclass(frozen=True, slots=True)
class Bubble:
    """How narrow it is.

    Args:
        widening: How wide the person set it.
        seen: How many posts they looked at in four weeks.
        is_shared: Whether everybody's is what five or more looked at; otherwise it is what there was to see.
        topics: Its width; None where too little is known, as for the others.
        sources: Whose posts.
        viewpoints: Of which groups of people who like the same things.
        weeks: The effective number of topics in each of the last weeks, the oldest first.
        shares: The topics that the person sees most, or much less of than everybody.
    """

    widening: float
    seen: int
    is_shared: bool
    topics: Width | None
    sources: Width | None
    viewpoints: Width | None
    weeks: tuple[float | None, ...]
    shares: tuple[TopicShare, ...]


@dataclass(frozen=True, slots=True)
class _Seen:
    """Rows of what the person and everybody saw, with how often, and when the person did."""

    mine: Rows
    mine_at: NDArray[np.float64]
    everybody: Rows
    weights: NDArray[np.float64]
    is_shared: bool


async def view_bubble(db: Database, stock: Stock, centres: Vectors, person: PersonId) -> Bubble:
    """Tell how narrow a person's feed has become.

    Args:
        db: The door.
        stock: Posts that are for everyone; what others see of other posts is never told.
        centres: Of topics.
        person: Whose feed.
    """
    at, scope = clock.now(), Scope(person, "feed")
    async with db.begin(scope) as tx:
        widening = await store.find_widening(tx)
        looked = await store.find_looked_at(tx, since=at - timedelta(weeks=WEEKS), most=MOST)
        many = await store.find_seen_by_many(tx, since=at - SINCE, least=LEAST_PEOPLE)
    seen = _find_seen(stock, looked, many, at)
    recent = seen.mine[seen.mine_at >= (at - SINCE).timestamp()]
    of_rows = assign(stock.meaning.take(np.arange(stock.count, dtype=np.intp)), centres)
    mine = count_groups(of_rows[recent], len(centres))
    everybody = count_groups(of_rows[seen.everybody], len(centres), seen.weights)
    async with db.begin(scope) as tx:
        shares = await _tell_topics(tx, stock, centres, mine, everybody)
    edges = [(at - timedelta(weeks=back)).timestamp() for back in range(WEEKS, -1, -1)]
    return Bubble(
        widening,
        len(recent),
        seen.is_shared,
        measure(mine, everybody) if len(centres) else None,
        _measure_sources(stock, recent, seen),
        _measure_viewpoints(stock, recent, seen),
        tuple(widths_over_time(of_rows[seen.mine], seen.mine_at, edges, max(1, len(centres)))),
        shares,
    )


def _find_seen(stock: Stock, looked: list[LookedRow], many: list[SeenRow], at: datetime) -> _Seen:
    mine = [(stock.find_row(each.item_id), each.made_at.timestamp()) for each in looked]
    own = [(row, when) for row, when in mine if row is not None]
    shared = [(stock.find_row(each.item_id), float(each.people)) for each in many]
    known = [(row, people) for row, people in shared if row is not None]
    is_shared = len(known) >= LEAST_SHARED
    if is_shared:
        everybody = np.array([row for row, _ in known], np.intp)
        weights = np.array([people for _, people in known])
    else:
        everybody = np.flatnonzero(stock.column("made_at") > (at - SINCE).timestamp())
        weights = np.ones(len(everybody))
    rows, when = np.array([row for row, _ in own], np.intp), np.array([when for _, when in own], np.float64)
    return _Seen(rows, when, everybody, weights, is_shared)


def _measure_sources(stock: Stock, recent: Rows, seen: _Seen) -> Width | None:
    author = stock.column("author").astype(np.intp)
    number = int(author.max(initial=-1)) + 1
    mine, everybody = (
        count_groups(author[recent], number),
        count_groups(author[seen.everybody], number, seen.weights),
    )
    return measure(mine, everybody)


def _measure_viewpoints(stock: Stock, recent: Rows, seen: _Seen) -> Width | None:
    people, things = stock.likers.find_pairs()
    group_of, number = find_viewpoints(people.astype(np.intp), things.astype(np.intp), stock.count)
    if not number:
        return None
    return measure(
        count_groups(group_of[recent], number), count_groups(group_of[seen.everybody], number, seen.weights)
    )


async def _tell_topics(
    tx: Tx, stock: Stock, centres: Vectors, mine: NDArray[np.float64], everybody: NDArray[np.float64]
) -> tuple[TopicShare, ...]:
    """Tell topics by the words of posts near to their middle, as far as the person may read these."""
    if not len(centres) or not mine.sum() or not everybody.sum():
        return ()
    own, theirs = mine / mine.sum(), everybody / everybody.sum()
    order = np.argsort(-np.maximum(own, theirs), kind="stable")[:TOLD_TOPICS]
    near = {int(code): stock.meaning.find_near(centres[[code]], NAMED_BY) for code in order}
    items = [stock.ref_of(int(row)) for rows in near.values() for row in rows if row < stock.count]
    texts = await steer_store.find_texts(tx, items)
    shares: list[TopicShare] = []
    for code, rows in near.items():
        found = [texts.get(stock.ref_of(int(row)).id, "") for row in rows if row < stock.count]
        words = _name(found)
        if words:
            shares.append(TopicShare(words, float(own[code]), float(theirs[code])))
    return tuple(shares)


def _name(texts: list[str]) -> tuple[str, ...]:
    """Give the phrases that most texts share, the longest first among equals."""
    counts = Counter(phrase.lstrip("#") for text in texts for phrase in phrases_of(text))
    best = sorted(counts, key=lambda phrase: (-counts[phrase], -len(phrase), phrase))
    return tuple(best[:3])
