"""How narrow what somebody sees has become, beside what everybody sees. Pure.

Three things are looked at: topics (groups of posts that mean alike), sources (whose posts they are), and viewpoints
(groups of people who like the same things). Each is a spread of what was seen over groups. How wide it is, is the
effective number of groups (e to the power of its entropy); how far it is from everybody's, the Jensen-Shannon distance.
"""

import warnings
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy import sparse
from scipy.cluster.vq import kmeans2
from scipy.sparse.linalg import svds
from scipy.spatial.distance import jensenshannon
from scipy.stats import entropy

Codes = NDArray[np.intp]
Floats = NDArray[np.float64]
Vectors = NDArray[np.float32]

UNKNOWN = -1
"""What is in no group: it has no vector, or nobody liked it yet."""

TOPICS = 24
SAMPLE = 4_096
LEAST_VECTORS = 40
ROUNDS = 12
MOST_LIFT = 1.0
LEAST_SEEN = 5
VIEWPOINTS = 4
DIRECTIONS = 3
LEAST_PEOPLE = 5
"""So many people have to have seen something before it counts as what everybody sees, or to be in a group."""

_SEED = 7
_DOUBT = 0.5
"""Added to each group's count, so that what was seen of few things isn't taken for a whole."""


@dataclass(frozen=True, slots=True)
class Width:
    """How wide one kind of groups is seen.

    Args:
        mine: The effective number of groups that the person sees.
        everybody: That of everybody.
        apart: The Jensen-Shannon distance of the two spreads: 0 is the same, 1 nothing in common.
        seen: Of how many things this was told.
    """

    mine: float
    everybody: float
    apart: float
    seen: int


def fit_topics(vectors: Vectors, count: int = TOPICS) -> Vectors:
    """Give the centres of groups of vectors that point alike; none where there are too few to group.

    The same vectors in the same order give the same centres.

    Args:
        vectors: One a row, each of length 1 or all zeros.
        count: How many groups at most.
    """
    known = vectors[np.any(vectors != 0, axis=1)]
    if len(known) < LEAST_VECTORS:
        return np.zeros((0, vectors.shape[1]), np.float32)
    sample = known[:: max(1, len(known) // SAMPLE)][:SAMPLE].astype(np.float64)
    number = min(count, len(sample) // 8)
    centres, _ = _group(sample, number)
    length = np.linalg.norm(centres, axis=1, keepdims=True)
    return np.divide(centres, length, out=np.zeros_like(centres), where=length > 0).astype(np.float32)


def assign(vectors: Vectors, centres: Vectors) -> Codes:
    """Give which centre each vector is nearest to; `UNKNOWN` for all zeros, and where there are no centres."""
    if not len(centres) or not len(vectors):
        return np.full(len(vectors), UNKNOWN, np.intp)
    codes = np.argmax(vectors @ centres.T, axis=1)
    return np.where(np.any(vectors != 0, axis=1), codes, UNKNOWN)


def find_viewpoints(people: Codes, things: Codes, number: int) -> tuple[Codes, int]:
    """Group people who like the same things; give for each thing the group that likes it most, and how many groups.

    A group of fewer than `LEAST_PEOPLE` is none: it would tell of somebody. What nobody of a group liked is `UNKNOWN`.

    Args:
        people: Who, one for each like.
        things: What, in the same order.
        number: How many things there are.

    Source: Dhillon 2001, Co-clustering documents and words using bipartite spectral graph partitioning, section 4.
    """
    group_of = np.full(number, UNKNOWN, np.intp)
    known, who = np.unique(people, return_inverse=True)
    if len(known) < 2 * LEAST_PEOPLE or len(np.unique(things)) < VIEWPOINTS:
        return group_of, 0
    likes = sparse.csr_matrix((np.ones(len(who)), (who, things)), shape=(len(known), number))
    by_person, by_thing = likes.sum(axis=1).A1, likes.sum(axis=0).A1
    scale_person = sparse.diags_array(1 / np.sqrt(by_person))
    scale_thing = sparse.diags_array(np.where(by_thing > 0, 1 / np.sqrt(np.maximum(by_thing, 1)), 0))
    found: tuple[Any, Any, Any] = svds(
        scale_person @ likes @ scale_thing, k=DIRECTIONS + 1, random_state=_SEED, which="LM"
    )
    left = np.asarray(found[0], np.float64)
    apart = np.asarray(
        scale_person @ left[:, :-1], np.float64
    )  # the last direction is how much people like at all
    _, group = _group(apart, VIEWPOINTS)
    sizes = np.bincount(group, minlength=VIEWPOINTS)
    kept = np.flatnonzero(sizes >= LEAST_PEOPLE)
    member = sparse.csr_matrix(
        (np.ones(len(group)), (group, np.arange(len(group)))), shape=(VIEWPOINTS, len(group))
    )
    shares = (member @ likes).toarray()[kept] / sizes[kept][:, None]
    is_liked = shares.sum(axis=0) > 0 if len(kept) else np.zeros(number, np.bool_)
    group_of[is_liked] = np.argmax(shares[:, is_liked], axis=0)
    return group_of, len(kept)


def _group(points: Floats, number: int) -> tuple[Floats, Codes]:
    """Give the centres of groups and the group of each point; a group may stay empty, which is no harm here."""
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", message="One of the clusters is empty")
        centres, codes = kmeans2(points, number, iter=ROUNDS, minit="++", rng=_SEED, missing="warn")
    return np.asarray(centres, np.float64), np.asarray(codes, np.intp)


def count_groups(codes: Codes, number: int, weights: Floats | None = None) -> Floats:
    """Count how much was seen of each group; what is in none is left out."""
    is_known = codes >= 0
    given = weights[is_known] if weights is not None else None
    return np.bincount(codes[is_known], weights=given, minlength=number).astype(np.float64)


def measure(mine: Floats, everybody: Floats) -> Width | None:
    """Compare what somebody saw of each group with what everybody did; None where either saw nothing.

    Args:
        mine: Counts by group.
        everybody: Counts by group, as long.

    Source: Jost 2006, Entropy and diversity (the effective number); Lin 1991, Divergence measures based on the Shannon
    entropy (the distance is its square root, with logarithms to base 2).
    """
    if not mine.sum() > 0 or not everybody.sum() > 0:
        return None
    apart = float(jensenshannon(mine, everybody, base=2))
    return Width(
        float(np.exp(entropy(mine))),
        float(np.exp(entropy(everybody))),
        min(max(apart, 0.0), 1.0),
        int(mine.sum()),
    )


def find_lift(mine: Floats, everybody: Floats) -> Floats:
    """Say how far each group falls short of what everybody sees: above 0 where the person sees less of it than they do.

    From -1 to 1. Groups of which neither sees anything get 0.
    """
    if not mine.sum() > 0 or not everybody.sum() > 0:
        return np.zeros(len(mine))
    theirs = everybody / everybody.sum()
    own = (mine + _DOUBT * theirs * len(mine)) / (mine.sum() + _DOUBT * len(mine))
    lift = np.log2(np.divide(theirs, own, out=np.ones_like(own), where=(own > 0) & (theirs > 0)))
    return np.clip(lift / 2, -MOST_LIFT, MOST_LIFT)


def widths_over_time(codes: Codes, at: Floats, edges: Sequence[float], number: int) -> list[float | None]:
    """Give the effective number of groups seen in each stretch of time; None where less than five things were seen.

    Args:
        codes: Of what was seen.
        at: When it was.
        edges: Where stretches begin and end, in rising order; one fewer stretches come back.
        number: How many groups there are.
    """
    widths: list[float | None] = []
    for first, last in pairwise(edges):
        counts = count_groups(codes[(at >= first) & (at < last)], number)
        widths.append(float(np.exp(entropy(counts))) if counts.sum() >= LEAST_SEEN else None)
    return widths
