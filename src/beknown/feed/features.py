"""What is known of an item and a person when the item is scored: the columns that every action model reads.

A model gets a matrix of shape (n, `len(NAMES)`) of float64, a row for each item, the columns in the order of `NAMES`.
All values are finite; what isn't known is 0. Whoever adds, removes or redefines a column raises `VERSION`: impressions
keep theirs, and a model learns from its own version alone.
"""

from collections.abc import Mapping
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from beknown.ranking import Candidates

VERSION = 2

Matrix: TypeAlias = NDArray[np.float64]

MEANINGS: Mapping[str, str] = {
    "is_followed": "1 if the person follows its author.",
    "follows_back": "1 if its author follows the person.",
    "closeness": "log(1 + what the person did with other items of its author, halved every 30 days).",
    "likeness": (
        "How like the most similar of the last 30 things that the person liked, saved or answered: the cosine of their"
        " vectors, both less the mean of all; 0 where it is below 0 or not known."
    ),
    "unlikeness": "As likeness, to the most similar of the things that the person wants less of.",
    "alike": "How many people with the same likes liked it, each by how much they share; from 0 to 1.",
    "next_up": (
        "How likely it is what comes next, by the sequence model, beside the likeliest, which has 1;"
        " 0 where no model serves or knows it."
    ),
    "heat": "log(1 + reactions and replies, each halved every 6 hours).",
    "likes": "log(1 + reactions).",
    "replies": "log(1 + replies).",
    "age": "log(1 + its age in hours).",
    "length": "log(1 + its letters).",
    "has_image": "1 if it has a picture.",
    "times_shown": "log(1 + how often it was put on a page of the person's without being looked at).",
    "author_less": "log(1 + how often the person hid something of its author in the last 90 days).",
    "has_vector": "1 if its meaning is known, so that likeness and unlikeness tell something.",
}
"""What each column says, in order."""

NAMES: tuple[str, ...] = tuple(MEANINGS)

CAUSED_BY: Mapping[str, tuple[str, ...]] = {
    "followed": ("is_followed", "follows_back", "closeness"),
    "similar": ("likeness",),
    "alike": ("alike",),
    "next": ("next_up",),
    "trending": ("heat", "likes", "replies"),
    "fresh": ("age",),
}
"""Which columns stand for which cause: what an item would be worth without them tells the cause's share."""

PLAIN: Mapping[str, float] = {"age": float(np.log1p(48.0))}
"""What a column holds where its cause doesn't speak, other than 0: two days are neither new nor old."""


def make_matrix(candidates: Candidates) -> Matrix:
    """Give the matrix of the candidates, in their order; a column that isn't there, or not finite, counts as 0."""
    matrix = np.zeros((len(candidates), len(NAMES)))
    for place, name in enumerate(NAMES):
        if name in candidates.columns:
            matrix[:, place] = candidates.column(name)
    matrix[~np.isfinite(matrix)] = 0.0
    return matrix


def without(matrix: Matrix, cause: str) -> Matrix:
    """Give the matrix as it would be if a cause of `CAUSED_BY` didn't speak."""
    changed = matrix.copy()
    for name in CAUSED_BY[cause]:
        changed[:, NAMES.index(name)] = PLAIN.get(name, 0.0)
    return changed
