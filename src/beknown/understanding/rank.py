"""Rank memories: words, meaning, the talk they stand in, who speaks and when, in one score. Pure.

Every part of the score is on a scale of its own that doesn't depend on how many memories there are, so that the same
weights hold for a hundred of them and for a hundred thousand. The weights were fitted by maximum likelihood (a softmax
over all passages of a conversation) on four LoCoMo conversations at a time and judged on the fifth;
`benchmarks/README.md` has the figures. They name no data set.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

import numpy as np

from beknown.models import Vector
from beknown.understanding.segment import (
    ANSWER,
    MINE,
    QUESTION,
    SATURATION,
    STEP_WEIGHTS,
    Array,
    Memories,
    Segment,
    as_uuid,
    sign_bits,
)

NEIGHBOUR_WORDS = 0.35
"""How much a word counts that a neighbour says: answers stand beside their questions."""

EXACT = 4096
"""Of so many passages all vectors are compared; of more, those whose signs or words are nearest."""

LOOKED_AT = 250
"""How many passages each way of searching gives then."""


@dataclass(frozen=True, slots=True)
class Weights:
    """What each part of the score is worth, in units of log-odds."""

    words: float = 3.5
    meaning: float = 3.6
    meaning_around: float = 3.4
    talk: float = 2.25
    speaker: float = 2.1
    time: float = 3.2
    telling: float = 1.1
    question: float = -0.6
    after_question: float = 0.35
    answer: float = -1.5


WEIGHTS = Weights()


@dataclass(frozen=True, slots=True)
class Sought:
    """What is looked for.

    Args:
        words: Numbers of the question's words.
        names: Numbers of the same words as names of speakers, in the same order.
        vector: The question's vector, or None.
        since: Beginning of the time it names, in seconds since 1970; NaN if it names none.
        until: End of that time.
        is_mine: Whether it asks for what the person said.
    """

    words: tuple[int, ...]
    names: tuple[int, ...]
    vector: Vector | None
    since: float = math.nan
    until: float = math.nan
    is_mine: bool = False


@dataclass(frozen=True, slots=True)
class Ranked:
    """A memory with its score, and what speaks for it.

    `covered` is the share of the question's words, by their worth, that the passage says itself; `cosine` is that of
    its vector and the question's, None where one of them isn't there; `is_speaker` tells whether a named speaker said
    it, None where the question names none.
    """

    event_id: UUID
    part: int
    score: float
    covered: float
    cosine: float | None
    is_speaker: bool | None


@dataclass(frozen=True, slots=True)
class _Words:
    """The wanted words that are known, with their worth, and the speakers' names that were meant."""

    numbers: tuple[int, ...]
    worth: tuple[float, ...]
    names: tuple[int, ...]

    @property
    def whole(self) -> float:
        """What all of them are worth."""
        return sum(self.worth) or 1.0


def rank(memories: Memories, sought: Sought, *, most: int) -> list[Ranked]:
    """Rank memories, best first; what says no wanted word, lies in no named time and has no vector is left out.

    Args:
        memories: What may be recalled.
        sought: What is looked for.
        most: How many to give.
    """
    words = _weigh_words(memories.segments, sought)
    found: list[Ranked] = []
    for segment in memories.segments:
        if len(segment):
            found += _rank_segment(segment, memories.centre, sought, words, most)
    return sorted(found, key=lambda each: (-each.score, each.event_id, each.part))[:most]


def _weigh_words(segments: Sequence[Segment], sought: Sought) -> _Words:
    """Weigh words by how few passages say them; a word that is a speaker's name looks for the speaker instead.

    Source: Robertson and Zaragoza 2009, The Probabilistic Relevance Framework, equation 3.3, kept positive.
    """
    known = sum(len(each) for each in segments)
    numbers: list[int] = []
    worth: list[float] = []
    names: list[int] = []
    for word, name in zip(sought.words, sought.names, strict=True):
        spoken = sum(len(each.find_word(name)) for each in segments)
        if spoken:
            names += [name] if spoken < known else []
            continue
        count = sum(len(each.find_word(word)) for each in segments)
        if count:
            numbers.append(word)
            worth.append(math.log(1 + (known - count + 0.5) / (count + 0.5)))
    return _Words(tuple(numbers), tuple(worth), tuple(names))


def _rank_segment(
    segment: Segment, centre: Array | None, sought: Sought, words: _Words, most: int
) -> list[Ranked]:
    in_words, covered = _score_words(segment, words)
    in_time = (segment.times >= sought.since) & (segment.times < sought.until)
    vector = None if centre is None else _seen_from(sought.vector, centre)
    at = _choose(segment, in_words, in_time, vector)
    meaning = np.zeros(len(segment), np.float32)
    if vector is not None:
        meaning[at] = (segment.quantised[at].astype(np.float32) @ vector) * segment.scales[at]
    speaker = _find_speaker(segment, words, sought)[at]
    around = _look_around(segment, meaning, at)
    score = (
        _score_passages(segment, at)
        + WEIGHTS.words * in_words[at]
        + WEIGHTS.meaning * meaning[at]
        + WEIGHTS.meaning_around * around
        + WEIGHTS.talk * _find_best_of_talk(segment.talk[at], in_words[at] + 2 * around)
        + WEIGHTS.speaker * speaker
        + WEIGHTS.time * in_time[at]
    )
    is_compared = segment.lengths[at] > 0 if vector is not None else np.zeros(len(at), np.bool_)
    score[~((in_words[at] > 0) | in_time[at] | is_compared)] = -np.inf
    best = np.argsort(-score, kind="stable")[:most]
    best = best[score[best] > -np.inf]
    cosines = _find_cosines(segment, at[best], sought.vector, centre)
    return [
        Ranked(
            event_id=as_uuid(segment.passages.events[at[each]]),
            part=int(segment.passages.parts[at[each]]),
            score=float(score[each]),
            covered=min(1.0, float(covered[at[each]])),
            cosine=cosine,
            is_speaker=bool(speaker[each] == 1) if words.names else None,
        )
        for each, cosine in zip(best, cosines, strict=True)
    ]


def _score_passages(segment: Segment, at: Array) -> Array:
    """Score what passages are, whatever is looked for: a question seldom tells, what comes behind it does."""
    cues = segment.passages.cues
    asked_before = (cues[at - 1] & QUESTION > 0) * segment.beside[-1][at]  # `beside` is 0 for the first
    return (
        WEIGHTS.telling * segment.telling[at]
        + WEIGHTS.question * (cues[at] & QUESTION > 0)
        + WEIGHTS.after_question * asked_before
        + WEIGHTS.answer * (cues[at] & ANSWER > 0)
    )


def _find_best_of_talk(talk: Array, scores: Array) -> Array:
    """Give each passage the best score of its talk: where one speaks of it, the others may too."""
    if not len(talk):
        return scores
    best = np.full(int(talk.max()) + 1, -np.inf, np.float32)
    np.maximum.at(best, talk, scores)
    return best[talk]


def _score_words(segment: Segment, words: _Words) -> tuple[Array, Array]:
    """Score by the words that a passage and its neighbours say, as a share of what all the words are worth.

    Beside it: the share of that worth which the passage says itself.

    Source: Robertson and Zaragoza 2009, equation 3.15, with neighbours as weighted fields (section 3.4).
    """
    score, own = np.zeros(len(segment), np.float32), np.zeros(len(segment), np.float32)
    for number, worth in zip(words.numbers, words.worth, strict=True):
        said = segment.find_word(number)
        times = np.zeros(len(segment), np.float32)
        times[said] = 1
        own[said] += worth
        for step in STEP_WEIGHTS:
            near = said[segment.beside[step][said] > 0] + step
            times[near] += NEIGHBOUR_WORDS
        at = np.flatnonzero(times)
        score[at] += worth * times[at] * (SATURATION + 1) / (times[at] + segment.rooms[at])
    return score / np.float32(words.whole), own / np.float32(words.whole)


def _find_speaker(segment: Segment, words: _Words, sought: Sought) -> Array:
    """Give 1 for what a named speaker said; for what the person said a half, if the question says 'I' and no name."""
    speaker = np.zeros(len(segment), np.float32)
    for name in words.names:
        speaker[segment.find_word(name)] = 1
    if sought.is_mine and not words.names:
        speaker[segment.passages.cues & MINE > 0] = 0.5
    return speaker


def _seen_from(vector: Vector | None, centre: Array) -> Array | None:
    if vector is None or len(vector) != len(centre):
        return None
    seen = vector - centre
    length = float(np.linalg.norm(seen))
    return seen / length if length else None


def _choose(segment: Segment, in_words: Array, in_time: Array, vector: Array | None) -> Array:
    """Choose whose vectors are compared: all of a few passages; of many the nearest by each way of searching."""
    if len(segment) <= EXACT:
        return np.arange(len(segment))
    chosen = [_find_highest(in_words, np.flatnonzero(in_words)), np.flatnonzero(in_time)[-LOOKED_AT:]]
    if vector is not None:
        chosen.append(_find_highest(_compare_signs(segment, vector), np.flatnonzero(segment.lengths)))
    middles = np.concatenate(chosen)
    beside = [middles[segment.beside[step][middles] > 0] + step for step in STEP_WEIGHTS]
    return np.unique(np.concatenate([middles, *beside]))


def _compare_signs(segment: Segment, vector: Array) -> Array:
    """Give how many signs of each vector differ from the question's, below zero: the higher the nearer."""
    bits = np.zeros((1, len(segment.signs) * 64), np.bool_)
    bits[0, : len(vector)] = vector > 0
    differ = np.zeros(len(segment), np.int16)
    for mine, sought in zip(segment.signs, sign_bits(bits)[0], strict=True):
        differ -= np.bitwise_count(mine ^ sought)
    return differ


def _find_highest(scores: Array, among: Array) -> Array:
    if len(among) <= LOOKED_AT:
        return among
    return among[np.argpartition(-scores[among], LOOKED_AT)[:LOOKED_AT]]


def _look_around(segment: Segment, meaning: Array, at: Array) -> Array:
    """Give the meaning of passages together with their neighbours'."""
    around = meaning[at].copy()
    norm = np.ones(len(at), np.float32)
    for step, weight in STEP_WEIGHTS.items():
        beside = segment.beside[step][at]
        near = np.clip(at + step, 0, len(meaning) - 1)
        around += np.float32(weight) * beside * meaning[near]
        norm += np.float32(weight) * beside
    return around / np.sqrt(norm)


def _find_cosines(
    segment: Segment, at: Array, vector: Vector | None, centre: Array | None
) -> list[float | None]:
    """Give the cosines with vectors as they were, before they were seen from the centre; None where there is none."""
    if vector is None or centre is None or len(vector) != len(centre):
        return [None] * len(at)
    directions = (segment.quantised[at].astype(np.float32) @ vector) * segment.scales[at]
    lengths = segment.lengths[at]
    cosines = float(vector @ centre) + lengths * directions
    return [float(cosine) if length else None for cosine, length in zip(cosines, lengths, strict=True)]
