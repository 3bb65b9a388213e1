"""Numbers the sources of an answer: what the model may cite, and what it did cite, checked as the text streams by."""

import re
from collections.abc import Iterator, Sequence

from beknown.assistant.types import Cited, CitedPiece, Past, TextPiece
from beknown.understanding import Recalled

_MARK = re.compile(r"\[(\d{1,3}(?:\s?[,;]\s?\d{1,3})*)\]")
_MAY_GROW = re.compile(r"\[[\d\s,;]{0,24}$|`{1,2}$")
_TOKEN = re.compile(r"```|`|\n|" + _MARK.pattern)


class Sources:
    """What the model was shown, by the number it was shown under."""

    def __init__(self) -> None:
        self._shown: list[Recalled] = []

    def show(self, recalled: Sequence[Recalled]) -> list[tuple[int, Recalled]]:
        """Give each passage its number; one that was shown before keeps its own."""
        known = {each.event_id: number for number, each in enumerate(self._shown, start=1)}
        numbered: list[tuple[int, Recalled]] = []
        for each in recalled:
            if each.event_id not in known:
                self._shown.append(each)
                known[each.event_id] = len(self._shown)
            numbered.append((known[each.event_id], each))
        return numbered

    def get(self, number: int) -> Recalled | None:
        """Give what was shown under a number."""
        return self._shown[number - 1] if 0 < number <= len(self._shown) else None


class CitationFilter:
    """Rewrites the markers of a streamed answer: sources are numbered as they appear, unknown numbers go.

    Markers inside code are left alone.

    Args:
        sources: What the model may cite.
        used: The highest number that the answer has used already.
    """

    def __init__(self, sources: Sources, used: int = 0) -> None:
        self._sources = sources
        self._used = used
        self._numbers: dict[object, int] = {}
        self._held = ""
        self._fence = ""

    def feed(self, text: str) -> Iterator[TextPiece | CitedPiece]:
        """Take more text and yield what can be shown of it; a marker that may go on is held back."""
        self._held += text
        waiting = _MAY_GROW.search(self._held)
        end = waiting.start() if waiting else len(self._held)
        ready, self._held = self._held[:end], self._held[end:]
        yield from self._rewrite(ready)

    def flush(self) -> Iterator[TextPiece | CitedPiece]:
        """Yield what was held back, at the end of the text."""
        ready, self._held = self._held, ""
        yield from self._rewrite(ready)

    def _rewrite(self, text: str) -> Iterator[TextPiece | CitedPiece]:
        out, at = "", 0
        for found in _TOKEN.finditer(text):
            out, at = out + text[at : found.start()], found.end()
            if found[1] is None or self._fence:
                self._note_code(found[0])
                out += found[0]
                continue
            marks: list[str] = []
            for number in re.findall(r"\d+", found[1]):
                mark, cited = self._cite(int(number))
                marks.append(mark)
                if cited is not None:
                    yield CitedPiece(cited)
            out = out + "".join(marks) if any(marks) else out.rstrip(" ")
        if out + text[at:]:
            yield TextPiece(out + text[at:])

    def _note_code(self, mark: str) -> None:
        if mark == "```":
            self._fence = "" if self._fence == mark else mark
        elif mark == "`" and self._fence != "```":
            self._fence = "" if self._fence else mark
        elif mark == "\n" and self._fence == "`":
            self._fence = ""

    def _cite(self, number: int) -> tuple[str, Cited | None]:
        recalled = self._sources.get(number)
        if recalled is None:
            return "", None
        known = self._numbers.get(recalled.event_id)
        if known is not None:
            return f"[{known}]", None
        new = self._numbers[recalled.event_id] = self._used + len(self._numbers) + 1
        return f"[{new}]", as_cited(recalled, new)


def as_cited(recalled: Recalled, number: int) -> Cited:
    """Make a numbered source of what was recalled."""
    return Cited(
        number=number,
        event_id=recalled.event_id,
        text=recalled.text,
        speaker=recalled.speaker,
        is_mine=recalled.is_mine,
        occurred_at=recalled.occurred_at,
        source=recalled.source,
        score=recalled.score,
        thread_title=recalled.thread_title,
    )


def without_marks(past: Past) -> Past:
    """Take the markers out of an earlier answer: its numbers mean nothing in the next one."""
    return past if past.role == "user" else Past(past.role, _MARK.sub("", past.text))
