"""Whether a message asks the assistant, and what."""

import re

NAME = "@beknown"
_MENTION = re.compile(r"(?<![\w@.])@beknown\b(?!@|\.\w)[,:]?", re.IGNORECASE)
_MARKS = ("?", "\uff1f", "\u061f", "\u037e")
"""Question marks: as in Latin letters, of Chinese and Japanese, Arabic, Greek."""


def mentions_assistant(text: str) -> bool:
    """Say whether a message mentions @beknown; an address such as me@beknown.org doesn't."""
    return _MENTION.search(text) is not None


def only_asks(text: str) -> bool:
    """Say whether a message is a question to @beknown: what it asks is no ground for an answer."""
    return mentions_assistant(text) and text.rstrip().endswith(_MARKS)


def read_question(text: str) -> str:
    """Give what a message asks, without the mention itself."""
    return " ".join(_MENTION.sub(" ", text).split())
