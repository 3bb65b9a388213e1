"""Choose the best, unlike each other, with a few places left to chance."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from beknown.kit.errors import Invalid
from beknown.ranking.candidates import Candidates, Floats, Ids, Places
from beknown.ranking.types import VALUE, Query, Selection

Vectors = Callable[[Ids], NDArray[Any]]
"""Gives a vector for each id, one a row; all zeros where none is known."""

_LEAST = 1e-9


@dataclass(frozen=True, slots=True)
class Diverse:
    """Chooses greedily what adds most: its own value, times how much of it the chosen ones don't have yet.

    The best candidate is always chosen first. Whoever's value isn't finite is never chosen.

    Args:
        vectors: For likeness; None to choose by value alone.
        pool: So many of the best are looked at.
        sharpness: The weight of value beside diversity: the best of the pool counts `exp(sharpness)` times the last.
        slots: Positions, from 1, at which chance may choose; position 0 is the best one's.
        chance: With what probability chance chooses there, each of the pool's others being as likely.

    Raises:
        Invalid: A slot at position 0 or below, or a probability that can't be one.

    Source: Chen, Zhang and Zhou 2018, Fast greedy MAP inference for determinantal point process, algorithm 1 and
    equation 11.
    """

    vectors: Vectors | None = None
    pool: int = 200
    sharpness: float = 3.0
    slots: frozenset[int] = frozenset()
    chance: float = 0.5
    name: str = "diverse"

    def __post_init__(self) -> None:
        if any(slot < 1 for slot in self.slots):
            raise Invalid(f"exploring at position {min(self.slots)} can't be: position 0 is the best one's")
        if not 0 <= self.chance <= 1:
            raise Invalid(f"{self.chance} is no probability; chance has to be from 0 to 1")

    def select(self, query: Query, candidates: Candidates, chance: np.random.Generator) -> Selection:
        """Choose at most `query.size`."""
        best = find_best(candidates.column(VALUE), max(self.pool, query.size))
        pool = candidates.take(best)
        greedy = _Greedy(self._make_kernel(pool), query.size)
        chosen: list[int] = []
        propensities: list[float] = []
        is_exploring: list[bool] = []
        for position in range(min(query.size, len(best))):
            place, propensity, is_drawn = greedy.find_next(), 1.0, False
            if position in self.slots:
                left = greedy.find_left()
                spread = spread_chance(left == place, self.chance)
                is_drawn = chance.random() < self.chance
                place = int(chance.choice(left)) if is_drawn else place
                propensity = float(spread[left == place][0])
            chosen.append(place)
            propensities.append(propensity)
            is_exploring.append(is_drawn)
            greedy.choose(place)
        return Selection(
            best[np.array(chosen, np.intp)], np.array(propensities), np.array(is_exploring, np.bool_)
        )

    def _make_kernel(self, pool: Candidates) -> Floats:
        value = pool.column(VALUE)
        span = float(np.ptp(value)) if len(value) else 0.0
        scaled = (value - value.min()) / span if span else np.zeros(len(value))
        quality = np.exp(0.5 * self.sharpness * scaled).astype(np.float64)
        if self.vectors is None:
            return np.diag(quality**2)
        vectors = self.vectors(pool.ids).astype(np.float32, copy=False)
        length = np.linalg.norm(vectors, axis=1, keepdims=True)
        unit = vectors / np.where(length > 0, length, 1)
        likeness = (unit @ unit.T).astype(np.float64)
        np.fill_diagonal(likeness, 1.0)
        return likeness * np.outer(quality, quality)


def find_best(value: Floats, count: int) -> Places:
    """Give the places of the highest finite values, best first; among equals the lower place first."""
    finite = np.flatnonzero(np.isfinite(value))
    if len(finite) > count > 0:
        least = np.partition(value[finite], -count)[-count]
        over, equal = finite[value[finite] > least], finite[value[finite] == least]
        finite = np.concatenate([over, equal[: count - len(over)]])
    return finite[np.lexsort((finite, -value[finite]))][:count]


def spread_chance(is_next: NDArray[np.bool_], chance: float) -> Floats:
    """Give each one's probability of a position: the next best has what chance leaves, and all share in chance."""
    return np.where(is_next, 1 - chance, 0.0) + chance / len(is_next)


class _Greedy:
    """The greedy choice of one page; what the chosen ones have in common with the others is taken off step by step.

    Args:
        kernel: Of shape (n, n).
        most: So many are chosen at most.
    """

    def __init__(self, kernel: Floats, most: int) -> None:
        self._kernel = kernel
        self._gain = np.diag(kernel).copy()
        self._rows = np.zeros((most, len(kernel)))
        self._count = 0
        self._is_left = np.ones(len(kernel), np.bool_)

    def find_left(self) -> Places:
        return np.flatnonzero(self._is_left)

    def find_next(self) -> int:
        """Give who adds most; when nobody adds anything more, the best by value, which stand first."""
        best = int(self._gain.argmax())
        return best if self._gain[best] > _LEAST else int(self._is_left.argmax())

    def choose(self, place: int) -> None:
        self._is_left[place] = False
        gain = float(self._gain[place])
        self._gain[place] = 0.0
        if gain <= _LEAST:
            return
        before = self._rows[: self._count]
        row = (self._kernel[place] - before[:, place] @ before) / gain**0.5
        self._rows[self._count] = row
        self._count += 1
        self._gain = np.maximum(self._gain - row**2, 0.0)
