"""Which language a text is in, also a short one; None where it can't be told."""

from functools import cache
from importlib import import_module
from typing import Any, Protocol

_LANGUAGES = """
ar bg bn ca cs da de el en es et eu fa fi fr ga gl gu he hi hr hu id is it ja ka kn ko lt lv mk ml mr ms nl no pa pl
pt ro ru sk sl sq sr sv sw ta te th tl tr uk ur vi zh
"""
LANGUAGES = tuple(_LANGUAGES.split())
"""Those that many people write; the model's other 80 are mostly taken for one of these in short texts."""

LEAST_LETTERS = 10
SURE = 0.8


class _Identifier(Protocol):
    def classify(self, text: str) -> tuple[str, float]: ...


def read_language(text: str) -> str | None:
    """Give the ISO 639-1 code of a text's language, None where it is too short or could be several."""
    if sum(letter.isalpha() for letter in text) < LEAST_LETTERS:
        return None
    language, probability = _identifier().classify(text)
    return language if probability >= SURE else None


@cache
def _identifier() -> _Identifier:
    """Load the model, when it is first needed: it takes a second."""
    langid: Any = import_module("py3langid.langid")
    identifier = langid.LanguageIdentifier.from_model_file(langid.MODEL_FILE, norm_probs=True)
    identifier.set_languages(list(LANGUAGES))
    return identifier
