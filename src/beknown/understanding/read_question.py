"""Read a question: which words to look for, and which span of time it names."""

from dataclasses import dataclass

from beknown.understanding.fold import find_words
from beknown.understanding.number import ROOT_LETTERS
from beknown.understanding.read_time import read_time
from beknown.understanding.stopwords import stopwords_of
from beknown.understanding.types import Span

MOST_LETTERS = 2000
"""How much of a question is read; a longer one is searched by its beginning."""

MOST_WORDS = 12
"""How many words of a question are looked for."""

_I = frozenset({"i", "ich", "je", "j", "yo", "eu", "io", "ik"})


@dataclass(frozen=True, slots=True)
class Question:
    """A question as memory reads it.

    Args:
        words: The words to look for, most telling ones only.
        span: The time it names.
        is_mine: Whether it asks for what the person said or did: 'when did I …'.
    """

    words: tuple[str, ...]
    span: Span | None
    is_mine: bool


def read_question(text: str, time_zone: str = "UTC") -> Question:
    """Read a question of any language; words of grammar and of time are left out of the search.

    Args:
        text: The question; its first 2,000 characters count.
        time_zone: Of the person who asks.
    """
    bounded = text[:MOST_LETTERS]
    every = list(dict.fromkeys(find_words(bounded)))
    named = read_time(bounded, time_zone)
    about_time = named.words if named else frozenset[str]()
    empty = stopwords_of(every) if len(every) > 1 else frozenset[str]()
    telling = [word for word in every if word not in empty and word not in about_time and _tells(word)]
    if len(telling) > MOST_WORDS:  # long words are rare words
        kept = set(sorted(telling, key=len, reverse=True)[:MOST_WORDS])
        telling = [word for word in telling if word in kept]
    roots = {word[:ROOT_LETTERS]: word for word in reversed(telling)}
    words = tuple(word for word in telling if roots[word[:ROOT_LETTERS]] == word)
    return Question(words, named.span if named else None, not _I.isdisjoint(every))


def _tells(word: str) -> bool:
    return len(word) > 1 or word.isdigit() or not word.isascii()
