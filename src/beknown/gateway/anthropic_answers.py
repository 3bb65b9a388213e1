"""Chat completions as Anthropic's messages, and their chunks as its events. Pure.

Source: Anthropic API reference, "Messages" and "Streaming messages", version 2023-06-01.
"""

import json
import secrets
from collections.abc import AsyncGenerator, Iterator
from dataclasses import dataclass
from typing import cast

from pydantic import JsonValue

from beknown.gateway.chat import choices_of
from beknown.gateway.types import JsonObject, Spent, read_usage

_STOPS = {"stop": "end_turn", "length": "max_tokens", "tool_calls": "tool_use", "content_filter": "refusal"}
_SAID_BY_ENGINES = ("stop_reason", "matched_stop", "stopping_word")
"""Where engines tell which stop sequence ended an answer, if they do."""


def write_anthropic(answer: JsonObject) -> JsonObject:
    """Give a `chat.completion` as a message."""
    choice = choices_of(answer)[0]
    message = cast("JsonObject", choice["message"])
    content: list[JsonValue] = []
    if message.get("content"):
        content.append({"type": "text", "text": message["content"], "citations": None})
    for call in cast("list[JsonObject]", message.get("tool_calls") or []):
        function = cast("JsonObject", call["function"])
        content.append(_tool_use(call.get("id"), function.get("name"), _arguments(function.get("arguments"))))
    usage = _usage(read_usage(answer))
    return {**_message(answer.get("model"), content), **_stop(choice), "usage": usage}


async def write_anthropic_events(chunks: AsyncGenerator[JsonObject]) -> AsyncGenerator[JsonObject]:
    """Give the chunks of a stream as events: `message_start`, the blocks one after another, `message_stop`."""
    blocks, stop, spent, has_begun = _Blocks(), _stop({"finish_reason": "stop"}), Spent(), False
    async for chunk in chunks:
        if not has_begun:
            has_begun = True
            yield {"type": "message_start", "message": _message(chunk.get("model"), [])}
            yield {"type": "ping"}
        if chunk.get("usage"):
            spent = read_usage(chunk)
        for choice in choices_of(chunk)[:1]:
            for event in blocks.take(cast("JsonObject", choice.get("delta") or {})):
                yield event
            stop = _stop(choice) if choice.get("finish_reason") else stop
    for event in blocks.close():
        yield event
    yield {"type": "message_delta", "delta": stop, "usage": _usage(spent)}
    yield {"type": "message_stop"}


@dataclass(slots=True)
class _Blocks:
    """Which block of a stream is open: text, or one of the calls."""

    index: int = -1
    open: JsonValue = None

    def take(self, delta: JsonObject) -> Iterator[JsonObject]:
        text, calls = delta.get("content"), delta.get("tool_calls")
        if isinstance(text, str) and text:
            if self.open != "text":
                yield from self._start("text", {"type": "text", "text": "", "citations": None})
            yield self._delta({"type": "text_delta", "text": text})
        for each in cast("list[JsonObject]", calls if isinstance(calls, list) else []):
            yield from self._take_call(each)

    def _take_call(self, call: JsonObject) -> Iterator[JsonObject]:
        function = cast("JsonObject", call.get("function") or {})
        at = call.get("index") or 0
        if self.open != at or self.index < 0:
            yield from self._start(at, _tool_use(call.get("id"), function.get("name"), {}))
        if function.get("arguments"):
            yield self._delta({"type": "input_json_delta", "partial_json": function["arguments"]})

    def close(self) -> Iterator[JsonObject]:
        if self.index >= 0:
            yield {"type": "content_block_stop", "index": self.index}

    def _start(self, what: JsonValue, block: JsonObject) -> Iterator[JsonObject]:
        yield from self.close()
        self.index, self.open = self.index + 1, what
        yield {"type": "content_block_start", "index": self.index, "content_block": block}

    def _delta(self, delta: JsonObject) -> JsonObject:
        return {"type": "content_block_delta", "index": self.index, "delta": delta}


def _message(model: JsonValue, content: list[JsonValue]) -> JsonObject:
    return {
        "id": f"msg_{secrets.token_hex(12)}",
        "type": "message",
        "role": "assistant",
        "model": model,
        "content": content,
        "stop_reason": None,
        "stop_sequence": None,
        "usage": _usage(Spent()),
    }


def _tool_use(key: JsonValue, name: JsonValue, given: JsonValue) -> JsonObject:
    return {"type": "tool_use", "id": key or f"toolu_{secrets.token_hex(12)}", "name": name, "input": given}


def _arguments(text: JsonValue) -> JsonValue:
    try:
        read = json.loads(cast("str", text))
    except (TypeError, ValueError):
        return {}
    return cast("JsonValue", read) if isinstance(read, dict) else {}


def _stop(choice: JsonObject) -> JsonObject:
    said = [choice[name] for name in _SAID_BY_ENGINES if isinstance(choice.get(name), str) and choice[name]]
    if choice.get("finish_reason") == "stop" and said:
        return {"stop_reason": "stop_sequence", "stop_sequence": said[0]}
    reason = _STOPS.get(cast("str", choice.get("finish_reason")), "end_turn")
    return {"stop_reason": reason, "stop_sequence": None}


def _usage(spent: Spent) -> JsonObject:
    """Tokens read from the cache are counted beside the others here, not among them."""
    return {
        "input_tokens": max(0, spent.input_tokens - spent.cached_tokens),
        "cache_creation_input_tokens": 0,
        "cache_read_input_tokens": spent.cached_tokens,
        "output_tokens": spent.output_tokens,
    }
