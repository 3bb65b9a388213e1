"""Topics out of many phrases: which are telling, and which belong together. Pure, and the same for the same phrases."""

import math
from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from uuid import UUID

import numpy as np

from beknown.models import Vector

MOST_CANDIDATES = 240
MOST_TOPICS = 60
BOILERPLATE_SHARE = 0.2
BOILERPLATE_FROM = 12
"""A word in more than a fifth of at least so many signals of one kind belongs to the form, as `Watched` does."""

TOGETHER = 0.5
"""Phrases that share at least this part of their events (of the rarer one's) are one topic."""

NEAR = 0.58
"""Phrases whose vectors, seen from their common mean, are at least so near are one topic."""

TALK = frozenset({"talked", "asked"})
LEAST_OF_TALK = 6
BURST = 1.5
"""What was only talked of is a topic from so many messages on; a single word only if it comes in bursts, so many a day:
what is said every day alike is how one talks, not what one cares for."""

AT_ONCE = 3
"""So many more of one day, of what isn't only talked of, tell as much as another day: who likes ten of a kind in an
evening cares for it, and what is taken over from elsewhere often bears one date."""

STRONG = frozenset({"joined", "liked_page", "assigned", "told"})
"""Kinds whose single signal says plainly that something interests a person."""

LONGER_IS_CLEARER = 0.35
MERGED = 10.0
TAG = "#"
"""Begins the key of a tag: a whole phrase by itself, and no part of the form however often it comes."""


@dataclass(frozen=True, slots=True)
class Seen:
    """How often a phrase was seen in one kind of signal: in how many events, on how many days, weighing how much."""

    phrase: str
    kind: str
    events: int
    days: int
    weight: float


@dataclass(frozen=True, slots=True)
class Wish:
    """What the person wants of topics, by their phrases: what is one, and what is none."""

    merged: Sequence[frozenset[str]] = ()
    forgotten: frozenset[str] = frozenset()
    kept: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Topic:
    """A topic: its leading phrase, all its phrases (the lead first), and how telling it is."""

    lead: str
    phrases: tuple[str, ...]
    score: float


@dataclass(slots=True)
class _Group:
    lead: str
    score: float
    phrases: list[str] = field(default_factory=list[str])


def choose_phrases(
    seen: Sequence[Seen], totals: Mapping[str, int], wish: Wish, names: Collection[str] = ()
) -> dict[str, float]:
    """Choose the telling phrases, the most telling first.

    A phrase tells more the more it weighs, the more days it was seen on, the rarer it is among all signals and the
    longer it is; what belongs to the form of a kind, names of people and single chance mentions tell nothing.

    Args:
        seen: The phrases, by kind.
        totals: The number of signals of each kind.
        wish: What the person wants.
        names: Folded words of people's names.
    """
    all_signals = sum(totals.values())
    by_phrase: defaultdict[str, list[Seen]] = defaultdict(list)
    form = {(each.kind, each.phrase) for each in seen if _is_form(each, totals)}
    for each in seen:
        is_form = any((each.kind, word) in form for word in (each.phrase, *each.phrase.split()))
        if each.phrase not in wish.forgotten and not is_form:
            by_phrase[each.phrase].append(each)
    taken = frozenset(names)
    scores: dict[str, float] = {}
    for phrase, kinds in by_phrase.items():
        words = phrase.split()
        is_wanted = phrase in wish.kept
        if not is_wanted and (taken.intersection(words) or not _is_enough(kinds, len(words))):
            continue
        events = sum(each.events for each in kinds)
        rarity = math.log(1 + all_signals / events)
        spread = sum(
            each.weight / each.events * math.sqrt(_times(each)) * math.log1p(_times(each)) for each in kinds
        )
        scores[phrase] = spread * rarity * (1 + LONGER_IS_CLEARER * (len(words) - 1))
    order = sorted(scores, key=lambda phrase: (-scores[phrase], phrase))
    best = [*(phrase for phrase in order if phrase in wish.kept), *order][:MOST_CANDIDATES]
    return {phrase: scores[phrase] for phrase in sorted(set(best), key=order.index)}


def _is_form(seen: Seen, totals: Mapping[str, int]) -> bool:
    total = totals[seen.kind]
    return (
        not seen.phrase.startswith(TAG)
        and total >= BOILERPLATE_FROM
        and seen.events > BOILERPLATE_SHARE * total
    )


def _times(seen: Seen) -> int:
    """Give on how many days a phrase was seen; many times on one day count as further days."""
    return seen.days if seen.kind in TALK else seen.days + (seen.events - seen.days) // AT_ONCE


def _is_enough(kinds: Sequence[Seen], words: int) -> bool:
    """Say whether a phrase was seen often enough; what is only talked of has several words, or comes in bursts."""
    if any(each.kind in STRONG for each in kinds):
        return True
    elsewhere = sum(_times(each) for each in kinds if each.kind not in TALK)
    talked = [each for each in kinds if each.kind in TALK]
    times, days = sum(each.events for each in talked), max((each.days for each in talked), default=0)
    if elsewhere:
        return elsewhere + times > 1
    return times >= LEAST_OF_TALK and days > 1 and (words > 1 or times >= BURST * days)


def group(
    scores: Mapping[str, float],
    events: Mapping[str, frozenset[UUID]],
    vectors: Mapping[str, Vector],
    wish: Wish,
) -> list[Topic]:
    """Group phrases into topics, the most telling first.

    Each phrase in turn joins the topic whose lead it is said with, contains, or is near to in meaning, else begins one.

    Args:
        scores: The telling phrases with their scores, the most telling first.
        events: The events that hold each phrase.
        vectors: Of some or all phrases; without any, words alone decide.
        wish: What the person wants.
    """
    near = _Nearness(vectors)
    groups: list[_Group] = []
    for phrase, score in scores.items():
        best = max(
            groups,
            key=lambda each: (_likeness(phrase, each.lead, events, near, wish), each.score),
            default=None,
        )
        if best is not None and _likeness(phrase, best.lead, events, near, wish) >= 1:
            best.phrases.append(phrase)
            best.score += score / 4
        else:
            groups.append(_Group(phrase, score, [phrase]))
    groups.sort(key=lambda each: (-each.score, each.lead))
    kept = [
        each for at, each in enumerate(groups) if at < MOST_TOPICS or wish.kept.intersection(each.phrases)
    ]
    return [Topic(each.lead, tuple(each.phrases), each.score) for each in kept]


class _Nearness:
    """Cosines of phrases as seen from the mean of all; none where a vector is missing."""

    def __init__(self, vectors: Mapping[str, Vector]) -> None:
        self._at = {phrase: at for at, phrase in enumerate(vectors)}
        matrix = np.stack(list(vectors.values())) if vectors else np.zeros((0, 1), np.float32)
        centred = matrix - matrix.mean(axis=0) if len(matrix) else matrix
        norms = np.linalg.norm(centred, axis=1, keepdims=True)
        self._unit = centred / np.maximum(norms, 1e-9)

    def __call__(self, one: str, other: str) -> float:
        """Give the cosine, 0 without vectors."""
        if one not in self._at or other not in self._at:
            return 0.0
        return float(self._unit[self._at[one]] @ self._unit[self._at[other]])


def _likeness(
    phrase: str, lead: str, events: Mapping[str, frozenset[UUID]], near: _Nearness, wish: Wish
) -> float:
    """Say how much a phrase belongs to a topic's lead; from 1 on it does. What the person merged outranks all."""
    for merged in wish.merged:
        if phrase in merged and lead in merged:
            return MERGED
    one, other = events.get(phrase, frozenset[UUID]()), events.get(lead, frozenset[UUID]())
    shared = len(one & other) / max(1, min(len(one), len(other)))
    words, leading = phrase.lstrip(TAG).split(), lead.lstrip(TAG).split()
    inside = set(words) <= set(leading) or set(leading) <= set(words)
    by_words = shared / TOGETHER if shared else 0.0
    if inside and (words == leading or len(words) > 1 or len(leading) > 1):
        by_words = max(by_words, 1.0)
    return max(by_words, near(phrase, lead) / NEAR)
