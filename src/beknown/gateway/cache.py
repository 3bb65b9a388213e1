"""Answers to requests that were answered before: the same words, of the same person, at temperature 0.

What is random is asked anew. Nothing is shared between people: how fast an answer comes would tell what others asked.
"""

import hashlib
import time
from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import cast

from beknown.gateway import wire
from beknown.gateway.types import JsonObject, Spent, read_usage
from beknown.gateway.wire import Verbatim
from beknown.kit.ids import PersonId

HOLDS_S = 600.0
_HOW_IT_IS_SENT = {"stream", "stream_options", "user", "metadata", "store"}
"""Fields that don't change what is said."""


@dataclass(frozen=True, slots=True)
class Kept:
    """An answer as it is given again: as JSON, all of its input counted as cached; a stream's chunks a line each."""

    at: float
    written: bytes
    spent: Spent


class Cache:
    """Keeps answers in memory for ten minutes, the latest used ones.

    Args:
        most_bytes: Of all answers together; 0 keeps none.
    """

    def __init__(self, most_bytes: int) -> None:
        self._most_bytes = most_bytes
        self._bytes = 0
        self._kept: OrderedDict[bytes, Kept] = OrderedDict()

    def find(self, person: PersonId, body: JsonObject) -> JsonObject | None:
        """Give the answer to a request, with all of its input counted as cached; None where it isn't kept."""
        kept = self.find_written(person, body)
        return None if kept is None else cast("JsonObject", wire.read(kept.written))

    def find_written(self, person: PersonId, body: JsonObject) -> Kept | None:
        """Give the answer as it goes out; None where it isn't kept."""
        return self._find(_name(person, body)) if self.may_keep(body) else None

    def keep(self, person: PersonId, body: JsonObject, answer: JsonObject) -> None:
        """Keep an answer, if the same would be said again."""
        if self.may_keep(body):
            told = _all_cached(answer)
            self._keep(_name(person, body), Kept(time.monotonic(), wire.write(told), read_usage(told)))

    def find_stream(self, person: PersonId, body: JsonObject) -> list[JsonObject] | None:
        """Give the chunks of a stream that was asked for word for word before; None where they aren't kept."""
        kept = self._find(_name(person, body, is_stream=True)) if self.may_keep(body) else None
        return None if kept is None else [Verbatim(line) for line in kept.written.split(b"\n")]

    def keep_stream(self, person: PersonId, body: JsonObject, chunks: Sequence[JsonObject]) -> None:
        """Keep the chunks of a stream that came to its end, if the same would be said again."""
        if not chunks or not self.may_keep(body):
            return
        told = [_all_cached(chunk) for chunk in chunks]
        written = b"\n".join(wire.write(chunk) for chunk in told)
        self._keep(_name(person, body, is_stream=True), Kept(time.monotonic(), written, read_usage(told[-1])))

    def _keep(self, name: bytes, new: Kept) -> None:
        if len(new.written) > self._most_bytes:
            return
        former = self._kept.pop(name, None)
        self._bytes += len(new.written) - (len(former.written) if former is not None else 0)
        self._kept[name] = new
        while self._bytes > self._most_bytes:
            _, oldest = self._kept.popitem(last=False)
            self._bytes -= len(oldest.written)

    def _find(self, name: bytes) -> Kept | None:
        kept = self._kept.get(name)
        if kept is None or time.monotonic() - kept.at > HOLDS_S:
            return None
        self._kept.move_to_end(name)
        return kept

    def may_keep(self, body: JsonObject) -> bool:
        """Whether the same would be said again, and anything is kept here."""
        return self._most_bytes > 0 and body.get("temperature") == 0


def _all_cached(answer: JsonObject) -> JsonObject:
    """Give an answer, or a chunk, with all of its input counted as cached."""
    usage = answer.get("usage")
    if not isinstance(usage, dict):
        return answer
    all_cached: JsonObject = {"cached_tokens": usage.get("prompt_tokens")}
    told: JsonObject = {**usage, "prompt_tokens_details": all_cached}
    return {**answer, "usage": told}


def _name(person: PersonId, body: JsonObject, *, is_stream: bool = False) -> bytes:
    said = {name: value for name, value in body.items() if name not in _HOW_IT_IS_SENT}
    if is_stream:  # chunks say `usage: null` where it was asked for
        said = said | {name: body[name] for name in ("stream", "stream_options") if name in body}
    return hashlib.sha256(str(person).encode() + wire.write(said, is_sorted=True)).digest()
