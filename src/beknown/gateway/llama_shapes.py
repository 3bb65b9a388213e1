"""Llama's chat in OpenAI's words, and OpenAI's answers in Llama's. Pure.

Source: the types of `llama-api-client` 0.6.0.
"""

from collections.abc import AsyncGenerator
from typing import cast

from pydantic import JsonValue

from beknown.gateway.chat import choices_of
from beknown.gateway.types import JsonObject, Spent, read_usage
from beknown.kit.errors import Invalid

_AS_THEY_ARE = ("model", "temperature", "top_p", "top_k", "tools", "tool_choice", "response_format", "user")
_STOPS = {"tool_calls": "tool_calls", "length": "length"}


def read_llama(body: JsonObject) -> JsonObject:
    """Give a request of Llama's API as one of OpenAI's.

    Raises:
        Invalid: A message isn't one.
    """
    messages = body.get("messages")
    if not isinstance(messages, list):
        raise Invalid("Send at least one message.", param="messages")
    asked: JsonObject = {name: body[name] for name in _AS_THEY_ARE if body.get(name) is not None}
    asked["messages"] = [_read_message(each) for each in messages]
    if body.get("max_completion_tokens") is not None:
        asked["max_tokens"] = body["max_completion_tokens"]
    if body.get("repetition_penalty") is not None:  # two names of one thing, by engine
        asked |= dict.fromkeys(("repetition_penalty", "repeat_penalty"), body["repetition_penalty"])
    return asked


def write_llama(answer: JsonObject) -> JsonObject:
    """Give a `chat.completion` as Llama's API answers it."""
    choice = choices_of(answer)[0]
    message = cast("JsonObject", choice["message"])
    said: JsonObject = {
        "role": "assistant",
        "content": {"type": "text", "text": message.get("content") or ""},
        "stop_reason": _stop(choice.get("finish_reason")),
    }
    calls = message.get("tool_calls")
    if isinstance(calls, list) and calls:
        said["tool_calls"] = [_write_call(cast("JsonObject", call)) for call in calls]
    return {
        "id": answer.get("id"),
        "completion_message": said,
        "metrics": _metrics(read_usage(answer)),
    }


async def write_llama_events(chunks: AsyncGenerator[JsonObject]) -> AsyncGenerator[JsonObject]:
    """Give the chunks of a stream as Llama's events: one start, progress, one complete, one with the metrics.

    Every event has a delta, an empty one where it tells nothing: the client asks for it.
    """
    key, stop, spent = cast("JsonValue", None), "stop", Spent()
    async for chunk in chunks:
        if key is None:
            key = chunk.get("id")
            yield _event(key, "start", _text(""))
        if chunk.get("usage"):
            spent = read_usage(chunk)
        for choice in choices_of(chunk)[:1]:
            for delta in _deltas(cast("JsonObject", choice.get("delta") or {})):
                yield _event(key, "progress", delta)
            stop = _stop(choice.get("finish_reason")) if choice.get("finish_reason") else stop
    yield _event(key, "complete", _text(""), stop_reason=stop)
    yield _event(key, "metrics", _text(""), metrics=_metrics(spent))


def _read_message(message: JsonValue) -> JsonObject:
    if not isinstance(message, dict):
        raise Invalid("A message is an object with a role.", param="messages")
    read: JsonObject = {name: value for name, value in message.items() if name != "stop_reason"}
    content, calls = message.get("content"), message.get("tool_calls")
    if isinstance(content, dict):
        read["content"] = content.get("text")
    if isinstance(calls, list):
        read["tool_calls"] = [
            {"type": "function", **call} if isinstance(call, dict) else call for call in calls
        ]
        read.setdefault("content", None)
    return read


def _write_call(call: JsonObject) -> JsonObject:
    function = cast("JsonObject", call["function"])
    called: JsonObject = {"name": function.get("name"), "arguments": function.get("arguments")}
    return {"id": call.get("id"), "function": called}


def _deltas(delta: JsonObject) -> list[JsonObject]:
    found: list[JsonObject] = []
    text, calls = delta.get("content"), delta.get("tool_calls")
    if isinstance(text, str) and text:
        found.append(_text(text))
    for each in calls if isinstance(calls, list) else []:
        call = cast("JsonObject", each)
        found.append({"type": "tool_call", "id": call.get("id"), "function": _function(call)})
    return found


def _function(call: JsonObject) -> JsonObject:
    function = cast("JsonObject", call.get("function") or {})
    return {name: value for name, value in function.items() if name in {"name", "arguments"}}


def _event(key: JsonValue, kind: str, delta: JsonObject, **more: JsonValue) -> JsonObject:
    return {"id": key, "event": {"event_type": kind, "delta": delta, **more}}


def _text(text: str) -> JsonObject:
    return {"type": "text", "text": text}


def _stop(reason: JsonValue) -> str:
    return _STOPS.get(cast("str", reason), "stop")


def _metrics(spent: Spent) -> list[JsonValue]:
    total = spent.input_tokens + spent.output_tokens
    counted = {
        "num_prompt_tokens": spent.input_tokens,
        "num_completion_tokens": spent.output_tokens,
        "num_total_tokens": total,
    }
    return [{"metric": name, "value": value, "unit": "tokens"} for name, value in counted.items()]
