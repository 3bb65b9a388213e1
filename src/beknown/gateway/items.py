"""What goes into a response: messages, calls and their results, read from a request and filled up. Pure.

Source: Open Responses specification, `ItemParam` and `ItemField`; OpenAI API reference, "Responses".
"""

import secrets
from collections.abc import Callable, Mapping
from typing import cast

from pydantic import JsonValue

from beknown.events import clean
from beknown.gateway.types import JsonObject
from beknown.kit.errors import Invalid

MOST_ID = 64
_PREFIXES = {
    "message": "msg",
    "function_call": "fc",
    "function_call_output": "fco",
    "reasoning": "rs",
    "compaction": "cmp",
}
_ROLES = ("user", "assistant", "system", "developer")
_PHASES = ("commentary", "final_answer")
_DETAILS = ("auto", "low", "high", "original")


def make_item_id(kind: str) -> str:
    """Make an id for an item of a kind."""
    return f"{_PREFIXES[kind]}_{secrets.token_hex(24)}"


def clean_all(value: JsonValue) -> JsonValue:
    """Give what a program sent without letters that can't be kept or sent on.

    Raises:
        Invalid: It is nested too deep.
    """
    try:
        return _clean(value)
    except RecursionError as error:
        raise Invalid("The request is nested too deep. Send plainer JSON.") from error


def read_items(value: JsonValue, param: str = "input") -> list[JsonObject]:
    """Read the input of a request: each item whole, with an id of its own. References are left as they are.

    Raises:
        Invalid: One of them is wrong, or of a kind that isn't known here.
    """
    if isinstance(value, str):
        return [_read_message({"role": "user", "content": value}, param)] if value else []
    if not isinstance(value, list):
        raise Invalid(f"{param} has to be a text or a list of items.", param=param)
    return [_read_item(each, f"{param}[{at}]") for at, each in enumerate(value)]


def text_of(content: JsonValue) -> str:
    """Give the words of a content: a text, or parts with texts."""
    if isinstance(content, str):
        return content
    parts = (
        [part.get("text") for part in content if isinstance(part, dict)] if isinstance(content, list) else []
    )
    return "\n".join(part for part in parts if isinstance(part, str))


def _clean(value: JsonValue) -> JsonValue:
    if isinstance(value, str):
        return clean(value)
    if isinstance(value, dict):
        return {clean(name): _clean(each) for name, each in value.items()}
    return [_clean(each) for each in value] if isinstance(value, list) else value


def _read_item(value: JsonValue, param: str) -> JsonObject:
    if not isinstance(value, dict):
        raise Invalid(f"{param} has to be an object.", param=param)
    kind = value.get("type") or (
        "message" if "role" in value else "item_reference" if "id" in value else None
    )
    reader = _READERS.get(kind) if isinstance(kind, str) else None
    if reader is None:
        known = ", ".join(sorted(_READERS))
        raise Invalid(
            f"{param}.type: {str(kind)[:100]!r} isn't known here; {known} are.", param=f"{param}.type"
        )
    return reader(value, param)


def _id_of(value: Mapping[str, JsonValue], kind: str) -> str:
    known = value.get("id")
    return known if isinstance(known, str) and 0 < len(known) <= MOST_ID else make_item_id(kind)


def _text(value: Mapping[str, JsonValue], name: str, param: str) -> str:
    found = value.get(name)
    if not isinstance(found, str):
        raise Invalid(f"{param}.{name} has to be a text.", param=f"{param}.{name}")
    return found


def _list(value: Mapping[str, JsonValue], name: str) -> list[JsonValue]:
    found = value.get(name)
    return found if isinstance(found, list) else []


def _read_message(value: Mapping[str, JsonValue], param: str) -> JsonObject:
    role, content = value.get("role"), value.get("content")
    if role not in _ROLES:
        raise Invalid(f"{param}.role has to be one of {', '.join(_ROLES)}.", param=f"{param}.role")
    if isinstance(content, str):
        part: JsonObject = {"type": "output_text" if role == "assistant" else "input_text", "text": content}
        content = [part]
    if not isinstance(content, list):
        raise Invalid(f"{param}.content has to be a text or a list of parts.", param=f"{param}.content")
    message: JsonObject = {
        "type": "message",
        "id": _id_of(value, "message"),
        "status": "completed",
        "role": role,
        "content": [_read_part(each, f"{param}.content[{at}]") for at, each in enumerate(content)],
    }
    if role != "assistant":
        return message
    phase = value.get("phase")
    if phase is not None and phase not in _PHASES:
        raise Invalid(f"{param}.phase has to be one of {', '.join(_PHASES)}.", param=f"{param}.phase")
    return message | {"phase": phase}


def _read_part(value: JsonValue, param: str) -> JsonValue:
    kind = value.get("type") if isinstance(value, dict) else None
    reader = _PARTS.get(kind) if isinstance(kind, str) else None
    if reader is None:
        known = ", ".join(sorted(_PARTS))
        raise Invalid(
            f"{param}.type: {str(kind)[:100]!r} isn't known here; {known} are.", param=f"{param}.type"
        )
    return reader(cast("JsonObject", value), param)


def _read_input_text(value: Mapping[str, JsonValue], param: str) -> JsonObject:
    return {"type": "input_text", "text": _text(value, "text", param)}


def _read_output_text(value: Mapping[str, JsonValue], param: str) -> JsonObject:
    return {
        "type": "output_text",
        "text": _text(value, "text", param),
        "annotations": _list(value, "annotations"),
        "logprobs": _list(value, "logprobs"),
    }


def _read_image(value: Mapping[str, JsonValue], param: str) -> JsonObject:
    detail = value.get("detail") or "auto"
    if detail not in _DETAILS:
        raise Invalid(f"{param}.detail has to be one of {', '.join(_DETAILS)}.", param=f"{param}.detail")
    return {"type": "input_image", **_one_place(value, "image_url", param), "detail": detail}


def _read_file(value: Mapping[str, JsonValue], param: str) -> JsonObject:
    if value.get("file_url") is not None:
        raise Invalid(
            "Files by file_url can't be taken here. Send the bytes in file_data, as base64, or a file_id.",
            param=f"{param}.file_url",
        )
    name, place = value.get("filename"), _one_place(value, "file_data", param)
    if isinstance(name, str):
        return {"type": "input_file", "filename": name, **place}
    return {"type": "input_file", **place} | ({} if "file_id" in place else {"filename": "file"})


def _one_place(value: Mapping[str, JsonValue], inline: str, param: str) -> JsonObject:
    """Give where the bytes are: in the request itself, or in a file that was given before."""
    if value.get("file_id") is None:
        return {inline: _text(value, inline, param)}
    if value.get(inline) is not None:
        raise Invalid(f"{param}: send {inline} or file_id, not both.", param=f"{param}.file_id")
    return {"file_id": _text(value, "file_id", param)}


def _read_call(value: Mapping[str, JsonValue], param: str) -> JsonObject:
    return {
        "type": "function_call",
        "id": _id_of(value, "function_call"),
        "call_id": _text(value, "call_id", param),
        "name": _text(value, "name", param),
        "arguments": _text(value, "arguments", param),
        "status": "completed",
    }


def _read_result(value: Mapping[str, JsonValue], param: str) -> JsonObject:
    output = value.get("output")
    if not isinstance(output, str):
        if not isinstance(output, list):
            raise Invalid(f"{param}.output has to be a text or a list of parts.", param=f"{param}.output")
        output = [_read_part(each, f"{param}.output[{at}]") for at, each in enumerate(output)]
    return {
        "type": "function_call_output",
        "id": _id_of(value, "function_call_output"),
        "call_id": _text(value, "call_id", param),
        "output": output,
        "status": "completed",
    }


def _read_reasoning(value: Mapping[str, JsonValue], _param: str) -> JsonObject:
    item: JsonObject = {
        "type": "reasoning",
        "id": _id_of(value, "reasoning"),
        "summary": _list(value, "summary"),
    }
    return {**item, "content": _list(value, "content")} if value.get("content") else item


def _read_compaction(value: Mapping[str, JsonValue], param: str) -> JsonObject:
    return {
        "type": "compaction",
        "id": _id_of(value, "compaction"),
        "encrypted_content": _text(value, "encrypted_content", param),
    }


def _read_reference(value: Mapping[str, JsonValue], param: str) -> JsonObject:
    return {"type": "item_reference", "id": _text(value, "id", param)}


_Reader = Callable[[Mapping[str, JsonValue], str], JsonObject]
_READERS: Mapping[str, _Reader] = {
    "message": _read_message,
    "function_call": _read_call,
    "function_call_output": _read_result,
    "reasoning": _read_reasoning,
    "compaction": _read_compaction,
    "item_reference": _read_reference,
}
_PARTS: Mapping[str, _Reader] = {
    "input_text": _read_input_text,
    "text": _read_input_text,
    "output_text": _read_output_text,
    "refusal": lambda value, param: {"type": "refusal", "refusal": _text(value, "refusal", param)},
    "input_image": _read_image,
    "input_file": _read_file,
}
