"""Who reads: everything of a person that their feed is ranked by, read in their own scope."""

from collections import Counter
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from uuid import UUID

import numpy as np
from numpy.typing import NDArray

from beknown.feed import reader_store as store
from beknown.feed.keep_stock import read_vector
from beknown.feed.stock import number_of
from beknown.feed.types import ItemRef
from beknown.kit.db import Tx

LIKED = 30
"""So many of the latest likes say what else is similar."""

LESS = 30
LESS_OF_AUTHOR = timedelta(days=90)
CLOSE_SINCE = timedelta(days=180)
MET_SINCE = timedelta(days=30)
MOST_MET = 3000

Ids = NDArray[np.int64]
Meant = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Meanings:
    """Things with their vectors, as far as they have one in the same space."""

    items: tuple[ItemRef, ...]
    vectors: Meant


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
        liked_ids: As `liked`, those without a vector among them.
        closeness: How much they did with each author.
        less_authors: How often they hid something of each author.
        less_sources: How often they hid something of each source they follow.
        source_closeness: How much they opened of each source they follow.
        looked_at: Numbers of what they looked at, which isn't shown again.
        put: Numbers of what was put on their pages, by how often.
        weights: What actions are worth to them, where they chose it.
        has_made: Whether they want what Beknown makes.
        has_profile: Whether they show themselves; without that they see nobody.
    """

    person: UUID
    followed: frozenset[UUID] = frozenset()
    followers: frozenset[UUID] = frozenset()
    hidden: frozenset[UUID] = frozenset()
    muted: frozenset[UUID] = frozenset()
    liked: Meanings = field(default_factory=lambda: Meanings((), np.zeros((0, 0), np.float32)))
    less: Meanings = field(default_factory=lambda: Meanings((), np.zeros((0, 0), np.float32)))
    liked_ids: tuple[UUID, ...] = ()
    closeness: dict[UUID, float] = field(default_factory=dict[UUID, float])
    less_authors: dict[UUID, int] = field(default_factory=dict[UUID, int])
    less_sources: dict[UUID, int] = field(default_factory=dict[UUID, int])
    source_closeness: dict[UUID, float] = field(default_factory=dict[UUID, float])
    looked_at: Ids = field(default_factory=lambda: np.zeros(0, np.int64))
    put: dict[int, int] = field(default_factory=dict[int, int])
    weights: dict[str, float] = field(default_factory=dict[str, float])
    has_made: bool = True
    has_profile: bool = True


async def read_reader(tx: Tx, *, at: datetime, space: str | None) -> Reader:
    """Read who reads.

    Args:
        tx: A transaction with purpose `feed`.
        at: Now.
        space: Vectors of this embedding model count.
    """
    ties = await store.find_ties(tx)
    liked = await store.find_liked(tx, most=LIKED)
    less = await store.find_less(tx, most=LESS)
    met = await store.find_met(tx, since=at - MET_SINCE, most=MOST_MET)
    close = await store.find_closeness(tx, at=at, since=at - CLOSE_SINCE)
    sources = await store.find_source_ties(tx, at=at, since=at - CLOSE_SINCE, less_since=at - LESS_OF_AUTHOR)
    setting = await store.find_setting(tx)
    return Reader(
        tx.person,
        followed=_of(ties, "followed"),
        followers=_of(ties, "follower"),
        hidden=_of(ties, "hidden"),
        muted=_of(ties, "muted"),
        liked=_meanings([(row.author_id, row.id, row.space, row.vector) for row in liked], space),
        less=_meanings([(row.author_id, row.post_id, row.space, row.vector) for row in less], space),
        liked_ids=tuple(row.id for row in liked),
        closeness={row.author_id: row.amount for row in close},
        less_authors=Counter(row.author_id for row in less if row.made_at > at - LESS_OF_AUTHOR),
        less_sources={row.follow_id: row.less for row in sources},
        source_closeness={row.follow_id: row.amount for row in sources},
        looked_at=_numbers(met.looked_at),
        put=Counter(_numbers(met.put).tolist()),
        weights=setting.weights,
        has_made=setting.has_made,
        has_profile=setting.has_profile,
    )


def _of(ties: list[store.TieRow], tie: str) -> frozenset[UUID]:
    return frozenset(row.id for row in ties if row.tie == tie)


def _meanings(rows: list[tuple[UUID, UUID, str | None, bytes | None]], space: str | None) -> Meanings:
    known = [
        (ItemRef("post", author, item), read_vector(vector))
        for author, item, of_space, vector in rows
        if vector is not None and of_space == space
    ]
    vectors = np.stack([vector for _, vector in known]) if known else np.zeros((0, 0), np.float32)
    return Meanings(tuple(item for item, _ in known), vectors)


def _numbers(packed: bytes) -> Ids:
    return np.array(
        [number_of(UUID(bytes=packed[at : at + 16])) for at in range(0, len(packed), 16)], np.int64
    )
