"""Carry a query through a pipeline: sources, hydrators, filters, scorers, selector, side effects."""

import asyncio
import time
from collections.abc import Awaitable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol, TypeVar

import numpy as np

from beknown.kit.errors import Invalid
from beknown.ranking.candidates import Candidates, Column, Ids, Mask, merge
from beknown.ranking.types import (
    BELOW,
    VALUE,
    Filter,
    Hydrator,
    Left,
    Pipeline,
    Query,
    Ran,
    Result,
    Role,
    Selection,
    Source,
)

Given = TypeVar("Given")


class _Named(Protocol):
    @property
    def name(self) -> str: ...


@dataclass(slots=True)
class _Removed:
    """Whoever fell out so far."""

    ids: list[Ids] = field(default_factory=list[Ids])
    reasons: list[str] = field(default_factory=list[str])

    def note(self, ids: Ids, reason: str) -> None:
        if len(ids):
            self.ids.append(ids)
            self.reasons.append(reason)

    def as_left(self) -> Left:
        reasons = tuple(dict.fromkeys(self.reasons))
        numbers = [
            np.full(len(ids), reasons.index(reason), np.uint8)
            for ids, reason in zip(self.ids, self.reasons, strict=True)
        ]
        none = np.zeros(0, np.int64)
        return Left(
            np.concatenate([none, *self.ids]), np.concatenate([none.astype(np.uint8), *numbers]), reasons
        )


async def run(pipeline: Pipeline, query: Query) -> Result:
    """Rank: find candidates, add what is known of them, remove, score, choose, and act on what was chosen.

    The same query over the same candidates, in whatever order they are found, gives the same result. A source, a
    hydrator, a scorer, a side effect or a filter that is no guard may fail or take too long: it is left out, and
    `Result.ran` says so. When a guard fails nothing is shown. What isn't shown is kept with its reason.

    Raises:
        Invalid: The query asks for less than nothing, or the selector chose a place twice or one that isn't there.
    """
    if query.size < 0:
        raise Invalid(f"a ranking of {query.size} can't be; ask for 0 or more")
    ran: list[Ran] = []
    candidates = await _find(pipeline, query, ran)
    candidates = await _hydrate(pipeline, query, candidates, ran)
    removed = _Removed()
    for part in pipeline.filters:
        candidates = await _filter(
            part, query, candidates, deadline_s=pipeline.deadline_s, ran=ran, removed=removed
        )
    candidates = _score(pipeline, query, candidates, ran)
    result = _select(pipeline, query, candidates, ran, removed)
    return await _act(pipeline, query, result)


async def _find(pipeline: Pipeline, query: Query, ran: list[Ran]) -> Candidates:
    async def ask(source: Source) -> tuple[Candidates | None, Ran]:
        return await _timed("source", source, source.find(query), pipeline.deadline_s)

    asked = await asyncio.gather(*(ask(source) for source in pipeline.sources))
    ran += [each for _, each in asked]
    return merge([found for found, _ in asked])


async def _hydrate(pipeline: Pipeline, query: Query, candidates: Candidates, ran: list[Ran]) -> Candidates:
    async def ask(hydrator: Hydrator) -> tuple[Mapping[str, Column] | None, Ran]:
        async def hydrate() -> Mapping[str, Column]:
            columns = await hydrator.hydrate(query, candidates)
            candidates.adding(columns)  # columns that don't fit are this part's failure
            return columns

        return await _timed("hydrator", hydrator, hydrate(), pipeline.deadline_s)

    asked = await asyncio.gather(*(ask(hydrator) for hydrator in pipeline.hydrators))
    ran += [each for _, each in asked]
    for added, _ in asked:
        candidates = candidates.adding(added or {})
    return candidates


async def _filter(
    part: Filter,
    query: Query,
    candidates: Candidates,
    *,
    deadline_s: float,
    ran: list[Ran],
    removed: _Removed,
) -> Candidates:
    async def ask() -> Candidates:
        keep: Mask = await part.keep(query, candidates)
        if keep.dtype != np.bool_ or keep.shape != candidates.ids.shape:
            raise Invalid(
                f"filter {part.name!r} gave {keep.dtype} of {keep.shape} for {len(candidates)} candidates"
            )
        removed.note(candidates.ids[~keep], part.name)
        return candidates.take(keep)

    kept, how = await _timed("filter", part, ask(), deadline_s)
    ran.append(how)
    if kept is not None:
        return kept
    if not part.is_guard:
        return candidates
    removed.note(candidates.ids, part.name)
    return candidates.take(np.zeros(len(candidates), np.bool_))


def _score(pipeline: Pipeline, query: Query, candidates: Candidates, ran: list[Ran]) -> Candidates:
    candidates = candidates.adding({VALUE: np.zeros(len(candidates))})
    for scorer in pipeline.scorers:
        started, failed = time.perf_counter(), None
        try:
            candidates = candidates.adding(scorer.score(query, candidates))
        except Exception as error:  # noqa: BLE001 - a scorer of whatever kind fails open, and is counted
            failed = type(error).__name__
        ran.append(Ran("scorer", scorer.name, time.perf_counter() - started, len(candidates), failed))
    value = candidates.column(VALUE)
    return candidates.adding({VALUE: np.where(np.isfinite(value), value, -np.inf)})


def _select(
    pipeline: Pipeline, query: Query, candidates: Candidates, ran: list[Ran], removed: _Removed
) -> Result:
    started = time.perf_counter()
    selection = pipeline.selector.select(query, candidates, np.random.default_rng(query.seed))
    _check_selection(selection, len(candidates), query.size)
    ran.append(Ran("selector", pipeline.selector.name, time.perf_counter() - started, len(selection.places)))
    is_left = np.ones(len(candidates), np.bool_)
    is_left[selection.places] = False
    removed.note(candidates.ids[is_left], BELOW)
    return Result(
        candidates.take(selection.places),
        selection.propensities,
        selection.is_exploring,
        removed.as_left(),
        tuple(ran),
    )


def _check_selection(selection: Selection, known: int, size: int) -> None:
    places = selection.places
    is_right = len(np.unique(places)) == len(places) <= size
    if not is_right or bool(np.any((places < 0) | (places >= known))):
        raise Invalid(
            f"the selector chose places {places.tolist()} of {known} candidates for a page of {size}"
        )


async def _act(pipeline: Pipeline, query: Query, result: Result) -> Result:
    asked = await asyncio.gather(
        *(
            _timed("side effect", part, part.act(query, result), pipeline.deadline_s)
            for part in pipeline.side_effects
        )
    )
    acted = tuple(each for _, each in asked)
    return Result(result.chosen, result.propensities, result.is_exploring, result.left, (*result.ran, *acted))


async def _timed(
    role: Role, part: _Named, asked: Awaitable[Given], deadline_s: float
) -> tuple[Given | None, Ran]:
    """Await a part within its time; None and the kind of error when it fails."""
    started, given, failed = time.perf_counter(), None, None
    try:
        async with asyncio.timeout(deadline_s):
            given = await asked
    except Exception as error:  # noqa: BLE001 - whatever a part fails by is counted, and the caller decides
        failed = type(error).__name__
    count = len(given) if isinstance(given, Candidates) else 0
    return given, Ran(role, part.name, time.perf_counter() - started, count, failed)


def names_of(parts: Sequence[_Named]) -> tuple[str, ...]:
    """Give the names of parts; source `n` is bit `n` of `Candidates.found_by`."""
    return tuple(part.name for part in parts)
