"""Invented messages with the frequencies of real ones: few words are common, most are rare."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

WORDS = 30_000
SPEAKERS = ("Ana", "Rui", "Mia", "Tom", "Lena", "Omar", "Ines", "Kofi")
_CONSONANTS = "bcdfghklmnprstvz"
_VOWELS = "aeiou"


@dataclass(frozen=True, slots=True)
class Message:
    """Who says what."""

    speaker: str
    text: str


def make_word(number: int) -> str:
    """Give the word with this rank; frequent ones are short, as in life."""
    letters = ""
    rest = number + 40
    while rest:
        rest, part = divmod(rest, len(_CONSONANTS) * len(_VOWELS))
        letters += _CONSONANTS[part % len(_CONSONANTS)] + _VOWELS[part // len(_CONSONANTS)]
    return letters


def make_messages(count: int, seed: int = 1) -> Iterator[Message]:
    """Make messages of 3 to 30 words, whose ranks follow Zipf's law."""
    random = np.random.default_rng(seed)
    words = np.array([make_word(number) for number in range(WORDS)])
    frequency = 1 / np.arange(1, WORDS + 1)
    frequency /= frequency.sum()
    for first in range(0, count, 1000):
        chosen = random.choice(words, size=(1000, 30), p=frequency)
        sizes = random.integers(3, 31, size=1000)
        speakers = random.choice(SPEAKERS, size=1000)
        for at in range(min(1000, count - first)):
            yield Message(str(speakers[at]), " ".join(chosen[at][: sizes[at]]))


def make_questions(count: int, seed: int = 2) -> list[str]:
    """Make questions of two to six telling words, common and rare ones."""
    random = np.random.default_rng(seed)
    ranks = np.exp(random.uniform(np.log(20), np.log(WORDS), size=(count, 6))).astype(int)
    sizes = random.integers(2, 7, size=count)
    return [
        "What did " + " ".join(make_word(int(rank)) for rank in ranks[at][: sizes[at]]) + "?"
        for at in range(count)
    ]
