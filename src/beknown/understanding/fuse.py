"""Rank candidates: words, meaning, their neighbours' words, who speaks and when, in one score. Pure."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from statistics import fmean, pstdev
from uuid import UUID

from beknown.understanding.fold import find_words
from beknown.understanding.store import Features, NearRow, Span

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

    features: Features
    score: float
    covered: float


def rank(
    candidates: Sequence[Features],
    near: Sequence[NearRow],
    weights: Weights,
    names: frozenset[str],
    span: Span | None,
) -> list[Ranked]:
    """Rank candidates, best first.

    Args:
        candidates: What may be recalled.
        near: Which of them stand beside each other.
        weights: Of the wanted words.
        names: All words of the question; a speaker whose name is among them is preferred.
        span: A time that is preferred.
    """
    beside = _find_beside(candidates, near)
    by_id = {each.event_id: each for each in candidates}
    words = standardise([_score_words(each, beside[each.event_id], by_id, weights) for each in candidates])
    meaning = standardise(_score_meaning(candidates, beside, by_id))
    whole = sum(weights.by_word) or 1.0
    ranked = [
        Ranked(
            each,
            0.5 * in_words + 0.5 * in_meaning + _bonus(each, names, span),
            min(1.0, weights.of(each.said) / whole),
        )
        for each, in_words, in_meaning in zip(candidates, words, meaning, strict=True)
    ]
    return sorted(ranked, key=lambda each: (-each.score, each.features.event_id))


def standardise(scores: Sequence[float]) -> list[float]:
    """Bring scores to mean 0 and deviation 1, so that different kinds can be added; all zeros if all are equal."""
    if not scores:
        return []
    mean = fmean(scores)
    deviation = pstdev(scores, mean)
    if deviation < 1e-9:  # noqa: PLR2004 - rounding, not a difference
        return [0.0] * len(scores)
    return [(score - mean) / deviation for score in scores]


def is_named(speaker: str | None, names: frozenset[str]) -> bool:
    """Tell whether a question names a speaker, by any word of their name that is longer than two letters."""
    return speaker is not None and any(len(word) > 2 and word in names for word in find_words(speaker))  # noqa: PLR2004 - 'de', 'la', 'Mr' name nobody


def _bonus(each: Features, names: frozenset[str], span: Span | None) -> float:
    bonus = SPEAKER_BONUS if is_named(each.speaker, names) else 0.0
    if span is not None and each.occurred_at is not None and span.since <= each.occurred_at < span.until:
        bonus += TIME_BONUS
    return bonus


def _find_beside(candidates: Sequence[Features], near: Sequence[NearRow]) -> Mapping[UUID, set[UUID]]:
    beside: dict[UUID, set[UUID]] = {each.event_id: set() for each in candidates}
    for row in near:
        if row.step != 0 and row.middle_id in beside and row.event_id in beside:
            beside[row.middle_id].add(row.event_id)
            beside[row.event_id].add(row.middle_id)
    return beside


def _score_words(
    each: Features, beside: set[UUID], by_id: Mapping[UUID, Features], weights: Weights
) -> float:
    room = SATURATION * (1 - LENGTH_WEIGHT + LENGTH_WEIGHT * min(each.size, 4 * USUAL_SIZE) / USUAL_SIZE)
    around = [by_id[other].said for other in beside if by_id[other].said]
    score = 0.0
    for place, weight in enumerate(weights.by_word):
        times = (each.said >> place & 1) + NEIGHBOUR_WORDS * sum(said >> place & 1 for said in around)
        if times:
            score += weight * times * (SATURATION + 1) / (times + room)
    return score


def _score_meaning(
    candidates: Sequence[Features], beside: Mapping[UUID, set[UUID]], by_id: Mapping[UUID, Features]
) -> list[float]:
    known = [each.cosine for each in candidates if each.cosine is not None]
    floor = min(known, default=0.0)
    own = {each.event_id: (floor if each.cosine is None else each.cosine) - floor for each in candidates}
    scores: list[float] = []
    for each in candidates:
        around = [own[other] for other in beside[each.event_id] if by_id[other].cosine is not None]
        scores.append(own[each.event_id] + NEIGHBOUR_MEANING * (fmean(around) if around else 0.0))
    return scores
