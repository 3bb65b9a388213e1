"""Sources that choose from the stock of posts that are for everyone. All leave out what the person has met already."""

from dataclasses import dataclass

import numpy as np

from beknown.feed.ask import Ask
from beknown.feed.highest import find_highest
from beknown.feed.meaning import choose_anchors
from beknown.ranking import Candidates, Query, find_best

ANCHORS = 4
"""So many of the things that a person liked say where to look for what is similar."""


@dataclass(frozen=True, slots=True)
class Followed:
    """The newest of those whom the person follows."""

    ask: Ask
    most: int = 150
    name: str = "followed"

    def find(self, query: Query) -> Candidates:
        """Find them."""
        del query
        rows = self.ask.stock.rows_of(self.ask.followed_codes.tolist())
        rows = rows[self.ask.open_rows[rows]]
        return self.ask.take(rows[find_highest(self.ask.stock.column("made_at")[rows], self.most)])


@dataclass(frozen=True, slots=True)
class Similar:
    """What is like the things that the person liked, saved or answered lately."""

    ask: Ask
    most: int = 150
    name: str = "similar"

    def find(self, query: Query) -> Candidates:
        """Find it."""
        del query
        meaning = self.ask.stock.meaning
        anchors = choose_anchors(self.ask.liked_vectors, ANCHORS)
        rows = meaning.find_near(anchors, self.most + len(self.ask.liked_rows))
        rows = rows[rows < self.ask.stock.count]
        return self.ask.take(rows[self.ask.open_rows[rows]])


@dataclass(frozen=True, slots=True)
class Alike:
    """What people with the same likes liked."""

    ask: Ask
    most: int = 100
    name: str = "alike"

    def find(self, query: Query) -> Candidates:
        """Find it."""
        del query
        rows, score = self.ask.alike
        is_open = self.ask.open_rows[rows]
        rows, score = rows[is_open], score[is_open]
        return self.ask.take(rows[find_best(score, self.most)].astype(np.intp))


@dataclass(frozen=True, slots=True)
class Trending:
    """What many react and reply to now."""

    ask: Ask
    most: int = 100
    name: str = "trending"

    def find(self, query: Query) -> Candidates:
        """Find it."""
        del query
        rows = self.ask.stock.hottest()
        return self.ask.take(rows[self.ask.open_rows[rows]][: self.most])


@dataclass(frozen=True, slots=True)
class Fresh:
    """The newest."""

    ask: Ask
    most: int = 100
    name: str = "fresh"

    def find(self, query: Query) -> Candidates:
        """Find it."""
        del query
        return self.ask.take(self.ask.newest[: self.most])


@dataclass(frozen=True, slots=True)
class Exploring:
    """Anything of the newest that the stock keeps in order, by chance: otherwise nobody would ever find out."""

    ask: Ask
    most: int = 50
    name: str = "exploring"

    def find(self, query: Query) -> Candidates:
        """Find it."""
        rows = self.ask.newest
        chance = np.random.default_rng((query.seed, len(rows)))
        return self.ask.take(chance.choice(rows, min(self.most, len(rows)), replace=False))


@dataclass(frozen=True, slots=True)
class Named:
    """One row, whatever speaks against it: to find out what does."""

    ask: Ask
    row: int
    name: str = "named"

    def find(self, query: Query) -> Candidates:
        """Give it."""
        del query
        return self.ask.take(np.array([self.row], np.intp))
