"""Answers to requests that were answered before: the same words, of the same person, at temperature 0.

What is random is asked anew. Nothing is shared between people: how fast an answer comes would tell what others asked.
"""

import hashlib
import json
import time
from collections import OrderedDict
from dataclasses import dataclass

from beknown.gateway.types import JsonObject
from beknown.kit.ids import PersonId

HOLDS_S = 600.0
_HOW_IT_IS_SENT = {"stream", "stream_options", "user", "metadata", "store"}
"""Fields that don't change what is said."""


@dataclass(frozen=True, slots=True)
class _Kept:
    at: float
    answer: bytes


class Cache:
    """Keeps answers in memory for ten minutes, the latest used ones.

    Args:
        most_bytes: Of all answers together; 0 keeps none.
    """

    def __init__(self, most_bytes: int) -> None:
        self._most_bytes = most_bytes
        self._bytes = 0
        self._kept: OrderedDict[bytes, _Kept] = OrderedDict()

    def find(self, person: PersonId, body: JsonObject) -> JsonObject | None:
        """Give the answer to a request, with all of its input counted as cached; None where it isn't kept."""
        if not self._may_keep(body):
            return None
        name = _name(person, body)
        kept = self._kept.get(name)
        if kept is None or time.monotonic() - kept.at > HOLDS_S:
            return None
        self._kept.move_to_end(name)
        answer: JsonObject = json.loads(kept.answer)
        usage = answer.get("usage")
        if isinstance(usage, dict):
            usage["prompt_tokens_details"] = {"cached_tokens": usage.get("prompt_tokens")}
        return answer

    def keep(self, person: PersonId, body: JsonObject, answer: JsonObject) -> None:
        """Keep an answer, if the same would be said again."""
        written = json.dumps(answer).encode()
        if not self._may_keep(body) or len(written) > self._most_bytes:
            return
        name = _name(person, body)
        former = self._kept.pop(name, None)
        self._bytes += len(written) - (len(former.answer) if former is not None else 0)
        self._kept[name] = _Kept(time.monotonic(), written)
        while self._bytes > self._most_bytes:
            _, oldest = self._kept.popitem(last=False)
            self._bytes -= len(oldest.answer)

    def _may_keep(self, body: JsonObject) -> bool:
        return self._most_bytes > 0 and body.get("temperature") == 0


def _name(person: PersonId, body: JsonObject) -> bytes:
    said = {name: value for name, value in body.items() if name not in _HOW_IT_IS_SENT}
    return hashlib.sha256(f"{person}{json.dumps(said, sort_keys=True)}".encode()).digest()
