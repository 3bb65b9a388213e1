"""Cut words out of a text as they stand: whole sentences where they fit."""

import re

_ENDS = re.compile(r"(?<=[.!?…])\s+|\n+")
MOST = 240


def find_sentences(text: str) -> list[str]:
    """Give the sentences of a text, without spaces around them."""
    return [part.strip() for part in _ENDS.split(text) if part.strip()]


def cut(text: str, most: int = MOST) -> str:
    """Give the beginning of a text: as many whole sentences as fit, or words and a sign that it goes on."""
    text = " ".join(text.split())
    if len(text) <= most:
        return text
    kept = ""
    for sentence in find_sentences(text):
        if len(kept) + len(sentence) > most:
            break
        kept = f"{kept} {sentence}".strip()
    return kept or text[:most].rsplit(" ", 1)[0].rstrip(",;:") + "…"
