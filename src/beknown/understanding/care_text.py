"""Text of distress as it is compared: folded, its disguises taken off, in sentences of words. Pure.

People who are afraid of being filtered write `k*ll`, `su1c1de`, `k i l l  m y s e l f`, `unalive`, `kms`.
"""

import re
import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from beknown.understanding.fold import fold

WORDS = Path(__file__).with_name("care_words")
MOST_WORDS = 120
OVERLAP = 30
"""A longer sentence is read in pieces that overlap, so that a text without a full stop stays quick."""

_DIGITS = str.maketrans(
    {"0": "o", "1": "i", "3": "e", "4": "a", "5": "s", "7": "t", "$": "s", "@": "a", "!": "i"}
)
_UNSEEN = re.compile("['\u2019\u2018`\u00b4\u00ad\u200b-\u200f\u2060\ufe0e\ufe0f\ufeff]+")
_ODD = re.compile(r"(?<!\w)(?=[\w*#@$!]{0,30}[a-z])(?=[a-z]*[\d*#@$!])[a-z][\w*#@$!]{1,30}(?!\w)")
_APART = re.compile(r"(?<![^\W_])(?:[^\W_][ ._*-]{1,2}){3,30}[^\W_](?![^\W_])")
_END = re.compile(r"[.!?;\n\r\u2026]+")
_WORD = re.compile(r"[^\W_]+|[,:]")
_GERMAN = frozenset({"ich", "mich", "mir", "der", "das", "und", "ist", "nicht", "ein", "mein", "wir", "er"})
"""With one of them in a sentence `im` is German; else it is most likely `I'm`."""

_AGAIN = re.compile(r"([^\W\d_])\1{2,}")


def find_sentences(text: str) -> Iterator[list[str]]:
    """Give the sentences of a text as lists of plain words; commas and colons stay, as words of their own."""
    plain = _UNSEEN.sub("", fold(text))
    plain = _APART.sub(_put_together, _ODD.sub(_reveal, plain))
    slang, joined = _tables()[1:]
    for sentence in _END.split(plain):
        words: list[str] = []
        said = _WORD.findall(sentence)
        is_german = not _GERMAN.isdisjoint(said)
        for word in said:
            usual = _AGAIN.sub(r"\1", word)
            plain = slang.get(usual) or joined.get(usual) or (usual,)
            words += (usual,) if is_german and usual == "im" else plain
        if len(words) <= MOST_WORDS:
            if words:
                yield words
            continue
        for start in range(0, len(words), MOST_WORDS - OVERLAP):
            yield words[start : start + MOST_WORDS]


@cache
def _tables() -> tuple[dict[int, list[str]], dict[str, tuple[str, ...]], dict[str, tuple[str, ...]]]:
    """Give the words that may be disguised by their length, slang, and words that are written in one."""
    read = tomllib.loads((WORDS / "disguised.toml").read_text(encoding="utf-8"))
    hidden: dict[int, list[str]] = {}
    for word in read["hidden"].split():
        hidden.setdefault(len(word), []).append(word)
    slang = {word: tuple(plain.split()) for word, plain in read["slang"].items()}
    return hidden, slang, {word: tuple(plain.split()) for word, plain in read["joined"].items()}


def _reveal(found: re.Match[str]) -> str:
    odd = found.group()
    tail = len(odd) - len(odd.rstrip("!"))
    for shown in (odd, odd[: len(odd) - tail]):
        for word in _tables()[0].get(len(shown), ()):
            if _may_be(shown, word):
                return word + odd[len(shown) :]
    return odd


def _may_be(shown: str, word: str) -> bool:
    """Tell whether a word may stand behind stars and digits; most of its letters must be there."""
    plain = shown.translate(_DIGITS)
    hidden = sum(letter in "*#" for letter in plain)
    is_alike = all(
        seen in ("*", "#", letter) or (seen == "i" and letter == "l" and not at.isalpha())
        for at, seen, letter in zip(shown, plain, word, strict=True)
    )
    return is_alike and 2 * hidden <= len(word)


def _put_together(found: re.Match[str]) -> str:
    word = re.sub(r"[ ._*-]+", "", found.group())
    tables = _tables()
    return word if word in tables[2] or word in tables[0].get(len(word), ()) else found.group()
