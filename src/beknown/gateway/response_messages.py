"""Items of a response as the messages of a chat. Files and pictures that the model can't see are read out for it."""

import base64
import binascii
import json
import zlib
from collections.abc import Sequence
from io import BytesIO
from typing import cast

from pydantic import JsonValue

from beknown.assistant import extract_text
from beknown.gateway.items import text_of
from beknown.gateway.types import JsonObject
from beknown.kit.errors import Invalid

MOST_FILES = 50
MOST_SUMMARY_BYTES = 1024**2


async def to_messages(
    instructions: str | None, items: Sequence[JsonObject], *, has_vision: bool
) -> list[JsonObject]:
    """Give the messages of a chat, what the program tells the model first.

    Raises:
        Invalid: A file can't be read.
    """
    told = [instructions] if instructions else []
    messages: list[JsonObject] = []
    files = [
        part for item in items for part in _parts(item) if part.get("type") in {"input_file", "input_image"}
    ]
    if len(files) > MOST_FILES:
        raise Invalid(
            f"{len(files)} files and pictures at once are too many; {MOST_FILES} can be sent.", param="input"
        )
    for item in items:
        if not messages and item.get("role") in {"system", "developer"}:
            told.append(text_of(item["content"]))
            continue
        _add(messages, item, await _content(item, has_vision=has_vision))
    head: list[JsonObject] = [{"role": "system", "content": "\n\n".join(told)}] if told else []
    return [*head, *messages]


async def read_out(name: str, data: bytes) -> str:
    """Give the text of a file under its name.

    Raises:
        Invalid: It is of a kind that can't be read here, or broken.
    """
    read = await extract_text(BytesIO(data))
    return f"[File {json.dumps(name[:200])}]\n{read.text}"


def pack_summary(text: str) -> str:
    """Give a summary as the opaque content of a compaction item. It is no secret from who gets it."""
    return base64.b64encode(zlib.compress(text.encode())).decode("ascii")


def unpack_summary(content: str) -> str:
    """Give the summary in a compaction item.

    Raises:
        Invalid: It was not made here.
    """
    try:
        unpacked = zlib.decompressobj().decompress(
            base64.b64decode(content, validate=True), MOST_SUMMARY_BYTES
        )
        return unpacked.decode()
    except (ValueError, zlib.error) as error:
        raise Invalid(
            "encrypted_content of a compaction item isn't one that was made here.", param="input"
        ) from error


def _add(messages: list[JsonObject], item: JsonObject, content: JsonValue) -> None:
    match item["type"]:
        case "message":
            role = "system" if item["role"] == "developer" else item["role"]
            messages.append({"role": role, "content": content})
        case "compaction":
            said = unpack_summary(cast("str", item["encrypted_content"]))
            messages.append({"role": "user", "content": f"What was said before, in short:\n{said}"})
        case "function_call":
            function: JsonObject = {"name": item["name"], "arguments": item["arguments"]}
            call: JsonObject = {"id": item["call_id"], "type": "function", "function": function}
            last = messages[-1] if messages else {}
            if last.get("role") == "assistant":
                cast("list[JsonValue]", last.setdefault("tool_calls", [])).append(call)
            else:
                messages.append({"role": "assistant", "content": "", "tool_calls": [call]})
        case "function_call_output":
            messages.append({"role": "tool", "tool_call_id": item["call_id"], "content": content})
        case _:
            return


def _parts(item: JsonObject) -> list[JsonObject]:
    content = item.get("content") if item.get("type") == "message" else item.get("output")
    return cast("list[JsonObject]", content) if isinstance(content, list) else []


async def _content(item: JsonObject, *, has_vision: bool) -> JsonValue:
    if isinstance(item.get("output"), str):
        return item["output"]
    parts = [await _part(part, has_vision=has_vision) for part in _parts(item)]
    if any(part["type"] == "image_url" for part in parts):
        return cast("JsonValue", parts)
    return "\n".join(cast("str", part["text"]) for part in parts)


async def _part(part: JsonObject, *, has_vision: bool) -> JsonObject:
    match part["type"]:
        case "input_file":
            name, data = cast("str", part["filename"]), cast("str", part["file_data"])
            return {"type": "text", "text": await read_out(name, _decode(data, "file_data"))}
        case "input_image" if has_vision:
            seen: JsonObject = {"url": part["image_url"], "detail": part["detail"]}
            return {"type": "image_url", "image_url": seen}
        case "input_image":
            read = await extract_text(BytesIO(_decode(cast("str", part["image_url"]), "image_url")))
            words = f"with these words in it:\n{read.text}" if read.text else "without words in it"
            return {"type": "text", "text": f"[A picture {words}]"}
        case "refusal":
            return {"type": "text", "text": part["refusal"]}
        case _:
            return {"type": "text", "text": part["text"]}


def _decode(data: str, param: str) -> bytes:
    if data.startswith(("http:", "https:")):
        raise Invalid(
            f"{param}: nothing is fetched from other places for this model. Send the bytes as a data URL.",
            param=param,
        )
    head, comma, rest = data.partition(",")
    try:
        return base64.b64decode(rest if comma and head.startswith("data:") else data, validate=True)
    except (binascii.Error, ValueError) as error:
        raise Invalid(f"{param} isn't base64, nor a data URL with base64.", param=param) from error
