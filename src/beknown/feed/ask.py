"""One question to the feed: who asks, when, out of which stock, and what they have on their pages already."""

from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from uuid import UUID

import numpy as np
from numpy.typing import NDArray

from beknown.feed.meaning import Vectors
from beknown.feed.packed import Packed
from beknown.feed.reader import Reader
from beknown.feed.stock import Rows, Stock
from beknown.feed.types import ItemRef
from beknown.ranking import NOBODY, Candidates

Mask = NDArray[np.bool_]
Ints = NDArray[np.int64]


@dataclass(frozen=True)
class Ask:
    """A question; what several parts want of it is computed once.

    Args:
        stock: Posts that are for everyone.
        reader: Who asks.
        at: Now.
        elsewhere: Items that aren't in the stock, by number: whoever finds them puts them here.
    """

    stock: Stock
    reader: Reader
    at: datetime
    elsewhere: dict[int, ItemRef] = field(default_factory=dict[int, ItemRef])
    _sources: dict[UUID, int] = field(default_factory=dict[UUID, int])

    def ref_of(self, row: int, number: int) -> ItemRef:
        """Name a candidate by its row in the stock, below 0 where it isn't there, and its number."""
        return self.elsewhere[number] if row < 0 else self.stock.ref_of(row)

    def number_source(self, follow: UUID) -> int:
        """Give the number of a source among authors: below `NOBODY`."""
        return self._sources.setdefault(follow, NOBODY - 1 - len(self._sources))

    @cached_property
    def now(self) -> float:
        """Now, in seconds since 1970."""
        return self.at.timestamp()

    @cached_property
    def met(self) -> Ints:
        """Numbers of what isn't shown (again) on this page."""
        return np.union1d(self.reader.looked_at, self.reader.in_run)

    @cached_property
    def unwanted_authors(self) -> Ints:
        """Numbers of those whose posts aren't shown: themselves, whom they mustn't and whom they don't want to see."""
        return self.stock.codes_of(Packed.of(self.reader.person, *self.reader.hidden, *self.reader.muted))

    @cached_property
    def open_rows(self) -> Mask:
        """Which rows of the stock may still be put on a page."""
        is_open = np.ones(self.stock.count, np.bool_)
        is_open[self.stock.rows_of(self.unwanted_authors.tolist())] = False
        rows = [row for row in map(self.stock.row_of, self.met.tolist()) if row is not None]
        is_open[rows] = False
        return is_open

    @cached_property
    def newest(self) -> Rows:
        """Rows of the newest that may still be put on a page, the newest first."""
        rows = self.stock.newest()
        return rows[self.open_rows[rows]]

    @cached_property
    def liked_vectors(self) -> Vectors:
        """What they liked lately, as the stock sees it."""
        return self.stock.meaning.see(self.reader.liked.vectors)

    @cached_property
    def liked_rows(self) -> Ints:
        """Rows of what they liked lately, in no order."""
        rows = map(self.stock.row_of, self.reader.liked_numbers.tolist())
        return np.array([row for row in rows if row is not None], np.int64)

    @cached_property
    def alike(self) -> tuple[Ints, NDArray[np.float64]]:
        """Rows that people with the same likes liked, and how much."""
        return self.stock.likers.find_alike(self.stock.code_of(self.reader.person), self.liked_rows)

    @cached_property
    def followed_codes(self) -> Ints:
        """Numbers of those whom they follow."""
        return self.stock.codes_of(self.reader.followed)

    def is_among(self, authors: Ints, people: Ints) -> Mask:
        """Say of each author whether it is one of these people, all by number; a source is nobody of them."""
        return self.stock.mark(people)[np.maximum(authors, NOBODY)]

    def take(self, rows: Rows) -> Candidates:
        """Give rows of the stock as candidates; what is known of them is looked up once all are found."""
        return self.stock.take(rows)
