"""Words of strangers, so that they do no harm to the page around them. Pure."""

import unicodedata
from dataclasses import dataclass

import regex

_TURNING = regex.compile(r"[\u202A-\u202E\u2066-\u2069]|[\p{Cc}--[\n\t]]", regex.V1)
"""What turns the order of letters beyond its own text, and control characters. Marks of one place (LRM, RLM) stay."""

_PILED = regex.compile(r"([\p{M}&&\p{Script=Inherited}]{4})[\p{M}&&\p{Script=Inherited}]+", regex.V1)
"""Marks that belong to no script, more on one letter than any language writes: 'zalgo'."""

_STACKED = regex.compile(r"(\p{M}{8})\p{M}+")
"""The same with marks of a script; Burmese and Tibetan write six on one letter."""

_GAPS = regex.compile(r"\n{4,}")


@dataclass(frozen=True, slots=True)
class Calmed:
    """Text that stays inside its own lines; `is_changed` when something was left out for it."""

    text: str
    is_changed: bool


def calm(text: str) -> Calmed:
    """Leave out of a text what would reach beyond it: turned direction, piles of marks, control characters."""
    together = unicodedata.normalize(
        "NFC", _TURNING.sub("", text)
    )  # what stood between a letter and its mark is gone
    kept = _STACKED.sub(r"\1", _PILED.sub(r"\1", together))
    return Calmed(kept, kept != unicodedata.normalize("NFC", text))


def tidy_line(text: str) -> str:
    """Give a name as one calm line."""
    return " ".join(calm(text).text.split())


def tidy_text(text: str) -> str:
    """Give a text without blank ends and without gaps of more than two empty lines."""
    return _GAPS.sub("\n\n\n", text.replace("\r\n", "\n")).strip()
