"""Rank things by what interests a person. Pure: it knows the interests and the things, and nothing else."""

import math
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from typing import TypeVar

from beknown.understanding.interest_types import Interest
from beknown.understanding.phrases import find_phrases
from beknown.understanding.signals import find_tags

Key = TypeVar("Key")

TASTE_BESIDE_FAME = 2.0
"""How much the thing that suits a person best gains over one that shares nothing with them, beside the lean to fame;
chosen on invented lives and earlier cuts of a public set that no figure is reported of."""


def phrases_of(text: str, tags: Sequence[str] = ()) -> frozenset[str]:
    """Give the phrases of a thing, by its words and tags."""
    tagged = find_tags({"tags": list(tags)})
    return frozenset(each.key for each in (*tagged, *find_phrases(text)))


def score_items(interests: Sequence[Interest], items: Mapping[Key, frozenset[str]]) -> dict[Key, float]:
    """Say how much each thing may interest the person; 0 where nothing speaks for it.

    Each phrase that a thing shares with an interest counts with the interest's weight, the phrase's share of it, and
    how rare the phrase is among the things; a thing of many phrases doesn't win by their number.

    Args:
        interests: As `find_interests` gives them.
        items: The phrases of each thing, from `phrases_of`.
    """
    wanted: defaultdict[str, float] = defaultdict(float)
    for interest in interests:
        for phrase, share in interest.phrases.items():
            wanted[phrase] += interest.weight * share
    frequency = Counter(phrase for phrases in items.values() for phrase in phrases if phrase in wanted)
    worth = {
        phrase: wanted[phrase] * math.log(1 + len(items) / number) for phrase, number in frequency.items()
    }
    return {key: _score(phrases, worth) for key, phrases in items.items()}


def add_fame(scores: Mapping[Key, float], fame: Mapping[Key, float]) -> dict[Key, float]:
    """Rank by taste and by the person's lean to fame together.

    Args:
        scores: From `score_items`.
        fame: From `score_fame`, of the same things.
    """
    most = max(scores.values(), default=0.0) or 1.0
    return {key: TASTE_BESIDE_FAME * score / most + fame.get(key, 0.0) for key, score in scores.items()}


def _score(phrases: frozenset[str], worth: Mapping[str, float]) -> float:
    total = sum(worth[phrase] for phrase in sorted(phrases) if phrase in worth)
    return total / math.sqrt(len(phrases)) if phrases else 0.0
