"""The rules by which harmful text is noticed: plain lines in `moderation_words/`, a file for each language.

A line is a row of words. `a|b` is one of them, a `?` behind them says that they may be missing, `a_b` are two words,
`a*` any word that begins so, `<kill>` one of a list of the file, two dots stand for up to six words of any kind, and
`^` for the beginning of a sentence. Lines under a category with a `?` only hint at it: it takes two of them.
"""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Literal, cast, get_args

Category = Literal[
    "harassment",
    "harassment/threatening",
    "hate",
    "hate/threatening",
    "illicit",
    "illicit/violent",
    "self-harm",
    "self-harm/intent",
    "self-harm/instructions",
    "sexual",
    "sexual/minors",
    "violence",
    "violence/graphic",
]
CATEGORIES: tuple[Category, ...] = get_args(Category)
WORDS = Path(__file__).with_name("moderation_words")
_GAP = r"(?: \S+){0,6}"


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a category; `is_hint` where it takes another one beside it."""

    category: Category
    is_hint: bool
    pattern: re.Pattern[str]


@dataclass(frozen=True, slots=True)
class Language:
    """The rules of one language: the lines of each category, and words that make them milder."""

    lines: tuple[Line, ...]
    softens: re.Pattern[str]


@cache
def load_languages() -> tuple[Language, ...]:
    """Read the rules of all languages."""
    return tuple(_read(file) for file in sorted(WORDS.glob("*.toml")))


def _read(file: Path) -> Language:
    read = tomllib.loads(file.read_text(encoding="utf-8"))
    lists = cast("Mapping[str, str]", read["lists"])
    lines = [
        Line(
            cast("Category", category.removesuffix("?")),
            category.endswith("?"),
            re.compile(_compile(line, lists)),
        )
        for category, said in cast("Mapping[str, list[str]]", read["say"]).items()
        for line in said
    ]
    return Language(tuple(lines), re.compile(f"(?: (?:{_choices(read['softens'], lists)}))(?= )"))


def _compile(line: str, lists: Mapping[str, str]) -> str:
    return "".join(_token(token, lists) for token in line.split()) + "(?= )"


def _token(token: str, lists: Mapping[str, str]) -> str:
    if token == "..":  # noqa: S105 - a gap in a line, not a password
        return _GAP
    if token == "^":  # noqa: S105 - the beginning of a sentence
        return "^"
    optional = "?" if token.endswith("?") else ""
    return f"(?: (?:{_choices(token.removesuffix('?'), lists)})){optional}"


def _choices(token: str, lists: Mapping[str, str]) -> str:
    """Give what a token stands for, long choices first; lists stand for all of their words."""
    words: list[str] = []
    for choice in token.split("|"):
        words += lists[choice[1:-1]].split("|") if choice.startswith("<") else [choice]
    patterns = {
        re.escape(word.replace("_", " ")).replace(r"\*", r"\S*").replace(r"\ ", " ") for word in words
    }
    return "|".join(sorted(patterns, key=lambda each: (-len(each), each)))
