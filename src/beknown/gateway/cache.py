"""Answers to requests that were answered before: the same words, of the same person, at temperature 0.

What is random is asked anew. Nothing is shared between people: how fast an answer comes would tell what others asked.
"""

import hashlib
import time
from collections import OrderedDict
from dataclasses import dataclass
from typing import cast

from beknown.gateway import wire
from beknown.gateway.types import JsonObject, Spent, read_usage
from beknown.kit.ids import PersonId

HOLDS_S = 600.0
_HOW_IT_IS_SENT = {"stream", "stream_options", "user", "metadata", "store"}
"""Fields that don't change what is said."""


@dataclass(frozen=True, slots=True)
class Kept:
    """An answer as it is given again: as JSON, all of its input counted as cached."""

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
        if not self._may_keep(body):
            return None
        name = _name(person, body)
        kept = self._kept.get(name)
        if kept is None or time.monotonic() - kept.at > HOLDS_S:
            return None
        self._kept.move_to_end(name)
        return kept

    def keep(self, person: PersonId, body: JsonObject, answer: JsonObject) -> None:
        """Keep an answer, if the same would be said again."""
        if not self._may_keep(body):
            return
        usage = answer.get("usage")
        if isinstance(usage, dict):
            all_cached: JsonObject = {"cached_tokens": usage.get("prompt_tokens")}
            told: JsonObject = {**usage, "prompt_tokens_details": all_cached}
            answer = {**answer, "usage": told}
        written = wire.write(answer)
        if len(written) > self._most_bytes:
            return
        name = _name(person, body)
        former = self._kept.pop(name, None)
        self._bytes += len(written) - (len(former.written) if former is not None else 0)
        self._kept[name] = Kept(time.monotonic(), written, read_usage(answer))
        while self._bytes > self._most_bytes:
            _, oldest = self._kept.popitem(last=False)
            self._bytes -= len(oldest.written)

    def _may_keep(self, body: JsonObject) -> bool:
        return self._most_bytes > 0 and body.get("temperature") == 0


def _name(person: PersonId, body: JsonObject) -> bytes:
    said = {name: value for name, value in body.items() if name not in _HOW_IT_IS_SENT}
    return hashlib.sha256(str(person).encode() + wire.write(said, is_sorted=True)).digest()
