"""Read the rules of a language: its words, and the patterns by which a clause tells a belief.

A pattern is a regular expression over the folded predicate of a clause, with three shorthands: a space is white space,
`~` is white space with any adverbs in it, and `{word}` stands for a word list of `[words]`. A list of two parts,
separated by ` :: `, gives the forms that go with 'I' and 'we', and those that go with somebody else.
"""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any, cast

from beknown.understanding.belief_types import Kind
from beknown.understanding.parts.text_folder import fold_text

LANGUAGES: tuple[str, ...] = ("en", "de", "fr", "es", "pt")
_NEVER = re.compile(r"(?!)")
_NAME = re.compile(r"\{([a-z_]+)\}")
_SPACE = re.compile(r"\(\?<[=!][^)]*\)|\[[^\]]*\]| ")
"""A space, or what a space stays a space in: look-behinds are of one width, and classes are of single letters."""

_DEPTH = 6


@dataclass(frozen=True, slots=True)
class Rule:
    """One way to tell a belief.

    Args:
        kind: Of the belief.
        slot: What it fills, if one thing at a time.
        mine: The pattern after 'I' or 'we'; None where the rule doesn't fit them.
        theirs: The pattern after somebody else.
        unless: Clauses that match this tell something else.
        needs: Clauses that don't match this tell nothing.
        is_ended: It tells of something that stopped.
        is_open: It fits so many clauses that it isn't tried after 'and'.
        is_whole: It takes the whole rest of the sentence.
        confidence: How sure.
    """

    kind: Kind
    slot: str | None
    mine: re.Pattern[str] | None
    theirs: re.Pattern[str] | None
    unless: re.Pattern[str]
    needs: re.Pattern[str] | None
    is_ended: bool
    is_open: bool
    is_whole: bool
    confidence: float


@dataclass(frozen=True, slots=True)
class Question:
    """A question whose answer tells a belief, and the words that make a statement of the answer."""

    kind: Kind
    slot: str | None
    asks: re.Pattern[str]
    states: str
    takes: re.Pattern[str]
    is_open: bool


@dataclass(frozen=True, slots=True)
class Language:
    """The grammar and the rules of one language."""

    code: str
    words: Mapping[str, str]
    grammar: Mapping[str, re.Pattern[str]]
    spelled: Mapping[str, re.Pattern[str]]
    rules: tuple[Rule, ...]
    questions: tuple[Question, ...]


@lru_cache(maxsize=len(LANGUAGES))
def read_language(code: str) -> Language:
    """Give the rules of a language, one of `LANGUAGES`."""
    raw = _read(f"rules_{code}.toml")
    words = {key: _fold(str(value)) for key, value in raw["words"].items()}
    grammar = {key: _compile(str(value), words, 0) for key, value in raw["grammar"].items()}
    return Language(
        code=code,
        words=words,
        grammar=grammar,
        spelled={key: re.compile(str(value)) for key, value in raw.get("spelled", {}).items()},
        rules=tuple(_rule(each, words) for each in raw["rule"]),
        questions=tuple(_question(each, words) for each in raw.get("question", ())),
    )


@lru_cache(maxsize=1)
def read_markers() -> Mapping[str, Mapping[str, float]]:
    """Give for each word by which a language is told, the languages it speaks for and how much."""
    found: dict[str, dict[str, float]] = {}
    for code, words in _read("languages.toml").items():
        for word in fold_text(str(words)).low.split():
            found.setdefault(word, {})[code] = 1.0
    return {word: {code: 1 / len(codes) for code in codes} for word, codes in found.items()}


def compile_folded(pattern: str) -> re.Pattern[str]:
    """Compile a pattern to be matched on folded text; a space is any white space."""
    return _compile(pattern, {}, 0)


def _read(name: str) -> dict[str, Any]:
    return tomllib.loads(Path(__file__).with_name(name).read_text(encoding="utf-8"))


def _rule(raw: Mapping[str, Any], words: Mapping[str, str]) -> Rule:
    who = str(raw.get("who", "mine theirs")).split()
    pattern = str(raw["p"])
    return Rule(
        kind=cast("Kind", raw["kind"]),
        slot=raw.get("slot"),
        mine=_compile(pattern, words, 0) if "mine" in who else None,
        theirs=_compile(pattern, words, 1) if "theirs" in who else None,
        unless=_compile(str(raw["unless"]), words, 0) if "unless" in raw else _NEVER,
        needs=_compile(str(raw["needs"]), words, 0) if "needs" in raw else None,
        is_ended=bool(raw.get("ended", False)),
        is_open=bool(raw.get("open", False)),
        is_whole=bool(raw.get("whole", False)),
        confidence=float(raw.get("sure", 0.85)),
    )


def _question(raw: Mapping[str, Any], words: Mapping[str, str]) -> Question:
    return Question(
        kind=cast("Kind", raw["kind"]),
        slot=raw.get("slot"),
        asks=_compile(str(raw["asks"]), words, 0),
        states=str(raw.get("states", "{}")),
        takes=_compile(str(raw.get("takes", r"\w")), words, 0),
        is_open=bool(raw.get("open", False)),
    )


def _fold(pattern: str) -> str:
    """Fold accents, but leave what means something in a pattern, such as `S` after a backslash, as it is."""
    return "".join(letter if letter.isascii() else fold_text(letter).low for letter in pattern)


def _compile(pattern: str, words: Mapping[str, str], person: int) -> re.Pattern[str]:
    written = _fold(pattern)
    for _ in range(_DEPTH):
        expanded = _NAME.sub(lambda name: _forms(words, name[1], person), written)
        if expanded == written:
            break
        written = expanded
    between = _forms(words, "mid", person) if "mid" in words else r"\w+"
    written = written.replace("~", rf"(?:\s+(?:{between}))*\s+")
    return re.compile(_SPACE.sub(lambda found: r"\s+" if found.group() == " " else found.group(), written))


def _forms(words: Mapping[str, str], name: str, person: int) -> str:
    forms = words[name].split(" :: ")
    return f"(?:{forms[min(person, len(forms) - 1)]})"
