"""Files that a request names by their ids, put in the place of those: only the key's owner's are found.

Source: OpenAI API reference, "Responses" (`input_file`, `input_image`) and "Chat completions" (`file`).
"""

import asyncio
import base64
from collections.abc import Sequence
from typing import cast

from pydantic import JsonValue

from beknown.gateway.file_store import FileRow
from beknown.gateway.files import get_file, sniff
from beknown.gateway.gateway import Gateway
from beknown.gateway.response_messages import read_out
from beknown.gateway.types import JsonObject, OpenKey
from beknown.kit.errors import Invalid

MOST_BYTES = 32 * 1024**2
"""Of all files of a request together."""


async def fill_items(gateway: Gateway, key: OpenKey, items: Sequence[JsonObject]) -> list[JsonObject]:
    """Give items with the bytes of the files that they name, as data URLs.

    Raises:
        NotFound: There is no such file of the key's owner.
        Invalid: They are too large together.
    """
    reader = _Reader(gateway, key)
    return [await _fill_item(reader, item) for item in items]


async def fill_chat(gateway: Gateway, key: OpenKey, body: JsonObject) -> JsonObject:
    """Give a chat whose files that are named by ids are read out as text; the same where none is named.

    Servers of models don't know the ids of this one.

    Raises:
        NotFound: There is no such file of the key's owner.
        Invalid: One can't be read, or they are too large together.
    """
    messages = cast("list[JsonObject]", body["messages"])
    if not any(_names_file(part) for message in messages for part in _parts(message.get("content"))):
        return body
    reader = _Reader(gateway, key)
    filled: list[JsonValue] = []
    for message in messages:
        content = message.get("content")
        if isinstance(content, list):
            filled.append({**message, "content": [await _read_part(reader, part) for part in content]})
        else:
            filled.append(message)
    return {**body, "messages": filled}


class _Reader:
    """Reads files of one request."""

    def __init__(self, gateway: Gateway, key: OpenKey) -> None:
        self._gateway = gateway
        self._key = key
        self._left = MOST_BYTES

    async def read(self, file: str) -> tuple[FileRow, bytes]:
        row = await get_file(self._gateway.db, self._key, file)
        self._left -= row.size_bytes
        if self._left < 0:
            raise Invalid(
                f"The files that are named are more than {MOST_BYTES // 1024**2} MiB together. Put them into a vector "
                "store and search it.",
                param="input",
            )
        with self._gateway.blobs.open(self._key.person, row.blob_id) as stream:
            return row, await asyncio.to_thread(stream.read)


async def _fill_item(reader: _Reader, item: JsonObject) -> JsonObject:
    place = "content" if item.get("type") == "message" else "output"
    parts = _parts(item.get(place))
    if not any(part.get("file_id") for part in parts):
        return item
    return {**item, place: [await _fill_part(reader, part) for part in parts]}


async def _fill_part(reader: _Reader, part: JsonObject) -> JsonObject:
    file = part.get("file_id")
    if not isinstance(file, str):
        return part
    row, data = await reader.read(file)
    if part["type"] == "input_file":
        return {**part, "filename": part.get("filename") or row.name, "file_data": _as_url(data)}
    return {**part, "image_url": _as_url(data)}


async def _read_part(reader: _Reader, part: JsonValue) -> JsonValue:
    if not (isinstance(part, dict) and _names_file(part)):
        return part
    named = cast("JsonObject", part["file"])
    row, data = await reader.read(cast("str", named["file_id"]))
    return {"type": "text", "text": await read_out(row.name, data)}


def _names_file(part: JsonObject) -> bool:
    named = part.get("file") if part.get("type") == "file" else None
    return isinstance(named, dict) and isinstance(named.get("file_id"), str)


def _parts(content: JsonValue) -> list[JsonObject]:
    return [part for part in content if isinstance(part, dict)] if isinstance(content, list) else []


def _as_url(data: bytes) -> str:
    return f"data:{sniff(data)};base64,{base64.b64encode(data).decode('ascii')}"
