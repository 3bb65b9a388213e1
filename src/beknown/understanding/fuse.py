"""Rank candidates: words, meaning, their neighbours' words, who speaks and when, in one score. Pure."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from beknown.understanding.fold import find_words
from beknown.understanding.store import Candidate, Span

SATURATION = 1.2
LENGTH_WEIGHT = 0.3
USUAL_SIZE = 15
"""BM25's k1, b, and the words of a usual passage."""

NEIGHBOUR_WORDS = 0.35
"""How much a word counts that a neighbour says: answers stand beside their questions."""

NEIGHBOUR_MEANING = 0.5
SPEAKER_BONUS = 0.75
TIME_BONUS = 1.0
"""Bonuses in standard deviations of the scores they are added to."""


LEAST_DEVIATION = 0.2


@dataclass(frozen=True, slots=True)
class Weights:
    """The worth of each wanted word, by its place: rare words are worth more."""

    by_word: tuple[float, ...]

    @classmethod
    def of_counts(cls, counts: Sequence[float], known: float) -> "Weights":
        """Weigh words by how many of the known passages say them.

        Source: Robertson and Zaragoza 2009, The Probabilistic Relevance Framework, equation 3.3, kept positive.
        """
        return cls(tuple(math.log(1 + (max(known - count, 0) + 0.5) / (count + 0.5)) for count in counts))

    def of(self, said: int) -> float:
        """Give the worth of the words whose bits are set."""
        return sum(weight for place, weight in enumerate(self.by_word) if said >> place & 1)


@dataclass(frozen=True, slots=True)
class Ranked:
    """A candidate with its score and what the score came from.

    `covered` is the share of the question's worth that the passage itself says, from 0 to 1.
    """

    candidate: Candidate
    score: float
    covered: float


def rank(
    candidates: Sequence[Candidate],
    weights: Weights,
    names: frozenset[str],
    span: Span | None,
) -> list[Ranked]:
    """Rank candidates, best first.

    Args:
        candidates: What may be recalled, with neighbours.
        weights: Of the wanted words.
        names: All words of the question; a speaker whose name is among them is preferred.
        span: A time that is preferred.
    """
    beside = _find_beside(candidates)
    words = standardise([_score_words(at, candidates, beside, weights) for at in range(len(candidates))])
    meaning = standardise(_score_meaning(candidates, beside))
    named = {each: is_named(each, names) for each in {candidate.speaker for candidate in candidates}}
    whole = sum(weights.by_word) or 1.0
    ranked = [
        Ranked(
            each,
            0.5 * in_words
            + 0.5 * in_meaning
            + (SPEAKER_BONUS if named[each.speaker] else 0.0)
            + (TIME_BONUS if is_within(each.occurred_at, span) else 0.0),
            min(1.0, weights.of(each.said) / whole),
        )
        for each, in_words, in_meaning in zip(candidates, words, meaning, strict=True)
    ]
    return sorted(ranked, key=lambda each: (-each.score, each.candidate.event_id))


def standardise(scores: Sequence[float]) -> list[float]:
    """Bring scores to mean 0 and about deviation 1, so that different kinds can be added.

    Differences that are small beside the scores themselves stay small: of two passages that say much the same,
    a letter more must not decide.
    """
    if not scores:
        return []
    mean = sum(scores) / len(scores)
    deviation = math.sqrt(sum((score - mean) ** 2 for score in scores) / len(scores))
    deviation = max(deviation, LEAST_DEVIATION * max(abs(score) for score in scores))
    if deviation == 0:
        return [0.0] * len(scores)
    return [(score - mean) / deviation for score in scores]


def is_named(speaker: str | None, names: frozenset[str]) -> bool:
    """Tell whether a question names a speaker, by any word of their name that is longer than two letters."""
    return speaker is not None and any(len(word) > 2 and word in names for word in find_words(speaker))  # noqa: PLR2004 - 'de', 'la', 'Mr' name nobody


def is_within(at: datetime | None, span: Span | None) -> bool:
    """Tell whether a moment lies in a span of time; where one of them is unknown, it doesn't."""
    return at is not None and span is not None and span.since <= at < span.until


def _find_beside(candidates: Sequence[Candidate]) -> list[set[int]]:
    middles = {each.own: at for at, each in enumerate(candidates) if each.own is not None}
    beside: list[set[int]] = [set() for _ in candidates]
    for at, each in enumerate(candidates):
        for middle in each.middles:
            other = middles.get(middle, at)
            if other != at:
                beside[at].add(other)
                beside[other].add(at)
    return beside


def _score_words(
    at: int, candidates: Sequence[Candidate], beside: Sequence[set[int]], weights: Weights
) -> float:
    each = candidates[at]
    around = [said for other in beside[at] if (said := candidates[other].said)]
    if not each.said and not around:
        return 0.0
    room = SATURATION * (1 - LENGTH_WEIGHT + LENGTH_WEIGHT * min(each.size, 4 * USUAL_SIZE) / USUAL_SIZE)
    score = 0.0
    for place, weight in enumerate(weights.by_word):
        bit = 1 << place
        times = float(bool(each.said & bit))
        for said in around:
            if said & bit:
                times += NEIGHBOUR_WORDS
        if times:
            score += weight * times * (SATURATION + 1) / (times + room)
    return score


def _score_meaning(candidates: Sequence[Candidate], beside: Sequence[set[int]]) -> list[float]:
    floor = min((each.cosine for each in candidates if each.cosine is not None), default=0.0)
    own = [0.0 if each.cosine is None else each.cosine - floor for each in candidates]
    scores: list[float] = []
    for at, others in enumerate(beside):
        around = [own[other] for other in others if candidates[other].cosine is not None]
        scores.append(own[at] + (NEIGHBOUR_MEANING * sum(around) / len(around) if around else 0.0))
    return scores
