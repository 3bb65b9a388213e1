"""Which words may tell of what the law protects (GDPR Art. 9): they serve the person's own assistant alone."""

import re
from collections.abc import Iterable
from functools import cache
from pathlib import Path

from beknown.understanding.fold import fold


@cache
def _beginning() -> re.Pattern[str]:
    """Hundreds of words take a moment to compile, which a start doesn't wait for."""
    text = Path(__file__).with_name("sensitive_words.txt").read_text(encoding="utf-8")
    words = [word for line in text.splitlines() if not line.startswith("#") for word in line.split()]
    return re.compile(rf"\b(?:{'|'.join(re.escape(word) for word in sorted(words))})")


def is_sensitive(texts: Iterable[str]) -> bool:
    """Say whether any of these texts may tell of health, sex, faith, politics, descent or crime.

    It errs on the side of yes: the words are beginnings of words in five languages.
    """
    return any(_beginning().search(fold(text)) for text in texts)
