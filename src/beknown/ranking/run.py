"""Carry a query through a pipeline: sources, hydrators, filters, scorers, selector, side effects."""

import asyncio
import time
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol, TypeVar, cast

import numpy as np

from beknown.kit.errors import Invalid
from beknown.ranking.candidates import Candidates, Column, Ids, Mask, merge
from beknown.ranking.types import (
    BELOW,
    VALUE,
    Answer,
    Filter,
    Hydrator,
    Left,
    Pipeline,
    Query,
    Ran,
    Result,
    Role,
    Selection,
    SideEffect,
    Source,
)

Given = TypeVar("Given")
Made = TypeVar("Made")
Part = TypeVar("Part", bound="_Named")


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
    for hydrators in (pipeline.basics, pipeline.hydrators):
        candidates = await _hydrate(hydrators, query, candidates, ran, deadline_s=pipeline.deadline_s)
    removed = _Removed()
    for part in pipeline.filters:
        candidates = await _filter(
            part, query, candidates, deadline_s=pipeline.deadline_s, ran=ran, removed=removed
        )
    candidates = _score(pipeline, query, candidates, ran)
    result = _select(pipeline, query, candidates, ran, removed)
    return await _act(pipeline, query, result)


async def _find(pipeline: Pipeline, query: Query, ran: list[Ran]) -> Candidates:
    def ask(source: Source) -> Answer[Candidates]:
        return source.find(query)

    asked = await _ask_all("source", pipeline.sources, ask, pipeline.deadline_s)
    ran += [each for _, each in asked]
    return merge([found for found, _ in asked])


async def _hydrate(
    hydrators: Sequence[Hydrator], query: Query, candidates: Candidates, ran: list[Ran], *, deadline_s: float
) -> Candidates:
    def check(columns: Mapping[str, Column]) -> Mapping[str, Column]:
        candidates.adding(columns)  # columns that don't fit are this part's failure
        return columns

    def ask(hydrator: Hydrator) -> Answer[Mapping[str, Column]]:
        return _then(hydrator.hydrate(query, candidates), check)

    asked = await _ask_all("hydrator", hydrators, ask, deadline_s)
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
    def keep(mask: Mask) -> Candidates:
        if mask.dtype != np.bool_ or mask.shape != candidates.ids.shape:
            raise Invalid(
                f"filter {part.name!r} gave {mask.dtype} of {mask.shape} for {len(candidates)} candidates"
            )
        if mask.all():
            return candidates
        removed.note(candidates.ids[~mask], part.name)
        return candidates.take(mask)

    def ask(part: Filter) -> Answer[Candidates]:
        return _then(part.keep(query, candidates), keep)

    ((kept, how),) = await _ask_all("filter", [part], ask, deadline_s)
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
    def ask(part: SideEffect) -> Answer[None]:
        return part.act(query, result)

    asked = await _ask_all("side effect", pipeline.side_effects, ask, pipeline.deadline_s)
    acted = tuple(each for _, each in asked)
    return Result(result.chosen, result.propensities, result.is_exploring, result.left, (*result.ran, *acted))


async def _ask_all(
    role: Role, parts: Sequence[Part], ask: Callable[[Part], Answer[Given]], deadline_s: float
) -> list[tuple[Given | None, Ran]]:
    """Ask parts, side by side those that wait for something; None and the kind of error for one that fails."""
    asked = [_ask(role, part, ask, deadline_s) for part in parts]
    waiting = [each for each in asked if isinstance(each, Awaitable)]
    answered = iter(await asyncio.gather(*waiting) if waiting else ())
    return [next(answered) if isinstance(each, Awaitable) else each for each in asked]


def _ask(
    role: Role, part: Part, ask: Callable[[Part], Answer[Given]], deadline_s: float
) -> Answer[tuple[Given | None, Ran]]:
    """Ask a part. What answers at once is done then: most parts only compute, and a task for each costs more."""
    started, given, failed = time.perf_counter(), None, None
    try:
        answer = ask(part)
        if isinstance(answer, Awaitable):
            return _await(role, part, cast("Awaitable[Given]", answer), started, deadline_s)
        given = answer
    except Exception as error:  # noqa: BLE001 - whatever a part fails by is counted, and the caller decides
        failed = type(error).__name__
    return given, _note(role, part, given, started, failed)


async def _await(
    role: Role, part: _Named, answer: Awaitable[Given], started: float, deadline_s: float
) -> tuple[Given | None, Ran]:
    """Await a part within its time."""
    given, failed = None, None
    try:
        async with asyncio.timeout(deadline_s):
            given = await answer
    except Exception as error:  # noqa: BLE001 - whatever a part fails by is counted, and the caller decides
        failed = type(error).__name__
    return given, _note(role, part, given, started, failed)


def _note(role: Role, part: _Named, given: object, started: float, failed: str | None) -> Ran:
    count = len(given) if isinstance(given, Candidates) else 0
    return Ran(role, part.name, time.perf_counter() - started, count, failed)


def _then(answer: Answer[Given], act: Callable[[Given], Made]) -> Answer[Made]:
    """Do something with an answer: now, or when it is there."""

    async def wait(awaited: Awaitable[Given]) -> Made:
        return act(await awaited)

    return wait(cast("Awaitable[Given]", answer)) if isinstance(answer, Awaitable) else act(answer)


def names_of(parts: Sequence[_Named]) -> tuple[str, ...]:
    """Give the names of parts; source `n` is bit `n` of `Candidates.found_by`."""
    return tuple(part.name for part in parts)
