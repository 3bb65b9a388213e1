"""What is known of each without its meaning: figures of the item, and what its author or source is to the person."""

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

import numpy as np
from numpy.typing import NDArray

from beknown.feed.ask import Ask
from beknown.feed.packed import Amounts
from beknown.feed.stock import Column as StockColumn
from beknown.ranking import NOBODY, Candidates, Query

Column = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class InStock:
    """What the stock knows of its posts; what isn't in the stock came with what is known of it."""

    ask: Ask
    name: str = "stock"

    def hydrate(self, query: Query, candidates: Candidates) -> Mapping[str, StockColumn]:
        """Give `author`, `made_at`, `letters`, `has_image`, `likes`, `replies`, `heat` and `is_public`."""
        del query
        row = candidates.column("row").astype(np.intp)
        columns, is_elsewhere = self.ask.stock.read(row, self.ask.now), row < 0
        if is_elsewhere.any():
            for name, column in columns.items():
                column[is_elsewhere] = candidates.column(name)[is_elsewhere]
        return columns


@dataclass(frozen=True, slots=True)
class Allowed:
    """Says what may be shown at all; without it nothing is (the guard wants its column)."""

    ask: Ask
    name: str = "allowed"

    def hydrate(self, query: Query, candidates: Candidates) -> Mapping[str, NDArray[np.bool_]]:
        """Give `may_see`."""
        del query
        return {"may_see": ~self.ask.is_among(candidates.column("author"), self.ask.unwanted_authors)}


@dataclass(frozen=True, slots=True)
class Figures:
    """Figures of the post itself."""

    ask: Ask
    name: str = "figures"

    def hydrate(self, query: Query, candidates: Candidates) -> Mapping[str, Column]:
        """Give `heat`, `likes`, `replies`, `age`, `length` and `has_image`, as `features` defines them."""
        del query
        age_h = np.maximum(self.ask.now - candidates.column("made_at"), 0) / 3600
        return {
            "heat": np.log1p(candidates.column("heat")),
            "likes": np.log1p(candidates.column("likes")),
            "replies": np.log1p(candidates.column("replies")),
            "age": np.log1p(age_h),
            "length": np.log1p(candidates.column("letters")),
        }


@dataclass(frozen=True, slots=True)
class Ties:
    """What its author is to the person, and what the person did before."""

    ask: Ask
    name: str = "ties"

    def hydrate(self, query: Query, candidates: Candidates) -> Mapping[str, Column]:
        """Give `is_followed`, `follows_back`, `closeness`, `author_less`, `times_shown` and `alike`."""
        del query
        reader, ask, author = self.ask.reader, self.ask, candidates.column("author")
        close = self._gather(reader.closeness, reader.source_closeness)
        less = self._gather(reader.less_authors, reader.less_sources)
        is_followed = ask.is_among(author, ask.followed_codes) | (author < NOBODY)
        return {
            "is_followed": is_followed.astype(np.float64),
            "follows_back": ask.is_among(author, ask.stock.codes_of(reader.followers)).astype(np.float64),
            "closeness": np.log1p(_find(*close, author)),
            "author_less": np.log1p(_find(*less, author)),
            "times_shown": np.log1p(reader.put.of(candidates.ids)),
            "alike": _find(*ask.alike, candidates.column("row")),
        }

    def _gather(self, people: Amounts, sources: Mapping[UUID, float]) -> tuple[NDArray[np.int64], Column]:
        """Give the numbers of people and sources in rising order, each with its amount."""
        numbers = [*self.ask.stock.codes_of(people.people).tolist(), *map(self.ask.number_source, sources)]
        codes, amounts = np.array(numbers, np.int64), np.append(people.values, list(sources.values()))
        order = np.argsort(codes)
        return codes[order], amounts[order]


def _find(known: NDArray[np.int64], values: Column, keys: NDArray[np.int64]) -> Column:
    """Give the value of each key, 0 where there is none; what is known is in rising order."""
    if not len(known):
        return np.zeros(len(keys))
    at = np.minimum(np.searchsorted(known, keys), len(known) - 1)
    return np.where(known[at] == keys, values[at], 0.0)
