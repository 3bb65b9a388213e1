"""Split folded text into sentences, and tell what is quoted."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

MOST_LETTERS = 600
"""A longer sentence isn't one: a list, a table, text without punctuation. Its beginning is read."""

_SMILEY = r"[\u2190-\u21ff\u2600-\u27bf\u2b00-\u2bff\U0001f000-\U0001faff]"
_END = re.compile(
    rf"(?<![\s(.\-]\d)(?<![\s(.\-]\d\d)(?<![\s.(][a-z])(?<!\bdr)(?<!\bmr)(?<!\bst)(?<!\bsr)(?<!\bmrs)(?<!\bsra)(?<!\bnr)"
    rf"(?<!\bca)(?<!\bbzw)\.+(?=[\s\"')]|$)|[!?]+|\n+|{_SMILEY}+|[;](?=\s)|\s[:;=]-?[)(dp](?=\s|$)"
)
_QUOTED = re.compile(r"\"[^\"\n]{1,400}\"|(?<!\w)'[^'\n]{2,200}'(?!\w)")
_QUOTED_LINE = re.compile(r"^\s*>.*$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of folded text, without the mark it ends with."""

    start: int
    end: int
    mark: str


def split_sentences(low: str) -> Iterator[Sentence]:
    """Give the sentences of a folded text in order; empty ones are left out."""
    start = 0
    for found in _END.finditer(low):
        yield from _sentence(low, start, found.start(), found.group())
        start = found.end()
    yield from _sentence(low, start, len(low), "")


def find_quoted(low: str) -> list[tuple[int, int]]:
    """Give the spans of a folded text that stand in quotation marks, or on a quoted line."""
    spans = [found.span() for found in _QUOTED.finditer(low)]
    return spans + [found.span() for found in _QUOTED_LINE.finditer(low)]


def _sentence(low: str, start: int, end: int, mark: str) -> Iterator[Sentence]:
    while start < end and low[start] in " \"'()-*#>,:\u00bf\u00a1":
        start += 1
    while end > start and low[end - 1] in " \"'(,-*":
        end -= 1
    if end > start:
        yield Sentence(start, min(end, start + MOST_LETTERS), mark)
