"""Tell what looks like spam: what is said over and over, or is mostly links. Pure."""

import heapq
import re
import unicodedata
from dataclasses import dataclass
from hashlib import blake2b
from typing import Literal

PIECE = 5
"""Letters of a piece of text: so few that a changed word costs little, so many that two texts seldom share them."""

SKETCH = 64
"""The estimated resemblance is within 0.12 of the real one in 95 of 100 cases: two deviations of a share of 64."""

NEAR = 0.6
"""Texts this alike are nearly equal: in a text of a hundred letters two words may be others."""

TOO_OFTEN = 3
"""So many nearly equal ones before it, and the next is too many."""

FEWEST_WORDS = 5
"""Shorter is what people say all the time: 'Good morning to all!'"""

_LINK = re.compile(r"https?://\S+|www\.\S+", re.IGNORECASE)
_WORD = re.compile(r"\w+")

Suspicion = Literal["repeated", "links"]


@dataclass(frozen=True, slots=True)
class Before:
    """What was said before: nearly equal texts by the same person (`own`) and by others whose accounts are new."""

    own: int
    by_new: int
    is_new: bool


def sketch(text: str) -> list[int]:
    """Give the smallest hashes of a text's pieces, at most 64, as signed 64-bit numbers in order.

    Case, signs and spaces don't count. A short text's sketch holds all of its pieces.

    Source: A. Broder, On the resemblance and containment of documents, 1997, section 4.
    """
    words = " ".join(_WORD.findall(unicodedata.normalize("NFKC", text).casefold()))
    pieces = {words[at : at + PIECE] for at in range(max(1, len(words) - PIECE + 1))}
    return heapq.nsmallest(SKETCH, {_hash(piece) for piece in pieces})


def is_worth_comparing(text: str, *, is_reply: bool) -> bool:
    """Tell whether it says something if a text was said before: short words and wishes are said by everybody."""
    has_link = _LINK.search(text) is not None
    return has_link or (not is_reply and len(_WORD.findall(text)) >= FEWEST_WORDS)


def suspect(text: str, before: Before, *, is_compared: bool) -> Suspicion | None:
    """Say why a text looks like spam; None where it doesn't.

    Args:
        text: What is said.
        before: What was said in the last day.
        is_compared: Whether it counts that it was said before, as `is_worth_comparing` tells.
    """
    if is_compared and (before.own >= TOO_OFTEN or (before.is_new and before.by_new >= TOO_OFTEN)):
        return "repeated"
    links = len(_LINK.findall(text))
    words = len(_WORD.findall(_LINK.sub(" ", text)))
    if before.is_new and links >= 2 and words < 4 * links:  # noqa: PLR2004 - one link with few words is how people share
        return "links"
    return None


def _hash(piece: str) -> int:
    return int.from_bytes(blake2b(piece.encode(), digest_size=8).digest(), "big", signed=True)
