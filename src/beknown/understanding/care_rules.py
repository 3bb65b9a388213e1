"""The rules by which talk of distress is noticed: plain lines in `care_words/`, a file for each language.

A line is a row of words. `a|b` is one of them, `a?` may be there, `a_b` are two words, `a*` any word that begins so,
`<kin>` one of a list of the file, and dots stand for up to as many words of any kind.
"""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Literal, TypeAlias, cast

from beknown.understanding.care_text import WORDS

Topic = Literal["suicide", "self_harm", "abuse", "eating", "distress"]
Level = Literal["none", "gentle", "strained", "acute"]
"""`gentle` is only ever said by `care_hints.py`: something may be meant that no rule knows."""
Who = Literal["self", "friend"]
CareLanguage = Literal["en", "de", "fr", "es", "pt"]
LANGUAGES: tuple[CareLanguage, ...] = ("en", "de", "fr", "es", "pt")
PREFIX = 4

_Table: TypeAlias = "Mapping[str, str]"


@dataclass(frozen=True, slots=True)
class Words:
    """What changes the meaning of a line that was found, in one language; each entry has spaces around it."""

    language: CareLanguage
    negations: frozenset[str]
    not_negations: tuple[str, ...]
    past: tuple[str, ...]
    well_now: tuple[str, ...]
    others_words: tuple[str, ...]
    jokes: tuple[str, ...]
    earnest: tuple[str, ...]
    after: tuple[str, ...]
    before: tuple[str, ...]
    ages: tuple[re.Pattern[str], ...]
    no_age_after: frozenset[str]


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a rule. `is_negative` when it says `not` itself, as in 'I don't want to live'."""

    source: str
    topic: Topic
    level: Level
    who: Who
    is_negative: bool
    words: Words

    @property
    def pattern(self) -> re.Pattern[str]:
        """The line as it is searched; compiled when a sentence first needs it, since most are never needed."""
        return _compile_source(self.source)


@dataclass(frozen=True, slots=True)
class Rules:
    """All lines, by a word that each of them needs, so that few are tried on a sentence."""

    by_word: Mapping[str, tuple[Line, ...]]
    by_prefix: Mapping[str, tuple[Line, ...]]
    words: Mapping[CareLanguage, Words]


@dataclass(slots=True)
class _Index:
    by_word: dict[str, list[Line]] = field(default_factory=dict[str, list[Line]])
    by_prefix: dict[str, list[Line]] = field(default_factory=dict[str, list[Line]])

    def add(self, line: Line, anchors: tuple[str, ...]) -> None:
        for word in anchors:
            if word.endswith("*"):
                self.by_prefix.setdefault(word[:PREFIX], []).append(line)
            else:
                self.by_word.setdefault(word, []).append(line)


@cache
def load_rules() -> Rules:
    """Read the rules of all languages."""
    index, words = _Index(), dict[CareLanguage, Words]()
    for language in LANGUAGES:
        file = tomllib.loads((WORDS / f"{language}.toml").read_text(encoding="utf-8"))
        lists = cast("_Table", file["lists"])
        words[language] = _read_words(language, file, lists)
        for rule in file["rule"]:
            for say in rule["say"]:
                line = Line(
                    write_pattern(say, lists), rule["topic"], rule["level"], rule.get("who", "self"),
                    _is_negative(say, words[language]), words[language],
                )  # fmt: skip
                index.add(line, find_anchors(say, lists))
    return Rules(
        {word: tuple(lines) for word, lines in index.by_word.items()},
        {word: tuple(lines) for word, lines in index.by_prefix.items()},
        words,
    )


def write_pattern(say: str, lists: _Table) -> str:
    """Write a line as a regular expression, searched in a sentence whose words stand between single spaces."""
    return "".join(_compile_token(token, lists) for token in say.split()) + "(?= )"


@cache
def _compile_source(source: str) -> re.Pattern[str]:
    return re.compile(source)


def find_anchors(say: str, lists: _Table) -> tuple[str, ...]:
    """Give words of which one must be in a sentence that the line fits: those of its most telling place."""
    needed = [token for token in say.split() if not token.endswith("?") and token.strip(".")]
    return max(
        (tuple(max(each.split("_"), key=len) for each in _choices(token, lists)) for token in needed),
        key=lambda words: min(len(word) for word in words),
    )


def _choices(token: str, lists: _Table) -> list[str]:
    plain = token.removesuffix("?")
    for name, words in lists.items():
        plain = plain.replace(f"<{name}>", words)
    return plain.split("|")


def _compile_token(token: str, lists: _Table) -> str:
    dots = token.removesuffix("?")
    if not dots.strip("."):
        return rf"(?: \S+){{0,{len(dots)}}}?"
    choices = "|".join(_compile_choice(each) for each in _choices(token, lists))
    return f"(?: (?:{choices}))?" if token.endswith("?") else f" (?:{choices})(?= )"


def _compile_choice(choice: str) -> str:
    return re.escape(choice).replace("_", " ").replace(r"\*", r"[^ ]*")


def _read_words(language: CareLanguage, file: Mapping[str, object], lists: _Table) -> Words:
    def phrases(name: str) -> tuple[str, ...]:
        return tuple(f" {each.replace('_', ' ')} " for each in str(file[name]).split())

    ages = cast("list[str]", file["minor"])
    return Words(
        language,
        frozenset(each.strip() for each in phrases("not")),
        phrases("not_not"),
        phrases("past"),
        phrases("well_now"),
        phrases("others_words"),
        phrases("jokes"),
        phrases("earnest"),
        phrases("after"),
        phrases("before"),
        tuple(_compile_source(write_pattern(age, lists)) for age in ages),
        frozenset(each.strip() for each in phrases("no_age_after")),
    )


def _is_negative(say: str, words: Words) -> bool:
    tokens = {part for token in say.split() for choice in token.split("|") for part in choice.split("_")}
    return bool(tokens & words.negations)
