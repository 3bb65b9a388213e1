"""Captions from outside: times and plain words are read, and written anew as WebVTT.

Source: WebVTT: The Web Video Text Tracks Format (W3C, 4 April 2019), sections 4.1 and 6.1; SubRip as programs write it.
"""

import re
from dataclasses import dataclass

from beknown.kit.errors import Invalid, TooLarge
from beknown.kit.words import tidy_line

MOST_CAPTIONS = 5000
MOST_LETTERS = 200_000
_TIME = r"(?:(\d{1,3}):)?([0-5]?\d):([0-5]\d)[.,](\d{3})"
_TIMES = re.compile(rf"\s*{_TIME}\s+-->\s+{_TIME}(?:\s.*)?")
_TAG = re.compile(r"<[^>\n]*>?")
_BLANK = re.compile(r"\n[ \t]*\n")
_ESCAPED = {"&": "&amp;", "<": "&lt;", ">": "&gt;"}
_NAMED = {"&amp;": "&", "&lt;": "<", "&gt;": ">", "&nbsp;": " ", "&lrm;": "", "&rlm;": ""}


@dataclass(frozen=True, slots=True)
class Caption:
    """What is said from one moment to another, in milliseconds."""

    begins_ms: int
    ends_ms: int
    words: str


def write_captions(text: str) -> tuple[str, int]:
    """Read captions, and write them anew: no styles, places, notes or voices survive; give their number, too.

    Raises:
        Invalid: There is none among it that can be read.
        TooLarge: They are more than any video of this length needs.
    """
    captions = read_captions(text)
    if not captions:
        raise Invalid(
            "No captions can be read in this file. WebVTT is taken (a line such as 00:01.000 --> 00:04.000, the words "
            "below it), and SubRip."
        )
    written = "WEBVTT\n\n" + "\n".join(_write(each) for each in captions)
    if len(captions) > MOST_CAPTIONS or len(written) > MOST_LETTERS:
        raise TooLarge(
            f"These are {len(captions)} captions with {len(written)} letters; at most {MOST_CAPTIONS} with "
            f"{MOST_LETTERS} are taken. Leave some out."
        )
    return written, len(captions)


def read_captions(text: str) -> list[Caption]:
    """Give the captions in a text, in order of their beginnings; what is none is passed over."""
    plain = text.lstrip("\ufeff").replace("\r\n", "\n").replace("\r", "\n").replace("\0", "")
    found = (_read(block) for block in _BLANK.split(plain))
    return sorted((each for each in found if each is not None), key=lambda each: each.begins_ms)


def _read(block: str) -> Caption | None:
    lines = block.strip("\n").split("\n")
    for place, line in enumerate(lines[:2]):  # a name may stand above the times
        times = _TIMES.fullmatch(line)
        if times is not None:
            numbers = times.groups(default="0")
            begins, ends = _milliseconds(numbers[:4]), _milliseconds(numbers[4:])
            words = "\n".join(filter(None, (_plain(each) for each in lines[place + 1 :])))
            return Caption(begins, ends, words) if words and begins < ends else None
    return None


def _milliseconds(parts: tuple[str, ...]) -> int:
    hours, minutes, seconds, thousandths = (int(each) for each in parts)
    return ((hours * 60 + minutes) * 60 + seconds) * 1000 + thousandths


def _plain(line: str) -> str:
    bare = _TAG.sub("", line)
    for name, letter in _NAMED.items():
        bare = bare.replace(name, letter)
    return tidy_line(bare)


def _write(caption: Caption) -> str:
    words = "".join(_ESCAPED.get(letter, letter) for letter in caption.words)
    return f"{_moment(caption.begins_ms)} --> {_moment(caption.ends_ms)}\n{words}\n"


def _moment(at_ms: int) -> str:
    seconds, thousandths = divmod(at_ms, 1000)
    minutes, seconds = divmod(seconds, 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours:02}:{minutes:02}:{seconds:02}.{thousandths:03}"
