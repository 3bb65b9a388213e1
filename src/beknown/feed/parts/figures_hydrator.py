"""What is known of each without its meaning: figures of the item, and what its author or source is to the person."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from beknown.feed.ask import Ask
from beknown.ranking import NOBODY, Candidates, Query

Column = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Allowed:
    """Says what may be shown at all; without it nothing is (the guard wants its column)."""

    ask: Ask
    name: str = "allowed"

    async def hydrate(self, query: Query, candidates: Candidates) -> Mapping[str, NDArray[np.bool_]]:
        """Give `may_see`."""
        del query
        return {"may_see": ~np.isin(candidates.column("author"), self.ask.unwanted_authors)}


@dataclass(frozen=True, slots=True)
class Figures:
    """Figures of the post itself."""

    ask: Ask
    name: str = "figures"

    async def hydrate(self, query: Query, candidates: Candidates) -> Mapping[str, Column]:
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

    async def hydrate(self, query: Query, candidates: Candidates) -> Mapping[str, Column]:
        """Give `is_followed`, `follows_back`, `closeness`, `author_less`, `times_shown` and `alike`."""
        del query
        reader, ask, author = self.ask.reader, self.ask, candidates.column("author")
        close = {ask.stock.code_of(person): amount for person, amount in reader.closeness.items()}
        close |= {ask.number_source(source): amount for source, amount in reader.source_closeness.items()}
        less = {ask.stock.code_of(person): float(count) for person, count in reader.less_authors.items()}
        less |= {ask.number_source(source): float(count) for source, count in reader.less_sources.items()}
        is_followed = np.isin(author, ask.followed_codes) | (author < NOBODY)
        return {
            "is_followed": is_followed.astype(np.float64),
            "follows_back": np.isin(author, ask.codes_of(reader.followers)).astype(np.float64),
            "closeness": np.log1p(_look_up(close, author)),
            "author_less": np.log1p(_look_up(less, author)),
            "times_shown": np.log1p(reader.put.of(candidates.ids)),
            "alike": _find(*ask.alike, candidates.column("row")),
        }


def _look_up(known: Mapping[int, float], keys: NDArray[np.int64]) -> Column:
    """Give the value of each key, 0 where there is none."""
    sorted_keys = np.array(sorted(known), np.int64)
    return _find(sorted_keys, np.array([known[key] for key in sorted_keys.tolist()], np.float64), keys)


def _find(known: NDArray[np.int64], values: Column, keys: NDArray[np.int64]) -> Column:
    """Give the value of each key, 0 where there is none; what is known is in rising order."""
    if not len(known):
        return np.zeros(len(keys))
    at = np.minimum(np.searchsorted(known, keys), len(known) - 1)
    return np.where(known[at] == keys, values[at], 0.0)
