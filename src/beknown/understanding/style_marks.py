"""How one thing was written, as marks that can be counted: `language:de`, `hour:21`, `form:informal`. Pure."""

import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime
from itertools import pairwise
from pathlib import Path

import regex

from beknown.understanding.fold import fold
from beknown.understanding.read_language import read_language

WRITTEN = "written"
"""The mark of every text: what the others are counted against."""

LENGTHS: tuple[tuple[int, str], ...] = ((3, "1-3"), (8, "4-8"), (20, "9-20"), (50, "21-50"), (120, "51-120"))
LONGEST = "over 120"
MOST_LETTERS = 4000
MOST_EMOJI = 3
LEAST_SENTENCE = 12

_LINK = re.compile(r"https?://\S+|www\.\S+")
_WORD = re.compile(r"[^\W\d_]+(?:['\u2019][^\W\d_]+)*")
_SENTENCE = re.compile(r"[.!?\u2026\n]+")
_EMOJI = regex.compile(r"\p{Emoji_Presentation}|\p{Extended_Pictographic}\ufe0f?")
_FILE = Path(__file__).with_name("style_words.toml")
_WORDS: Mapping[str, Mapping[str, list[str]]] = tomllib.loads(_FILE.read_text(encoding="utf-8"))


_LAUGH = re.compile(_WORDS["laugh"]["any"][0], re.IGNORECASE)
_CUSTOMS = [
    (f"{facet}:{value}", re.compile(patterns[0], re.IGNORECASE))
    for facet in ("units", "clock", "dates", "spelling", "currency")
    for value, patterns in _WORDS[facet].items()
]
"""Marks with what tells of them."""


def _any_of(words: Sequence[str]) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{'|'.join(re.escape(word) for word in words)})(?!\w)")


_INFORMAL = {language: _any_of(words) for language, words in _WORDS["informal"].items()}
_FORMAL = {language: _any_of(words) for language, words in _WORDS["formal"].items()}
_HOLIDAYS = {
    name: re.compile(rf"(?<!\w)(?:{'|'.join(re.escape(word) for word in words)})")
    for name, words in _WORDS["holiday"].items()
}
_GREETING = re.compile(rf"\W*({'|'.join(map(re.escape, _WORDS['greeting']['hello']))})(?!\w)")
_SHORT_FORM = re.compile(r"\b\w+(?:n['\u2019]t|['\u2019](?:re|ve|ll|m|d|s))\b", re.IGNORECASE)
_CAPITALS_MATTER = frozenset({"de", "it"})


def read_marks(text: str, at: datetime | None) -> tuple[str, ...]:
    """Give the marks of a text, each once, in order; none for a text without words.

    Args:
        text: What the person wrote; the first 4,000 letters are read.
        at: When, if that is known.
    """
    text = _LINK.sub(" ", text[:MOST_LETTERS])
    words = _WORD.findall(text)
    emoji = list(dict.fromkeys(found[0] for found in _EMOJI.finditer(text)))
    if not words and not emoji:
        return ()
    folded = fold(text)
    marks = [WRITTEN, f"length:{_length(len(words))}", *_language(text, folded), *_customs(text, folded)]
    if at is not None:
        marks.append(f"hour:{at.astimezone(UTC).hour}")
    if emoji:
        marks += ["with_emoji", *(f"emoji:{each}" for each in emoji[:MOST_EMOJI])]
    if _LAUGH.search(text):
        marks.append("laugh")
    return tuple(dict.fromkeys(marks))


def _length(words: int) -> str:
    return next((name for most, name in LENGTHS if words <= most), LONGEST)


def _language(text: str, folded: str) -> Iterator[str]:
    parts = [part for part in _SENTENCE.split(text) if len(part) >= LEAST_SENTENCE]
    spoken = [each for each in map(read_language, parts) if each]
    language = read_language(text) or next(iter(spoken), None)
    if language is None:
        return
    yield f"language:{language}"
    if any(one != other for one, other in pairwise(spoken)):
        yield "mixed"
    plain = text if language in _CAPITALS_MATTER else folded
    if language in _FORMAL and _FORMAL[language].search(_without_starts(plain)):
        yield f"formal:{language}"
    elif language in _INFORMAL and (_INFORMAL[language].search(folded) or _is_short_form(language, text)):
        yield f"informal:{language}"


def _without_starts(text: str) -> str:
    """Take the first word of each sentence away: there, German writes `sie` with a capital too."""
    return " . ".join(re.sub(r"^\W*\w+", "", part) for part in _SENTENCE.split(text))


def _is_short_form(language: str, text: str) -> bool:
    return language == "en" and bool(_SHORT_FORM.search(text))


def _customs(text: str, folded: str) -> Iterator[str]:
    yield from (mark for mark, pattern in _CUSTOMS if pattern.search(text))
    yield from (f"holiday:{name}" for name, pattern in _HOLIDAYS.items() if pattern.search(folded))
    greeting = _GREETING.match(folded)
    if greeting:
        yield f"greeting:{greeting[1]}"
