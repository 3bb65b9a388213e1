"""The words by which steering is read: plain lists in `steer_words/`, a file for each language.

A list is phrases between bars; `a_b` are two words. They are compared folded, letter by letter, so that a place in the
folded text is the same place in what was said. The longest phrase that fits counts.
"""

import re
import tomllib
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Generic, Literal, NotRequired, TypedDict, TypeVar, cast, get_args

from babel import Locale

from beknown.feed.steer_types import TargetKind

SteerLanguage = Literal["en", "de", "fr", "es", "pt"]
LANGUAGES: tuple[SteerLanguage, ...] = get_args(SteerLanguage)
Part = Literal["morning", "noon", "afternoon", "evening", "night", "work"]
Span = Literal["today", "tonight", "tomorrow", "week", "next week", "weekend", "month", "year", "while"]
Unit = Literal["minute", "hour", "day", "week", "month", "year"]
Heard = Literal["nothing", "less", "more", "only", "usual", "wished"]

_FOLDER = Path(__file__).with_name("steer_words")
_ALIKE = {"\u2019": "'", "\u2018": "'", "\u02bc": "'", "`": "'", "\u2013": "-", "\u2014": ","}
Meaning = TypeVar("Meaning")
Name = TypeVar("Name", bound=str)
_LISTED: tuple[TargetKind, ...] = ("format", "length", "age", "origin")


@dataclass(frozen=True, slots=True)
class When:
    """A span of time or hours that a phrase names."""

    span: Span | None = None
    part: Part | None = None
    days: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Grammar:
    """The words of one language.

    Args:
        language: Which.
        lists: A pattern of each list of phrases that only parts and joins.
        amounts: What each phrase says of how much.
        strengths: `little` or `much`.
        targets: What each phrase says of formats, lengths, ages and origins.
        languages: Codes of ISO 639-1 by the names of languages.
        whens: What each phrase names.
        units: Units of time by their words.
        numbers: Numbers by their words.
        clock: Patterns of what stands before hours.
    """

    language: SteerLanguage
    lists: Mapping[str, re.Pattern[str]]
    amounts: "Phrases[Heard]"
    strengths: "Phrases[Literal['little', 'much']]"
    targets: "Phrases[tuple[TargetKind, str]]"
    languages: Mapping[str, str]
    whens: "Phrases[When]"
    units: Mapping[str, Unit]
    numbers: Mapping[str, int]
    clock: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Phrases(Generic[Meaning]):
    """Phrases with what each means; `pattern` finds the longest at a place."""

    pattern: re.Pattern[str]
    meanings: Mapping[str, Meaning]

    def meaning(self, found: str) -> Meaning:
        """Give what a phrase that was found means."""
        return self.meanings[" ".join(found.split())]


class _When(TypedDict):
    say: str
    span: NotRequired[Span]
    part: NotRequired[Part]
    days: NotRequired[list[int]]


def fold_letters(text: str) -> str:
    """Fold case, accents and quotation marks, letter by letter: the folded text is as long as the other."""
    return "".join(map(_fold_letter, text))


@cache
def load_grammar(language: SteerLanguage) -> Grammar:
    """Read the words of a language; a file without a list has no such phrases."""
    file = tomllib.loads((_FOLDER / f"{language}.toml").read_text(encoding="utf-8"))
    listed: dict[TargetKind, Mapping[str, str]] = {
        kind: cast("Mapping[str, str]", file[kind]) for kind in _LISTED
    }
    targets: dict[str, tuple[TargetKind, str]] = {
        phrase: (kind, value)
        for kind, values in listed.items()
        for value, phrases in values.items()
        for phrase in _split(phrases)
    }
    whens = {
        phrase: When(each.get("span"), each.get("part"), frozenset(each.get("days", [])))
        for each in cast("list[_When]", file["when"])
        for phrase in _split(each["say"])
    }
    lists = {name: compile_phrases(_split(words)) for name, words in file.items() if isinstance(words, str)}
    return Grammar(
        language=language,
        lists=lists,
        amounts=_read_phrases(cast("Mapping[Heard, str]", file["amount"])),
        strengths=_read_phrases(cast("Mapping[Literal['little', 'much'], str]", file["strength"])),
        targets=Phrases(compile_phrases(targets), targets),
        languages=_name_languages(language),
        whens=Phrases(compile_phrases(whens), whens),
        units=_invert(cast("Mapping[Unit, str]", file["units"])),
        numbers={word: int(number) for word, number in _invert(cast("Mapping[str, str]", file["numbers"])).items()},
        clock={name: _alternate(_split(words)) for name, words in cast("Mapping[str, str]", file["clock"]).items()},
    )  # fmt: skip


def compile_phrases(phrases: "Mapping[str, object] | list[str]") -> re.Pattern[str]:
    """Compile phrases into one pattern that finds whole words, the longest phrase first."""
    return re.compile(rf"(?<![\w@]){_alternate(list(phrases))}(?!\w)")


def _alternate(phrases: list[str]) -> str:
    longest = sorted(phrases, key=len, reverse=True)
    return "(?:" + "|".join(re.escape(each).replace(r"\ ", r"\s+") for each in longest) + ")"


def _split(words: str) -> list[str]:
    return [fold_letters(each.replace("_", " ")) for each in words.split("|")]


def _invert(words: Mapping[Name, str]) -> dict[str, Name]:
    return {phrase: meaning for meaning, phrases in words.items() for phrase in _split(phrases)}


def _read_phrases(words: Mapping[Name, str]) -> Phrases[Name]:
    meanings = _invert(words)
    return Phrases(compile_phrases(list(meanings)), meanings)


@cache
def _name_languages(language: SteerLanguage) -> Mapping[str, str]:
    """Give the codes of two letters by the names that this language has for languages."""
    names = cast("Mapping[str, str]", Locale(language).languages)
    return {fold_letters(names[code]): code for code in sorted(names) if len(code) == 2}  # noqa: PLR2004 - ISO 639-1


def _fold_letter(letter: str) -> str:
    if letter in _ALIKE:
        return _ALIKE[letter]
    bare = unicodedata.normalize("NFKD", letter)[0]
    low = bare.lower()
    return low if len(low) == 1 else bare
