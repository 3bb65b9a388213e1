"""Say how far each item is what a rule means. Pure."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

from beknown.feed.steer_topics import Sense
from beknown.feed.steer_types import Format, Origin, Rule, RuleDraft, Target
from beknown.understanding import find_words, read_language

Grades = NDArray[np.float64]
"""From 0, it isn't what is meant, to 1, it is."""

SHORT_LETTERS = 280
LONG_LETTERS = 1_000
NEW_S = 24 * 3600.0
OLD_S = 7 * 24 * 3600.0
ROOT_LETTERS = 5
_PLURAL_LETTERS = 3


@dataclass(frozen=True, slots=True)
class Facts:
    """What rules ask of items; each is as long as the items and in their order.

    Args:
        at: The moment of asking, in seconds since 1970.
        texts: Their words; '' where there are none, or where no rule asks for them.
        letters: How many letters each has.
        authors: The ids of their authors as text; '' where there is none.
        formats: What they consist of.
        origins: Where they come from.
        made_at: When each was made, in seconds since 1970.
        vectors: One a row, of all zeros where none is known.
        space: Which embedder they are from.
        languages: Codes of ISO 639-1 where they are known; '' is guessed from the text when it is asked for.
    """

    at: float
    texts: Sequence[str]
    letters: NDArray[np.float64]
    authors: Sequence[str]
    formats: Sequence[frozenset[Format]]
    origins: Sequence[Origin]
    made_at: NDArray[np.float64]
    vectors: NDArray[Any]
    space: str = ""
    languages: Sequence[str] = ()

    def __len__(self) -> int:
        return len(self.texts)


@dataclass(slots=True)
class Matcher:
    """Grades items against rules; what several rules ask of the same items is looked at once."""

    facts: Facts
    sense: Sense | None = None
    _roots: list[frozenset[str]] | None = None
    _languages: list[str] | None = None
    _graded: dict[tuple[str, str], Grades] = field(default_factory=dict[tuple[str, str], Grades])

    def grade(self, draft: RuleDraft) -> Grades:
        """Say how far each item is all that a rule's targets say."""
        grades = np.ones(len(self.facts))
        for target in draft.targets:
            key = target.kind, target.value
            if key not in self._graded:
                self._graded[key] = self._grade_target(target)
            grades = np.minimum(grades, self._graded[key])
        return grades

    def _grade_target(self, target: Target) -> Grades:
        if target.kind == "topic":
            return self._grade_topic(target.value)
        return np.array(_LOOKS[target.kind](self, target.value), np.float64)

    def _grade_topic(self, topic: str) -> Grades:
        """Take the better of words and meaning: a post that names a topic is about it."""
        roots = find_roots(topic)
        named = np.array([bool(roots) and roots <= each for each in self._item_roots()], np.float64)
        if self.sense is None or self.sense.space != self.facts.space:
            return named
        return np.maximum(named, self.sense.grade(topic, self.facts.vectors))

    def _item_roots(self) -> list[frozenset[str]]:
        if self._roots is None:
            self._roots = [find_roots(text) for text in self.facts.texts]
        return self._roots

    def look_at_language(self, code: str) -> list[bool]:
        """Say which items are in a language."""
        if self._languages is None:
            known = self.facts.languages or [""] * len(self.facts)
            pairs = zip(known, self.facts.texts, strict=True)
            self._languages = [said or read_language(text) or "" for said, text in pairs]
        return [each == code for each in self._languages]

    def look_at_age(self, value: str) -> NDArray[np.bool_]:
        """Say which items are new, or old."""
        age_s = self.facts.at - self.facts.made_at
        return age_s < NEW_S if value == "new" else age_s > OLD_S

    def look_at_length(self, value: str) -> NDArray[np.bool_]:
        """Say which items are short, or long; what has no words is neither."""
        letters = self.facts.letters
        return (letters > 0) & (letters <= SHORT_LETTERS) if value == "short" else letters >= LONG_LETTERS


_LOOKS: Mapping[str, Callable[[Matcher, str], "Sequence[bool] | NDArray[np.bool_]"]] = {
    "author": lambda matcher, value: [each == value for each in matcher.facts.authors],
    "format": lambda matcher, value: [value in each for each in matcher.facts.formats],
    "origin": lambda matcher, value: [each == value for each in matcher.facts.origins],
    "language": Matcher.look_at_language,
    "age": Matcher.look_at_age,
    "length": Matcher.look_at_length,
}


def find_topics(rules: Sequence[Rule]) -> list[str]:
    """Give the topics that rules name, each once."""
    return list(
        dict.fromkeys(each.value for rule in rules for each in rule.draft.targets if each.kind == "topic")
    )


def needs_text(rules: Sequence[Rule]) -> bool:
    """Say whether rules ask for the words of items."""
    return any(each.kind in {"topic", "language"} for rule in rules for each in rule.draft.targets)


def needs_quotes(rules: Sequence[Rule]) -> bool:
    """Say whether rules ask which items quote another one."""
    return any(
        (each.kind, each.value) == ("format", "quote") for rule in rules for each in rule.draft.targets
    )


def needs_videos(rules: Sequence[Rule]) -> bool:
    """Say whether rules ask which items hold a video, or are of words alone."""
    asked = {("format", "video"), ("format", "text")}
    return any((each.kind, each.value) in asked for rule in rules for each in rule.draft.targets)


def find_roots(text: str) -> frozenset[str]:
    """Give the roots of a text's words: their first five letters, short ones without the s of a plural."""
    return frozenset(_root(word) for word in find_words(text))


def _root(word: str) -> str:
    if len(word) > ROOT_LETTERS:
        return word[:ROOT_LETTERS]
    return (
        word[:-1] if len(word) > _PLURAL_LETTERS and word.endswith("s") and not word.endswith("ss") else word
    )
