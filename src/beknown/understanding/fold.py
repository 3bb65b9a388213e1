"""Words as they are compared: case, accents and width folded, the same whatever the database's locale."""

import re
import unicodedata
from collections.abc import Iterator

MOST_LETTERS = 40
_WORD = re.compile(r"[^\W_]+")
_UNSPACED = re.compile(r"[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]+")
"""Thai, Lao, Burmese, Khmer, Japanese and Chinese are written without spaces: their words are pairs of letters."""


def fold(text: str) -> str:
    """Fold case, accents and width: `Café` and `CAFE` become `cafe`. NUL and lone surrogates go."""
    if text.isascii():
        return text.lower().replace("\0", " ")
    decomposed = unicodedata.normalize("NFKD", text).casefold()
    kept = "".join(letter for letter in decomposed if not unicodedata.combining(letter))
    return unicodedata.normalize("NFC", kept).replace("\0", " ").encode("utf-8", "ignore").decode()


def find_words(text: str) -> Iterator[str]:
    """Give the folded words of a text in order; numbers are words too."""
    for found in _WORD.finditer(fold(text)):
        word = found.group()
        if word.isascii() or not _UNSPACED.search(word):
            yield word[:MOST_LETTERS]
        else:
            yield from _split_unspaced(word)


def _split_unspaced(word: str) -> Iterator[str]:
    end = 0
    for run in _UNSPACED.finditer(word):
        if word[end : run.start()]:
            yield word[end : run.start()][:MOST_LETTERS]
        letters = run.group()
        yield from (letters[at : at + 2] for at in range(max(1, len(letters) - 1)))
        end = run.end()
    if word[end:]:
        yield word[end:][:MOST_LETTERS]
