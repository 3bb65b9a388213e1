"""Telling phrases of a short text: runs of words that carry meaning, folded so that the same thing is one phrase."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

from beknown.understanding.fold import find_words, fold
from beknown.understanding.stopwords import BY_LANGUAGE, stopwords_of

MOST_LETTERS = 2000
MOST_PHRASES = 24
MOST_WORDS = 3
LEAST_LETTERS = 3
LEAST_UNSPACED = 2
LEAST_SHORT_END = 3

_DULL = frozenset(
    word
    for line in Path(__file__).with_name("dull_words.txt").read_text(encoding="utf-8").splitlines()
    if not line.startswith("#")
    for word in line.split()
)
_NOISE = re.compile(
    r"(?:https?://|www\.)\S+|\S+@\S+\.\S+|@\w+(?:[.@]\w+)*|<[^>]{1,80}>|\bRT\b", re.IGNORECASE
)
_RUN = re.compile(r"[^\W_]+(?:['\u2019\-][^\W_]+)*")
_JOINT = re.compile(r"[ \t]*#?")
_APOSTROPHE = re.compile("['\u2019]")
_ENGLISH = BY_LANGUAGE["en"]


@dataclass(frozen=True, slots=True)
class Phrase:
    """A phrase: `key` compares, `words` is how it was written."""

    key: str
    words: str


@dataclass(frozen=True, slots=True)
class _Word:
    key: str
    written: str
    start: int
    end: int


def find_phrases(text: str) -> list[Phrase]:
    """Give the phrases of one to three words that a text holds, each once, in order of their first appearance.

    A phrase crosses no punctuation and no small word. The first 2,000 letters are read.
    """
    text = _NOISE.sub(lambda found: "\n" * len(found[0]), text[:MOST_LETTERS])
    found: dict[str, str] = {}
    for run in _runs(text):
        for words in _windows(run):
            key = " ".join(word.key for word in words)
            if all(fold(word.written) in _DULL for word in words):
                continue
            found.setdefault(key, text[words[0].start : words[-1].end])
    return [Phrase(key, " ".join(words.split())) for key, words in list(found.items())[:MOST_PHRASES]]


def key_of(text: str) -> str:
    """Give the key of a phrase that somebody wrote."""
    return " ".join(_stem(word) for word in find_words(text))


def _runs(text: str) -> Iterator[list[_Word]]:
    """Give the words in a row that nothing parts."""
    words = [_Word(_stem(fold(m[0])), m[0], m.start(), m.end()) for m in _RUN.finditer(text)]
    small = stopwords_of({fold(word.written) for word in words}) | _ENGLISH
    kept = [word for word in words if _is_telling(word, small)]
    run: list[_Word] = kept[:1]
    for last, word in pairwise(kept):
        if not _JOINT.fullmatch(text, last.end, word.start):
            yield run
            run = []
        run.append(word)
    if run:
        yield run


def _windows(run: Sequence[_Word]) -> Iterator[Sequence[_Word]]:
    for size in range(min(MOST_WORDS, len(run)), 0, -1):
        for at in range(len(run) - size + 1):
            yield run[at : at + size]


def _is_telling(word: _Word, small: frozenset[str]) -> bool:
    plain = fold(_APOSTROPHE.split(word.written)[0]) if _is_short_form(word.written) else fold(word.written)
    least = LEAST_LETTERS if plain.isascii() or plain[0] < "\u0e00" else LEAST_UNSPACED
    is_name = word.written.isupper() and len(word.written) == LEAST_LETTERS - 1
    is_long = len(plain) >= least or is_name
    return is_long and plain not in small and not plain.isdigit() and len(set(plain)) > 1


def _is_short_form(written: str) -> bool:
    """Say whether an apostrophe cuts it short: `didn't`, `it's`; `d'Azur` and `O'Brien` are whole."""
    return len(_APOSTROPHE.split(written)[-1]) < LEAST_SHORT_END


def _stem(word: str) -> str:
    """Take off the plural that four of five languages share: `oaks` is `oak`, `glass` stays."""
    is_plural = len(word) > LEAST_LETTERS and word.endswith("s") and not word.endswith(("ss", "us", "is"))
    return word[:-1] if is_plural else word
