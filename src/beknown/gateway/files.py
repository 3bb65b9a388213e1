"""Files that programs give through the model API: checked, kept as blobs of the person, listed, deleted.

Source: OpenAI API reference, "Files", version 2.3.0 of the specification.
"""

import json
from collections.abc import Callable, Sequence
from datetime import timedelta
from typing import BinaryIO, TypeVar, cast
from uuid import UUID

import filetype  # pyright: ignore[reportMissingTypeStubs] - it ships none

from beknown.events import clean
from beknown.gateway import file_store
from beknown.gateway.file_store import FileRow
from beknown.gateway.types import JsonObject, OpenKey
from beknown.kit import clock
from beknown.kit.blobs import Blobs
from beknown.kit.db import Database, Scope, Tx
from beknown.kit.errors import Invalid, NotFound
from beknown.kit.ids import new_id

KINDS = ("assistants", "batch", "fine-tune", "vision", "user_data", "evals")
OF_LINES = frozenset({"batch", "fine-tune", "evals"})
MOST_NAME = 255
MOST_LISTED = 10_000
SNIFFED_BYTES = 8192
Listed = TypeVar("Listed")


def scope_of(key: OpenKey) -> Scope:
    """Give the scope in which the key's owner keeps files."""
    return Scope(key.person, "export")


def write_id(kind: str, key: UUID) -> str:
    """Give an id as programs see it: `file-…`, `upload_…`."""
    return kind + key.hex


def read_id(kind: str, text: str) -> UUID:
    """Read an id as programs see it.

    Raises:
        NotFound: It can't be one.
    """
    try:
        return UUID(hex=text.removeprefix(kind))
    except ValueError as error:
        raise not_found(kind, text) from error


def not_found(kind: str, text: str) -> NotFound:
    """Say that there is no such thing."""
    return NotFound(f"There is no {kind.rstrip('-_')} {text[:100]!r} of this key's owner.", code="not_found")


async def add_file(
    db: Database,
    blobs: Blobs,
    key: OpenKey,
    stream: BinaryIO,
    *,
    name: str,
    kind: str,
    seconds: int | None = None,
) -> FileRow:
    """Check and keep a file, for ever or for so many seconds.

    Raises:
        Invalid: It is empty, is kept for no known purpose, or isn't what that purpose needs.
    """
    check_kind(kind)
    check_content(stream, kind)
    async with db.begin(scope_of(key)) as tx:
        return await keep(tx, blobs, stream, name=name, kind=kind, seconds=seconds)


async def keep(
    tx: Tx, blobs: Blobs, stream: BinaryIO, *, name: str, kind: str, seconds: int | None = None
) -> FileRow:
    """Keep a file that was checked, in a transaction under way, for ever or for so many seconds."""
    stream.seek(0)
    head = stream.read(SNIFFED_BYTES)
    stream.seek(0)
    media_type = sniff(head)
    named = clean_name(name)
    blob = await blobs.put(tx, stream, media_type=media_type, name=named, purposes=("account", "export"))
    at = clock.now()
    ends = None if seconds is None else at + timedelta(seconds=seconds)
    row = FileRow(new_id(), blob.id, kind, named, blob.size_bytes, at, ends)
    await file_store.add_file(tx, row)
    return row


async def get_file(db: Database, key: OpenKey, text: str) -> FileRow:
    """Give a file's facts.

    Raises:
        NotFound: There is none.
    """
    async with db.begin(scope_of(key)) as tx:
        row = await file_store.find_file(tx, read_id("file-", text))
    if row is None:
        raise not_found("file-", text)
    return row


async def delete_file(db: Database, blobs: Blobs, key: OpenKey, text: str) -> None:
    """Delete a file; its bytes go unless something else uses them.

    Raises:
        NotFound: There is none.
    """
    async with db.begin(scope_of(key)) as tx:
        if not await file_store.delete_file(tx, read_id("file-", text)):
            raise not_found("file-", text)
        await blobs.delete_unused(tx)


def cut_page(
    rows: Sequence[Listed], ids: Sequence[str], *, after: str | None, limit: int, is_newest_first: bool
) -> tuple[list[Listed], bool]:
    """Cut a page out of a list that is in ascending order; say whether there is more."""
    pairs = list(zip(ids, rows, strict=True))
    if is_newest_first:
        pairs.reverse()
    names = [name for name, _row in pairs]
    start = names.index(after) + 1 if after in names else 0
    page = pairs[start : start + limit]
    return [row for _name, row in page], len(pairs) > start + limit


def write_list(data: Sequence[JsonObject], *, has_more: bool) -> JsonObject:
    """Give a page in OpenAI's shape."""
    ends = (data[0]["id"], data[-1]["id"]) if data else (None, None)
    return {
        "object": "list",
        "data": [*data],
        "first_id": ends[0],
        "last_id": ends[1],
        "has_more": has_more,
    }


def write_file(row: FileRow) -> JsonObject:
    """Give a file in OpenAI's shape."""
    return {
        "id": write_id("file-", row.id),
        "object": "file",
        "bytes": row.size_bytes,
        "created_at": int(row.created_at.timestamp()),
        "expires_at": None if row.expires_at is None else int(row.expires_at.timestamp()),
        "filename": row.name,
        "purpose": row.kind,
        "status": "processed",
        "status_details": None,
    }


def clean_name(name: str) -> str:
    """Give a file's name without what a terminal or a page could stumble on."""
    return clean(" ".join(name.split()))[:MOST_NAME] or "file"


def check_kind(kind: str) -> None:
    """Check what a file is for.

    Raises:
        Invalid: It isn't one of the known purposes.
    """
    if kind not in KINDS:
        raise Invalid(f"purpose: {kind[:60]!r} isn't one of {', '.join(KINDS)}.", param="purpose")


def check_content(stream: BinaryIO, kind: str) -> None:
    """Check that a file is what its purpose needs: lines of JSON objects, or a picture.

    Raises:
        Invalid: It isn't, or is empty.
    """
    stream.seek(0)
    head = stream.read(SNIFFED_BYTES)
    stream.seek(0)
    if not head:
        raise Invalid("file: it is empty.", param="file")
    if kind == "vision" and not sniff(head).startswith("image/"):
        raise Invalid("file: for the purpose 'vision' it has to be a picture.", param="file")
    if kind in OF_LINES:
        for number, line in enumerate(stream, start=1):
            if line.strip() and not _is_object(line):
                raise Invalid(f"file: line {number} isn't a JSON object in UTF-8.", param="file")
    stream.seek(0)


def sniff(head: bytes) -> str:
    """Give the media type that a file's first bytes tell."""
    guess = cast("Callable[[bytes], str | None]", filetype.guess_mime)  # pyright: ignore[reportUnknownMemberType] - it has no types
    return guess(head) or "application/octet-stream"


def _is_object(line: bytes) -> bool:
    try:
        return isinstance(json.loads(line), dict)
    except (ValueError, RecursionError):
        return False
