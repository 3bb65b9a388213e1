"""Whether a message asks the assistant, and what."""

import re

NAME = "@beknown"
_MENTION = re.compile(r"(?<![\w@.])@beknown\b(?!@|\.\w)[,:]?", re.IGNORECASE)


def mentions_assistant(text: str) -> bool:
    """Say whether a message mentions @beknown; an address such as me@beknown.org doesn't."""
    return _MENTION.search(text) is not None


def read_question(text: str) -> str:
    """Give what a message asks, without the mention itself."""
    return " ".join(_MENTION.sub(" ", text).split())
