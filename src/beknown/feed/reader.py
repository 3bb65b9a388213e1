"""Who reads: everything of a person that their feed is ranked by, read in their own scope."""

from collections import Counter
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from uuid import UUID

import numpy as np
from numpy.typing import NDArray

from beknown.feed import reader_store as store
from beknown.feed.keep_stock import read_vector
from beknown.feed.packed import Amounts, Packed
from beknown.feed.reader_store import Most, Since
from beknown.feed.stock import Stock, numbers_of
from beknown.feed.token import PageToken
from beknown.feed.types import ItemRef
from beknown.kit.db import Tx

MOST = Most(liked=30, less=30, met=3000)
"""So many of the latest likes say what else is similar."""

LESS_OF_AUTHOR = timedelta(days=90)
CLOSE_SINCE = timedelta(days=180)
MET_SINCE = timedelta(days=30)
_POST = np.dtype([("author", "V16"), ("id", "V16"), ("at", ">f8"), ("is_there", "?")])
_REF = np.dtype([("author", "V16"), ("id", "V16")])
_CLOSE = np.dtype([("author", "V16"), ("amount", ">f8")])

Ids = NDArray[np.int64]
Meant = NDArray[np.float32]
Posts = NDArray[np.void]


@dataclass(frozen=True, slots=True)
class Meanings:
    """Posts with their vectors, as far as they have one in the same space.

    Args:
        posts: Author and id of each.
        vectors: One for each, of shape (n, dims).
    """

    posts: Packed = field(default_factory=Packed)
    vectors: Meant = field(default_factory=lambda: np.zeros((0, 0), np.float32))

    def item(self, place: int) -> ItemRef:
        """Name one."""
        author, item = self.posts.at(2 * place), self.posts.at(2 * place + 1)
        return ItemRef("post", author, item)


@dataclass(frozen=True, slots=True)
class Counts:
    """How often numbers are there, the numbers in rising order."""

    numbers: Ids
    times: Ids

    def of(self, numbers: Ids) -> Ids:
        """Give how often each of some numbers is there."""
        if not len(self.numbers):
            return np.zeros(len(numbers), np.int64)
        at = np.minimum(np.searchsorted(self.numbers, numbers), len(self.numbers) - 1)
        return np.where(self.numbers[at] == numbers, self.times[at], 0)


@dataclass(frozen=True, slots=True)
class Reader:
    """A person, for their feed.

    Args:
        person: Who.
        followed: Whose posts they want.
        followers: Who follows them.
        hidden: Who must not be seen by them: whom they blocked, and who blocked them.
        muted: Whom they don't want to read.
        liked: What they liked lately, the latest first, with what it means.
        less: What they want less of.
        liked_numbers: Numbers of what is liked, those without a vector among them.
        closeness: How much they did with each author.
        less_authors: How often they hid something of each author.
        less_sources: How often they hid something of each source they follow.
        source_closeness: How much they opened of each source they follow.
        looked_at: Numbers of what they looked at, which isn't shown again.
        put: Numbers of what was put on their pages, by how often.
        weights: What actions are worth to them, where they chose it.
        has_made: Whether they want what Beknown makes.
        has_profile: Whether they show themselves; without that they see nobody.
        widening: How wide they want it, from 0 to 1.
        in_run: Numbers of what was put on the pages of this run.
        is_noted: Whether this page was put together before.
        has_rules: Whether they said anything about their feed that isn't over.
        has_sources: Whether they follow a source.
        has_made_items: Whether something was made for them that didn't expire.
        has_circle: Whether there may be posts for them that not everybody sees.
    """

    person: UUID
    followed: Packed = field(default_factory=Packed)
    followers: Packed = field(default_factory=Packed)
    hidden: Packed = field(default_factory=Packed)
    muted: Packed = field(default_factory=Packed)
    liked: Meanings = field(default_factory=Meanings)
    less: Meanings = field(default_factory=Meanings)
    liked_numbers: Ids = field(default_factory=lambda: np.zeros(0, np.int64))
    closeness: Amounts = field(default_factory=Amounts)
    less_authors: Amounts = field(default_factory=Amounts)
    less_sources: dict[UUID, int] = field(default_factory=dict[UUID, int])
    source_closeness: dict[UUID, float] = field(default_factory=dict[UUID, float])
    looked_at: Ids = field(default_factory=lambda: np.zeros(0, np.int64))
    put: Counts = field(default_factory=lambda: count(np.zeros(0, np.int64)))
    weights: dict[str, float] = field(default_factory=dict[str, float])
    has_made: bool = True
    has_profile: bool = True
    widening: float = 0.0
    in_run: Ids = field(default_factory=lambda: np.zeros(0, np.int64))
    is_noted: bool = False
    has_rules: bool = False
    has_sources: bool = False
    has_made_items: bool = False
    has_circle: bool = False


async def read_reader(tx: Tx, page: PageToken, *, at: datetime, stock: Stock) -> Reader:
    """Read who reads.

    Args:
        tx: A transaction with purpose `feed`.
        page: What they ask for.
        at: Now.
        stock: Where the vectors of most posts are, so that they needn't be read.
    """
    since = Since(close=at - CLOSE_SINCE, met=at - MET_SINCE)
    row = await store.find_reader(tx, at=at, page=page, since=since, most=MOST)
    liked, less = (np.frombuffer(each or b"", _POST) for each in (row.liked, row.less))
    sources = await _read_sources(tx, at) if row.has_sources else []
    close = np.frombuffer(row.close or b"", _CLOSE)
    lately = less[less["at"] > (at - LESS_OF_AUTHOR).timestamp()]
    return Reader(
        tx.person,
        followed=Packed(row.followed or b""),
        followers=Packed(row.followers or b""),
        hidden=Packed(row.hidden or b""),
        muted=Packed(row.muted or b""),
        liked=await _read_meanings(tx, liked, stock),
        less=await _read_meanings(tx, less, stock),
        liked_numbers=numbers_of(liked["id"].tobytes()),
        closeness=Amounts(Packed(close["author"].tobytes()), close["amount"].astype(np.float64)),
        less_authors=Amounts.of(Counter(Packed(lately["author"].tobytes()))),
        less_sources={each.follow_id: each.less for each in sources},
        source_closeness={each.follow_id: each.amount for each in sources},
        looked_at=numbers_of(row.looked_at or b""),
        put=count(numbers_of(row.put or b"")),
        weights=row.weights,
        has_made=row.has_made,
        has_profile=row.has_profile,
        widening=row.widening,
        in_run=numbers_of(row.in_run or b""),
        is_noted=row.is_noted,
        has_rules=row.has_rules,
        has_sources=row.has_sources,
        has_made_items=row.has_made_items,
        has_circle=row.has_circle,
    )


def count(numbers: Ids) -> Counts:
    """Count how often each number is there."""
    return Counts(*np.unique(numbers, return_counts=True))


async def _read_sources(tx: Tx, at: datetime) -> list[store.SourceTieRow]:
    return await store.find_source_ties(tx, at=at, since=at - CLOSE_SINCE, less_since=at - LESS_OF_AUTHOR)


async def _read_meanings(tx: Tx, posts: Posts, stock: Stock) -> Meanings:
    """Give the posts that the person may still read, with what they mean: of the stock, and else of the database."""
    there = posts[posts["is_there"]]
    named = np.empty(len(there), _REF)
    named["author"], named["id"] = there["author"], there["id"]
    rows = [stock.row_of(number) for number in numbers_of(there["id"].tobytes()).tolist()]
    vectors = stock.meaning.take_raw(np.array([-1 if row is None else row for row in rows], np.intp))
    has: NDArray[np.bool_] = np.any(vectors != 0, axis=1)
    if not has.all():
        await _add_vectors(tx, named, vectors, has, space=stock.meaning.space)
    return Meanings(Packed(named[has].tobytes()), vectors[has])


async def _add_vectors(
    tx: Tx, named: Posts, vectors: Meant, has: NDArray[np.bool_], *, space: str | None
) -> None:
    """Put in the vectors of those posts that have none yet, where the database knows them."""
    lacking: list[int] = np.flatnonzero(~has).tolist()
    pairs = Packed(named[~has].tobytes())
    refs = [ItemRef("post", pairs.at(2 * at), pairs.at(2 * at + 1)) for at in range(len(lacking))]
    found = {each.id: each for each in await store.find_vectors(tx, refs)}
    for place, ref in zip(lacking, refs, strict=True):
        row = found.get(ref.id)
        if row is not None and row.space == space:
            vectors[place], has[place] = read_vector(row.vector), True
