"""Tell the language of a short text by its small words."""

import re
from collections.abc import Collection

from beknown.understanding.parts.rule_reader import LANGUAGES, read_markers

_WORD = re.compile(r"[^\W\d_]+")
_LETTERS = {"ñ": "es", "¿": "es", "¡": "es", "ã": "pt", "õ": "pt", "ß": "de", "ä": "de", "ö": "de", "œ": "fr"}
_MOST_WORDS = 400


def find_tokens(low: str) -> list[str]:
    """Give the words of a folded text, without apostrophes, at most some hundreds."""
    return _WORD.findall(low[: _MOST_WORDS * 12])[:_MOST_WORDS]


def guess_language(text: str, tokens: Collection[str]) -> str | None:
    """Give the language that a text seems to be in, or None where nothing tells.

    Args:
        text: As it was said; some letters tell the language.
        tokens: Its folded words.
    """
    score: dict[str, float] = dict.fromkeys(LANGUAGES, 0.0)
    markers = read_markers()
    for token in tokens:
        for code, weight in markers.get(token, {}).items():
            score[code] += weight
    for letter, code in _LETTERS.items():
        if letter in text:
            score[code] += 1.0
    best = max(score, key=score.__getitem__)
    return best if score[best] > 0 else None
