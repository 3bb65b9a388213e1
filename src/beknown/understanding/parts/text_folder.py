"""Fold a text for comparison and keep where each folded letter came from."""

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

_ALIKE = {
    "\u2018": "'",
    "\u2019": "'",
    "\u02bc": "'",
    "\u00b4": "'",
    "`": "'",
    "\u201c": '"',
    "\u201d": '"',
    "\u201e": '"',
    "\u201f": '"',
    "\u00ab": '"',
    "\u00bb": '"',
    "\u2013": "-",
    "\u2014": "-",
    "\u2026": ".",
    "\u0000": " ",
    "\u00a0": " ",
    "\t": " ",
    "\r": " ",
    "ß": "ss",
    "œ": "oe",
    "Œ": "oe",
    "æ": "ae",
    "Æ": "ae",
    "\u2640": "",
    "\u2642": "",
}
_INVISIBLE = {"Mn", "Me", "Cf", "Sk"}


class _Table(dict[int, str]):
    """What each letter is folded to, learned as letters come along."""

    def __missing__(self, code: int) -> str:
        letter = chr(code)
        if letter in _ALIKE:
            folded = _ALIKE[letter]
        elif unicodedata.category(letter) in _INVISIBLE:
            folded = ""
        elif code > 0x2FFF:  # noqa: PLR2004 - letters without case, and emoji
            folded = letter
        else:
            bare = unicodedata.normalize("NFKD", letter)
            folded = "".join(each for each in bare if not unicodedata.combining(each)).lower() or letter
        if len(self) < _MOST:
            self[code] = folded
        return folded


_MOST = 20_000
_table = _Table()


@dataclass(frozen=True, slots=True)
class Folded:
    """A text as it was said and as it is compared.

    Args:
        text: As it was said.
        low: Without case and accents, apostrophes, quotation marks and dashes made alike.
        at: For each letter of `low` and for its end, the index in `text`; None where they are the same.
    """

    text: str
    low: str
    at: Sequence[int] | None

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Give the span of the text that a span of `low` stands for."""
        if self.at is None:
            return start, end
        return self.at[start], self.at[end - 1] + 1 if end > start else self.at[start]

    def find(self, start: int) -> int:
        """Give where in `low` an index of the text is."""
        if self.at is None:
            return start
        low, high = 0, len(self.at) - 1
        while low < high:
            middle = (low + high) // 2
            if self.at[middle] < start:
                low = middle + 1
            else:
                high = middle
        return low

    def said(self, start: int, end: int) -> str:
        """Give the words as they were said."""
        first, last = self.span(start, end)
        return self.text[first:last]


def fold_text(text: str) -> Folded:
    """Fold a text; takes time in proportion to its length."""
    if text.isascii() and "\0" not in text:
        return Folded(text, text.lower().replace("`", "'").replace("\t", " ").replace("\r", " "), None)
    pieces = [_table[ord(letter)] for letter in text]
    low = "".join(pieces)
    if len(low) == len(text) and all(len(piece) == 1 for piece in pieces):
        return Folded(text, low, None)
    at = [index for index, piece in enumerate(pieces) for _ in piece]
    return Folded(text, low, [*at, len(text)])
