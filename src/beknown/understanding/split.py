"""Cut long texts into passages, so that a page deep inside a document is found and can be shown by itself."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

PASSAGE_LETTERS = 1000
MOST_PASSAGES = 2000
_BREAKS = (
    re.compile(r"\n\s*\n"),
    re.compile(r"\n"),
    re.compile(r"[.!?\u2026\u3002\uff01\uff1f]\s*"),
    re.compile(r"\s+"),
)


@dataclass(frozen=True, slots=True)
class Passage:
    """A piece of a text: where it starts, in characters, and what it says."""

    part: int
    start: int
    text: str


def split(text: str, most: int = PASSAGE_LETTERS) -> Iterator[Passage]:
    """Cut a text at paragraphs, else lines, else sentences, else words; nothing is left out or said twice.

    Args:
        text: Up to two million characters are read (`MOST_PASSAGES` passages).
        most: Most characters of one passage.
    """
    start = 0
    for part in range(MOST_PASSAGES):
        end = _find_end(text, start, most)
        yield Passage(part, start, text[start:end])
        start = end
        if start >= len(text):
            return


def _find_end(text: str, start: int, most: int) -> int:
    if len(text) - start <= most:
        return len(text)
    for breaks in _BREAKS:
        ends = [found.end() for found in breaks.finditer(text, start + most // 2, start + most)]
        if ends:
            return ends[-1]
    return start + most
