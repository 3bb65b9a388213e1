"""Read a question: which words to look for, and which span of time it names."""

from dataclasses import dataclass

from beknown.understanding.fold import find_words
from beknown.understanding.read_time import read_time
from beknown.understanding.stopwords import stopwords_of
from beknown.understanding.store import MOST_WORDS, Range, Span

MOST_LETTERS = 2000
"""How much of a question is read; a longer one is searched by its beginning."""

ROOT_LETTERS = 5
"""Words are the same if their first five letters are: as good as stemming, and it knows no language."""


@dataclass(frozen=True, slots=True)
class Question:
    """A question as memory reads it.

    Args:
        names: Every folded word, for names of speakers.
        words: The words to look for, most telling ones only.
        span: The time it names.
    """

    names: frozenset[str]
    words: tuple[str, ...]
    span: Span | None

    @property
    def ranges(self) -> list[Range]:
        """The words as the index is searched for them."""
        return [as_range(word) for word in self.words]


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
    return Question(frozenset(every), words, named.span if named else None)


def as_range(word: str) -> Range:
    """Give the words that count as this one: those that begin alike if it is long, else only itself."""
    if len(word) < ROOT_LETTERS or word.isdigit():
        return Range(word, word + "\x01")
    return Range(word[:ROOT_LETTERS], word[:ROOT_LETTERS] + "\U0010ffff")


def _tells(word: str) -> bool:
    return len(word) > 1 or word.isdigit() or not word.isascii()
