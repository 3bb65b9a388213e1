"""Requests of Anthropic's Messages API in OpenAI's words. Pure.

Source: Anthropic API reference, "Messages", version 2023-06-01.
"""

import json
from collections.abc import Sequence
from typing import cast

from pydantic import JsonValue

from beknown.gateway.types import JsonObject
from beknown.kit.errors import Invalid

_AS_THEY_ARE = ("model", "max_tokens", "temperature", "top_p", "top_k")
_CHOICES = {"auto": "auto", "any": "required", "none": "none"}


def read_anthropic(body: JsonObject) -> JsonObject:
    """Give a request for a message as one for a chat completion.

    Raises:
        Invalid: A part of it isn't what it should be, or is a kind that no model here takes.
    """
    asked: JsonObject = {name: body[name] for name in _AS_THEY_ARE if body.get(name) is not None}
    asked["messages"] = _read_messages(body)
    if body.get("stop_sequences"):
        asked["stop"] = body["stop_sequences"]
    metadata, output = body.get("metadata"), body.get("output_config")
    if isinstance(metadata, dict) and metadata.get("user_id"):
        asked["user"] = metadata["user_id"]
    if isinstance(output, dict) and isinstance(output.get("format"), dict):
        schema = cast("JsonObject", output["format"]).get("schema")
        held: JsonObject = {"name": "answer", "schema": schema, "strict": True}
        asked["response_format"] = {"type": "json_schema", "json_schema": held}
    return asked | _read_tools(body)


def _read_messages(body: JsonObject) -> list[JsonValue]:
    messages, system = body.get("messages"), body.get("system")
    if not isinstance(messages, list) or not messages:
        raise Invalid("messages: send at least one message.", param="messages")
    read: list[JsonValue] = []
    if system:
        read.append({"role": "system", "content": _words(system, "system")})
    for message in messages:
        role = message.get("role") if isinstance(message, dict) else None
        content = message.get("content") if isinstance(message, dict) else None
        blocks = [_text(content)] if isinstance(content, str) else _objects(content, "messages")
        if role == "user":
            read += _read_user(blocks)
        elif role == "assistant":
            read.append(_read_assistant(blocks))
        elif role == "system":
            read.append({"role": "system", "content": _words(content, "messages")})
        else:
            raise Invalid(
                f"messages: a role is 'user' or 'assistant', not {str(role)[:40]!r}.", param="messages"
            )
    return read


def _read_user(blocks: Sequence[JsonObject]) -> list[JsonObject]:
    """Results of tools come before what the user says beside them, each as a message of its own."""
    results = [_read_result(block) for block in blocks if block.get("type") == "tool_result"]
    parts = [_read_part(block) for block in blocks if block.get("type") != "tool_result"]
    if not parts:
        return results
    only_text = all(part.get("type") == "text" for part in parts)
    said: JsonValue = "\n".join(cast("str", part["text"]) for part in parts) if only_text else [*parts]
    return [*results, {"role": "user", "content": said}]


def _read_part(block: JsonObject) -> JsonObject:
    kind, source = block.get("type"), block.get("source")
    if kind == "text":
        return _text(block.get("text"))
    if kind == "image" and isinstance(source, dict):
        url = source.get("url")
        if source.get("type") == "base64":
            url = f"data:{source.get('media_type')};base64,{source.get('data')}"
        return {"type": "image_url", "image_url": {"url": url}}
    if kind == "document" and isinstance(source, dict) and source.get("type") == "text":
        return _text(source.get("data"))
    raise Invalid(
        f"messages: content of the type {str(kind)[:40]!r} can't be read here; send text, images, documents of plain "
        "text, or results of tools.",
        param="messages",
    )


def _read_result(block: JsonObject) -> JsonObject:
    content = block.get("content")
    words = "" if content is None else _words(content, "messages")
    said = f"Error: {words}" if block.get("is_error") is True else words
    return {"role": "tool", "tool_call_id": block.get("tool_use_id"), "content": said}


def _read_assistant(blocks: Sequence[JsonObject]) -> JsonObject:
    texts = [cast("str", _text(block.get("text"))["text"]) for block in blocks if block.get("type") == "text"]
    calls = [_read_call(block) for block in blocks if block.get("type") == "tool_use"]
    message: JsonObject = {"role": "assistant", "content": "\n".join(texts) or (None if calls else "")}
    return {**message, "tool_calls": [*calls]} if calls else message


def _read_call(block: JsonObject) -> JsonObject:
    called: JsonObject = {
        "name": block.get("name"),
        "arguments": json.dumps(block.get("input") or {}, ensure_ascii=False),
    }
    return {"id": block.get("id"), "type": "function", "function": called}


def _read_tools(body: JsonObject) -> JsonObject:
    if not body.get("tools"):
        return {}
    tools: list[JsonValue] = []
    for tool in _objects(body["tools"], "tools"):
        if tool.get("type") not in {None, "custom"}:
            raise Invalid(
                f"tools: {str(tool.get('type'))[:60]!r} runs at Anthropic and isn't here. Give tools of your own, with "
                "name, description and input_schema.",
                param="tools",
            )
        function: JsonObject = {"name": tool.get("name"), "parameters": tool.get("input_schema")}
        if tool.get("description"):
            function["description"] = tool["description"]
        tools.append({"type": "function", "function": function})
    return {"tools": tools, **_read_choice(body.get("tool_choice"))}


def _read_choice(choice: JsonValue) -> JsonObject:
    if not isinstance(choice, dict):
        return {}
    read: JsonObject = {}
    kind = choice.get("type")
    if kind == "tool":
        read["tool_choice"] = {"type": "function", "function": {"name": choice.get("name")}}
    elif isinstance(kind, str) and kind in _CHOICES:
        read["tool_choice"] = _CHOICES[kind]
    else:
        raise Invalid("tool_choice: its type is 'auto', 'any', 'tool' or 'none'.", param="tool_choice")
    if choice.get("disable_parallel_tool_use") is True:
        read["parallel_tool_calls"] = False
    return read


def _words(content: JsonValue, param: str) -> str:
    if isinstance(content, str):
        return content
    texts = [block.get("text") for block in _objects(content, param) if block.get("type") == "text"]
    return "\n".join(text for text in texts if isinstance(text, str))


def _objects(content: JsonValue, param: str) -> list[JsonObject]:
    if not isinstance(content, list) or not all(isinstance(each, dict) for each in content):
        raise Invalid(f"{param}: send a text, or a list of objects.", param=param)
    return cast("list[JsonObject]", content)


def _text(text: JsonValue) -> JsonObject:
    if not isinstance(text, str):
        raise Invalid("messages: a text block needs its text.", param="messages")
    return {"type": "text", "text": text}
