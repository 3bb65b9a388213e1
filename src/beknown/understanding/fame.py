"""How much a person leans to what many like, or to what few know: learned from their own likes alone. Pure.

Where it is seen how many people like a thing, that is a trait of the thing as its words are: some like what everybody
likes, others what hardly anybody has found. What others like enters only as that number.
"""

import math
from collections.abc import Hashable, Mapping, Sequence
from typing import TypeVar

import numpy as np

Key = TypeVar("Key", bound=Hashable)

WIDTH = 0.08
"""How near in rank, of 0 to 1, two things are about equally known."""

DOUBT = 5.0
"""So many likes spread over all ranks are added: who has liked little leans nowhere far."""

_GRID = np.linspace(0, 1, 101)


def score_fame(likes: Mapping[Key, int], liked: Sequence[Key]) -> dict[Key, float]:
    """Say how much each thing's fame is that of what the person likes: above 0 if more than by chance.

    Args:
        likes: How many people like each thing, as one sees it.
        liked: What this person liked of them; what isn't among the things tells nothing.
    """
    ranks = _rank(likes)
    mine = np.array([ranks[key] for key in liked if key in ranks], dtype=np.float64)
    near = np.zeros(len(_GRID), dtype=np.float64)
    for mirrored in (mine, -mine, 2 - mine):  # so that nothing is lost beyond the ends
        near += np.exp(-0.5 * ((_GRID[:, None] - mirrored[None, :]) / WIDTH) ** 2).sum(axis=1)
    density = (near / (WIDTH * np.sqrt(2 * np.pi)) + DOUBT) / (len(mine) + DOUBT)
    lean = [math.log(each) for each in density.tolist()]
    return {key: float(np.interp(rank, _GRID, lean)) for key, rank in ranks.items()}


def _rank(likes: Mapping[Key, int]) -> dict[Key, float]:
    """Give each thing's rank by its likes, from 0 to 1; equals share theirs."""
    counts = np.sort(np.fromiter(likes.values(), dtype=np.int64, count=len(likes)))
    values = list(likes.values())
    below = np.searchsorted(counts, values, side="left")
    upto = np.searchsorted(counts, values, side="right")
    middle = (below + upto) / 2 / max(1, len(counts))
    return dict(zip(likes, middle.tolist(), strict=True))
