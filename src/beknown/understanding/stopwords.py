"""Words of questions and grammar that say nothing about what is looked for, in the common languages."""

from collections.abc import Collection, Mapping
from pathlib import Path


def _load() -> Mapping[str, frozenset[str]]:
    text = Path(__file__).with_name("stopwords.txt").read_text(encoding="utf-8")
    lines = [line.partition(":") for line in text.splitlines() if not line.startswith("#")]
    return {language: frozenset(words.split()) for language, _, words in lines}


BY_LANGUAGE = _load()
"""Folded words by language; they stand in `stopwords.txt`."""

_NONE: frozenset[str] = frozenset()


def stopwords_of(words: Collection[str], *, least: int = 1) -> frozenset[str]:
    """Give the stopwords of the language that these words seem to be in, since one's stopword is another's word.

    Args:
        words: Folded words, each once.
        least: So many of them must be stopwords of a language before it counts; none counts for nothing.
    """
    best, most = _NONE, least - 1
    for stopwords in BY_LANGUAGE.values():
        count = sum(word in stopwords for word in words)
        if count > most:
            best, most = stopwords, count
    return best
