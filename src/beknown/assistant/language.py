"""Which of a few languages a sentence is in, by its small words; and what those small words are."""

import re
import tomllib
import unicodedata
from pathlib import Path
from typing import Literal, get_args

Language = Literal["en", "de", "fr", "es", "pt"]
LANGUAGES: tuple[Language, ...] = get_args(Language)

_FILE = Path(__file__).with_name("small_words.toml")
_WORDS: dict[str, str] = tomllib.loads(_FILE.read_text(encoding="utf-8"))
_SMALL: dict[Language, frozenset[str]] = {
    language: frozenset(_WORDS[language].split()) for language in LANGUAGES
}
_WORD = re.compile(r"[^\W\d_]+")


def detect_language(text: str, fallback: str = "en") -> Language:
    """Say which language a sentence is most likely in.

    Args:
        text: The sentence.
        fallback: A locale that decides where the words don't.
    """
    words = _WORD.findall(text.casefold())
    own: list[Language] = [language for language in LANGUAGES if language == fallback[:2].casefold()]
    order: list[Language] = [*own, *(language for language in LANGUAGES if language not in own)]
    scores = {language: sum(word in _SMALL[language] for word in words) for language in order}
    best = max(order, key=lambda language: scores[language])
    return best if scores[best] or own else "en"


def content_words(text: str) -> list[str]:
    """Give the words of a sentence that carry its meaning, folded, each once, in order."""
    found: dict[str, None] = {}
    for word in re.findall(r"\w+", text.casefold()):
        is_small = any(word in small for small in _SMALL.values())
        if not is_small and (len(word) > 1 or not word.isascii()):
            found[fold(word)] = None
    return list(found)


def fold(text: str) -> str:
    """Take case and accents off."""
    split = unicodedata.normalize("NFKD", text.casefold())
    return "".join(letter for letter in split if not unicodedata.combining(letter))
