"""Make text of strangers harmless to read: nothing turns the line around, nothing climbs over its neighbours."""

import regex

from beknown.events import clean
from beknown.kit.errors import Invalid

MAX_TEXT = 8000
MAX_NAME = 100
MAX_MARKS = 6
"""Combining marks on one letter. Written languages need at most four; more is only made to spill over other lines."""

_OVERRIDES = regex.compile("[\u202a-\u202e\u2066-\u2069]")
"""Marks that turn the direction of what follows. The page sets the direction of each message by itself."""

_CONTROLS = regex.compile(r"[^\P{Cc}\n\t]")
_PILES = regex.compile(rf"(\p{{M}}{{{MAX_MARKS}}})\p{{M}}+")
_BLANK = regex.compile(r"[\s\p{Cf}\u115f\u1160\u2800\u3164\uffa0]*")


def clean_piece(text: str) -> str:
    """Take out controls, turns of direction and piles of marks, and blanks around it; all may be gone."""
    text = clean(text).replace("\r\n", "\n").replace("\r", "\n")
    text = _OVERRIDES.sub("", _CONTROLS.sub("", text))
    return _PILES.sub(r"\1", text).strip()


def clean_text(text: str) -> str:
    """Take out controls, turns of direction and piles of marks, and blanks around it.

    Raises:
        Invalid: Nothing that can be seen is left, or it is longer than 8,000 characters.
    """
    text = clean_piece(text)
    if _BLANK.fullmatch(text):
        raise Invalid("The message is empty. Write something first.")
    if len(text) > MAX_TEXT:
        raise Invalid(
            f"The message has {len(text)} characters; at most {MAX_TEXT} fit into one. Send it in two.",
            limit=MAX_TEXT,
        )
    return text


def clean_name(name: str) -> str:
    """Make one harmless line of the name of a group.

    Raises:
        Invalid: Nothing that can be seen is left, or it is longer than 100 characters.
    """
    name = " ".join(clean_piece(name).split())
    if _BLANK.fullmatch(name):
        raise Invalid("The group has no name yet. Give it one.")
    if len(name) > MAX_NAME:
        raise Invalid(f"The name has {len(name)} characters; at most {MAX_NAME} fit.", limit=MAX_NAME)
    return name
