"""Words of questions and grammar that say nothing about what is looked for, in the common languages."""

from pathlib import Path


def _load() -> frozenset[str]:
    text = Path(__file__).with_name("stopwords.txt").read_text(encoding="utf-8")
    lines = [line for line in text.splitlines() if not line.startswith("#")]
    return frozenset(word for line in lines for word in line.partition(":")[2].split())


STOPWORDS = _load()
"""Folded; the languages stand in `stopwords.txt`."""
