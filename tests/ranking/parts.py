"""Parts of a ranking that do what a test says: small, and complete."""

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime

import numpy as np

from beknown.kit.ids import NOBODY
from beknown.ranking import VALUE, Candidates, Query, Result, make_candidates
from beknown.ranking.candidates import Column, Mask

NOW = datetime(2026, 6, 1, 12, tzinfo=UTC)


def ask(size: int = 20, *, seed: int = 0, **weights: float) -> Query:
    return Query(NOBODY, NOW, size, seed, weights)


@dataclass(frozen=True)
class Given:
    """A source of what it is given."""

    candidates: Candidates
    name: str = "given"

    async def find(self, query: Query) -> Candidates:
        """Find."""
        del query
        return self.candidates


@dataclass(frozen=True)
class Broken:
    """A part that fails in every role."""

    name: str = "broken"
    is_guard: bool = True

    async def find(self, query: Query) -> Candidates:
        """Find."""
        raise ConnectionError(query.size)

    async def hydrate(self, query: Query, candidates: Candidates) -> Mapping[str, Column]:
        """Add."""
        raise ConnectionError(query.size, len(candidates))

    async def keep(self, query: Query, candidates: Candidates) -> Mask:
        """Keep."""
        raise ConnectionError(query.size, len(candidates))

    def score(self, query: Query, candidates: Candidates) -> Mapping[str, Column]:
        """Score."""
        raise ConnectionError(query.size, len(candidates))

    async def act(self, query: Query, result: Result) -> None:
        """Act."""
        raise ConnectionError(query.size, result.left)


@dataclass(frozen=True)
class AtOnce:
    """A source, hydrator and filter that answers at once, without being awaited."""

    candidates: Candidates
    name: str = "at once"
    is_guard: bool = False

    def find(self, query: Query) -> Candidates:
        """Find."""
        del query
        return self.candidates

    def hydrate(self, query: Query, candidates: Candidates) -> Mapping[str, Column]:
        """Add twice its id."""
        del query
        return {"twice": candidates.ids * 2.0}

    def keep(self, query: Query, candidates: Candidates) -> Mask:
        """Keep all but those above 2."""
        del query
        return candidates.ids <= 2


@dataclass(frozen=True)
class BrokenAtOnce:
    """A part that fails before it could be awaited."""

    name: str = "broken at once"
    is_guard: bool = True

    def find(self, query: Query) -> Candidates:
        """Find."""
        raise ConnectionError(query.size)

    def hydrate(self, query: Query, candidates: Candidates) -> Mapping[str, Column]:
        """Add columns that don't fit."""
        return {"odd": np.zeros(len(candidates) + query.size)}

    def keep(self, query: Query, candidates: Candidates) -> Mask:
        """Keep."""
        raise ConnectionError(query.size, len(candidates))


@dataclass(frozen=True)
class Stuck:
    """A part that never answers."""

    name: str = "stuck"
    is_guard: bool = True

    async def find(self, query: Query) -> Candidates:
        """Find."""
        await asyncio.Event().wait()
        raise AssertionError(query)

    async def keep(self, query: Query, candidates: Candidates) -> Mask:
        """Keep."""
        await asyncio.Event().wait()
        raise AssertionError(query, candidates)


@dataclass(frozen=True)
class Knowing:
    """A hydrator of columns that are known by id."""

    known: Mapping[str, Mapping[int, float]]
    name: str = "knowing"

    async def hydrate(self, query: Query, candidates: Candidates) -> Mapping[str, Column]:
        """Add."""
        del query
        ids = candidates.ids.tolist()
        return {name: np.array([by_id[each] for each in ids]) for name, by_id in self.known.items()}


@dataclass(frozen=True)
class Doubling:
    """A hydrator of twice what another one gives."""

    column: str
    name: str = "doubling"

    def hydrate(self, query: Query, candidates: Candidates) -> Mapping[str, Column]:
        """Add."""
        del query
        return {self.column: candidates.column(self.column) * 2}


@dataclass(frozen=True)
class Odd:
    """A filter that removes odd ids."""

    is_guard: bool = False
    name: str = "odd"

    async def keep(self, query: Query, candidates: Candidates) -> Mask:
        """Keep."""
        del query
        return candidates.ids % 2 == 0


@dataclass(frozen=True)
class ByColumn:
    """A scorer that takes a column as the value."""

    column: str
    name: str = "by column"

    def score(self, query: Query, candidates: Candidates) -> Mapping[str, Column]:
        """Score."""
        del query
        return {VALUE: candidates.column(self.column)}


@dataclass(frozen=True)
class Logging:
    """A side effect that keeps what it saw."""

    seen: list[list[int]] = field(default_factory=list[list[int]])
    name: str = "logging"

    async def act(self, query: Query, result: Result) -> None:
        """Act."""
        del query
        self.seen.append(result.chosen.ids.tolist())


def worth(values: Mapping[int, float], **columns: Column) -> Candidates:
    """Make candidates with a column `worth`."""
    ids = np.array(list(values), np.int64)
    return make_candidates(ids, {"worth": np.array(list(values.values()), np.float64), **columns})
