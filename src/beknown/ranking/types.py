"""What a ranking is asked, what its parts promise, and what comes of it."""

from collections.abc import Awaitable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal, Protocol, TypeAlias, TypeVar

import numpy as np
from numpy.typing import NDArray

from beknown.kit.ids import PersonId
from beknown.ranking.candidates import Candidates, Column, Floats, Ids, Mask, Places

VALUE = "value"
"""The column that candidates are chosen by; higher is better."""

BELOW = "below those chosen"
"""The reason of whoever passed all filters and wasn't chosen."""

Given = TypeVar("Given")
Answer: TypeAlias = Given | Awaitable[Given]
"""What a part gives: at once where it only computes, by `async def` where it waits for something."""

Role = Literal["source", "hydrator", "filter", "scorer", "selector", "side effect"]


@dataclass(frozen=True, slots=True)
class Query:
    """What is asked for.

    Args:
        person: For whom.
        at: The moment of asking, aware.
        size: How many to choose at most.
        seed: What chance starts from; the same query over the same candidates gives the same page.
        weights: What each action is worth to this person, where they chose it.
    """

    person: PersonId
    at: datetime
    size: int = 20
    seed: int = 0
    weights: Mapping[str, float] = field(default_factory=dict[str, float])


@dataclass(frozen=True, slots=True)
class Selection:
    """Whom a selector chose, best first.

    Args:
        places: Where the chosen stand among the candidates it was given.
        propensities: With what probability each came to its position, given the ones before it; above 0, at most 1.
        is_exploring: Whether chance chose it.
    """

    places: Places
    propensities: Floats
    is_exploring: Mask


class Source(Protocol):
    """Finds candidates."""

    @property
    def name(self) -> str:
        """Its name, for reasons and figures."""
        ...

    def find(self, query: Query) -> Answer[Candidates]:
        """Find candidates; made by `make_candidates`."""
        ...


class Hydrator(Protocol):
    """Adds what is known of candidates. If it fails, the ranking goes on without."""

    @property
    def name(self) -> str:
        """Its name, for reasons and figures."""
        ...

    def hydrate(self, query: Query, candidates: Candidates) -> Answer[Mapping[str, Column]]:
        """Give columns, as long as the candidates and in their order."""
        ...


class Filter(Protocol):
    """Says who may stay."""

    @property
    def name(self) -> str:
        """Its name is the reason given for what it removes."""
        ...

    @property
    def is_guard(self) -> bool:
        """Whether it guards consent, safety or visibility: when it fails, nothing may stay."""
        ...

    def keep(self, query: Query, candidates: Candidates) -> Answer[Mask]:
        """Give whether each may stay, in their order."""
        ...


class Scorer(Protocol):
    """Computes columns out of columns; the last one that gives `VALUE` decides. If it fails, it is left out."""

    @property
    def name(self) -> str:
        """Its name, for reasons and figures."""
        ...

    def score(self, query: Query, candidates: Candidates) -> Mapping[str, Column]:
        """Give columns, as long as the candidates and in their order."""
        ...


class Selector(Protocol):
    """Chooses by `VALUE`, at most `query.size`."""

    @property
    def name(self) -> str:
        """Its name, for reasons and figures."""
        ...

    def select(self, query: Query, candidates: Candidates, chance: np.random.Generator) -> Selection:
        """Choose; no place twice."""
        ...


class SideEffect(Protocol):
    """Does something with what was chosen, logging it for one. If it fails, the page is shown all the same."""

    @property
    def name(self) -> str:
        """Its name, for reasons and figures."""
        ...

    def act(self, query: Query, result: "Result") -> Answer[None]:
        """Act on the result."""
        ...


@dataclass(frozen=True, slots=True)
class Pipeline:
    """The parts of a ranking, in order.

    Args:
        sources: Asked side by side.
        selector: Chooses.
        basics: Hydrators asked before the others, which read what they give: what sources needn't look up each.
        hydrators: Asked side by side, after sources.
        filters: One after the other, after hydrators; put guards first.
        scorers: One after the other; each sees the columns of those before it.
        side_effects: Side by side, at the end.
        deadline_s: How long a source, a hydrator, a filter or a side effect may wait each.
    """

    sources: Sequence[Source]
    selector: Selector
    basics: Sequence[Hydrator] = ()
    hydrators: Sequence[Hydrator] = ()
    filters: Sequence[Filter] = ()
    scorers: Sequence[Scorer] = ()
    side_effects: Sequence[SideEffect] = ()
    deadline_s: float = 1.0


@dataclass(frozen=True, slots=True)
class Ran:
    """How one part ran.

    `count` is how many candidates it gave or left; `failed` is the kind of error, None when it went well.
    """

    role: Role
    name: str
    seconds: float
    count: int
    failed: str | None = None


@dataclass(frozen=True, slots=True)
class Left:
    """Whoever isn't shown, each with its reason.

    Args:
        ids: Their ids.
        codes: For each the number of its reason in `reasons`.
        reasons: The name of the filter that removed it, or `BELOW`.
    """

    ids: Ids
    codes: NDArray[np.uint8]
    reasons: tuple[str, ...]

    def find_reason(self, number: int) -> str | None:
        """Give why this id isn't shown; None if it was no candidate, or is shown."""
        at = np.flatnonzero(self.ids == number)
        return self.reasons[int(self.codes[at[0]])] if len(at) else None

    def count(self) -> dict[str, int]:
        """Count by reason."""
        counts = np.bincount(self.codes, minlength=len(self.reasons))
        return {reason: int(number) for reason, number in zip(self.reasons, counts, strict=True) if number}


@dataclass(frozen=True, slots=True)
class Result:
    """What a ranking gave.

    Args:
        chosen: Whoever is shown, best first, with all columns; ids aren't in rising order here.
        propensities: As in `Selection`, for judging changes offline.
        is_exploring: As in `Selection`.
        left: Whoever isn't, and why.
        ran: How each part ran, in the order of the pipeline.
    """

    chosen: Candidates
    propensities: Floats
    is_exploring: Mask
    left: Left
    ran: tuple[Ran, ...]

    @property
    def failures(self) -> tuple[Ran, ...]:
        """The parts that failed."""
        return tuple(each for each in self.ran if each.failed is not None)
