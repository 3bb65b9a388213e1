"""Notice what is only hinted at in a message, by its vector: nearness to lines that were written down for it. Pure.

Beside the rules of `care.py`, which know plain words alone. What comes of it is a softer thing: an offer, no alarm.
`care_hints.npz` is made by tools/care_hints.py out of the lines in tests/data/care_hints.

Source: kernel ridge regression, Saunders et al. 1998, equation 6, with a Gaussian of the angle between vectors.
"""

from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import cast

import numpy as np
from numpy.typing import NDArray

from beknown.models import Vector
from beknown.understanding.care import Notice
from beknown.understanding.care_rules import Topic

FILE = Path(__file__).with_name("care_hints.npz")
SPACE = "multilingual-e5-small-q4"
"""The only vector space that the lines are known in."""

TOPICS: tuple[Topic, ...] = ("suicide", "self_harm", "abuse", "eating", "distress")
WIDTH = 0.45
FEWEST_WORDS = 4
"""Shorter messages say too little to hint at anything: 'I can't today'."""

GENTLE = 0.45
GENTLE_YOUNG = 0.35
SURE = 0.9
"""Scores: -1 is far from every acute line, 1 is one of them. Why these: docs/decisions/0033-hints.md."""

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Hint:
    """How near a message is to talk of distress, and to which; `is_of_friend` when it is about somebody else's."""

    score: float
    topic: Topic
    is_of_friend: bool


@dataclass(frozen=True, slots=True)
class Lines:
    """What is known of the lines.

    Args:
        mean: Of their vectors, by dimension.
        scale: Their spread.
        directions: One row of length 1 for each line, after both were taken out.
        weights: One row for each line: acute or not, each of `TOPICS`, of a friend or of oneself.
    """

    mean: Floats
    scale: Floats
    directions: Floats
    weights: Floats


def find_hint(vector: Vector) -> Hint:
    """Say how near the vector of a question, in `SPACE`, is to talk of distress."""
    lines = load_lines()
    said = measure(direct(vector[None], lines.mean, lines.scale), lines.directions) @ lines.weights
    topics, friend = said[0, 1:-1], said[0, -1]
    return Hint(float(said[0, 0] - 1), TOPICS[int(topics.argmax())], bool(friend > 0))


def add_hint(noticed: Notice, hint: Hint | None, *, is_minor: bool) -> Notice:
    """Give what rules and a hint say together. Of oneself or a friend, whatever is more pressing holds."""
    if hint is None or noticed.level == "acute":
        return noticed
    if hint.score >= SURE:
        level = "acute"
    elif noticed.level == "none" and hint.score >= (GENTLE_YOUNG if is_minor else GENTLE):
        level = "gentle"
    else:
        return noticed
    topics = tuple(dict.fromkeys((hint.topic, *noticed.topics)))
    return replace(noticed, level=level, topics=topics, who="friend" if hint.is_of_friend else "self")


def may_hint(text: str) -> bool:
    """Say whether a message is long enough to be judged by its vector."""
    return len(text.split(maxsplit=FEWEST_WORDS)) >= FEWEST_WORDS


def direct(vectors: NDArray[np.floating], mean: Floats, scale: Floats) -> Floats:
    """Take mean and spread out of vectors, and give their directions: rows of length 1."""
    plain = (vectors - mean) / scale
    return plain / np.linalg.norm(plain, axis=1, keepdims=True)


def measure(ones: Floats, others: Floats) -> Floats:
    """Measure how near directions are: 1 for the same, near 0 from a right angle on; a row for each of `ones`."""
    return np.exp((ones @ others.T - 1) / WIDTH)


@cache
def load_lines() -> Lines:
    """Read what is known of the lines."""
    with np.load(FILE) as file:
        held = cast("dict[str, NDArray[np.generic]]", dict(file))
    directions = held["directions"].astype(np.float64)
    return Lines(
        held["mean"].astype(np.float64),
        held["scale"].astype(np.float64),
        directions / np.linalg.norm(directions, axis=1, keepdims=True),
        held["weights"].astype(np.float64),
    )
