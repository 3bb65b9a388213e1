"""Numbers that stand for words and conversations, the same on every machine and in every process."""

import hashlib
from functools import lru_cache

ROOT_LETTERS = 5
"""Words are the same if their first five letters are: as good as stemming, and it knows no language."""


@lru_cache(maxsize=100_000)
def number_word(word: str) -> bytes:
    """Give the four bytes that stand for a folded word: for its root, unless it is a number."""
    return _digest(word if word.isdigit() else word[:ROOT_LETTERS], 4)


def number_name(word: str) -> bytes:
    """Give the four bytes that stand for a folded word of a speaker's name."""
    return _digest("@" + word[:ROOT_LETTERS], 4)


def number_thread(source: str, thread: str | None, event: str) -> int:
    """Give the number of a conversation; an event that is in none is a conversation by itself."""
    name = event if thread is None else f"{source}\x1f{thread}"
    return int.from_bytes(_digest(name, 8), "big", signed=True)


def _digest(text: str, size: int) -> bytes:
    return hashlib.md5(text.encode(), usedforsecurity=False).digest()[:size]
