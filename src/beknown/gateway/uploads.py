"""Files that come in parts, for OpenAI's API and Llama's.

Source: OpenAI API reference, "Uploads"; the types of `llama-api-client` 0.6.0.
"""

import hashlib
import tempfile
from collections.abc import Sequence
from datetime import timedelta
from shutil import copyfileobj
from typing import BinaryIO

from beknown.gateway import file_store
from beknown.gateway.file_store import FileRow, PartRow, UploadRow
from beknown.gateway.files import (
    check_content,
    clean_name,
    keep,
    not_found,
    read_id,
    scope_of,
    write_file,
    write_id,
)
from beknown.gateway.types import JsonObject, OpenKey
from beknown.kit import clock
from beknown.kit.blobs import Blobs
from beknown.kit.db import Database, Tx
from beknown.kit.errors import Conflict, Invalid
from beknown.kit.ids import new_id

MOST_PART_BYTES = 64 * 1024**2
HOLDS = timedelta(hours=1)
_SPOOLED_BYTES = 8 * 1024**2


async def begin_upload(
    db: Database,
    key: OpenKey,
    *,
    name: str,
    kind: str,
    media_type: str,
    size_bytes: int,
    most_bytes: int,
    file_seconds: int | None = None,
) -> UploadRow:
    """Begin a file that comes in parts; once it is whole it holds for ever, or for so many seconds.

    Raises:
        Invalid: It will be empty or too large.
    """
    if not 0 < size_bytes <= most_bytes:
        raise Invalid(f"bytes: a file has 1 to {most_bytes} bytes here, not {size_bytes}.", param="bytes")
    at = clock.now()
    row = UploadRow(
        new_id(),
        kind,
        clean_name(name),
        clean_name(media_type),
        size_bytes,
        "pending",
        None,
        at,
        at + HOLDS,
        file_seconds,
        0,
    )
    async with db.begin(scope_of(key)) as tx:
        await file_store.add_upload(tx, row)
    return row


async def add_part(
    db: Database, blobs: Blobs, key: OpenKey, text: str, stream: BinaryIO, *, offset: int | None = None
) -> tuple[PartRow, UploadRow]:
    """Keep a part; give it, and the upload as it is with it.

    Args:
        db: The door.
        blobs: Where its bytes go.
        key: Whose upload it is.
        text: The upload's id as programs see it.
        stream: The bytes.
        offset: Where they belong in the file; None for behind those that came before.

    Raises:
        NotFound: There is no such upload.
        Conflict: It has ended, or the part belongs elsewhere.
        Invalid: It would be more than was said.
    """
    async with db.begin(scope_of(key)) as tx:
        upload = await _get_open(tx, text)
        if offset is not None and offset != upload.come_bytes:
            raise Conflict(
                f"The next part begins at byte {upload.come_bytes}, not {offset}.", offset=upload.come_bytes
            )
        blob = await blobs.put(
            tx, stream, media_type="application/octet-stream", purposes=("account", "export")
        )
        if upload.come_bytes + blob.size_bytes > upload.size_bytes:
            raise Invalid(
                f"data: that is more than the {upload.size_bytes} bytes that were said.", param="data"
            )
        part = PartRow(new_id(), blob.id, blob.size_bytes, clock.now())
        await file_store.add_part(tx, upload.id, part.id, blob.id, blob.size_bytes)
        now = await file_store.find_upload(tx, upload.id)
    return part, now or upload


async def complete_upload(
    db: Database,
    blobs: Blobs,
    key: OpenKey,
    text: str,
    order: Sequence[str] | None = None,
    *,
    md5: str | None = None,
) -> tuple[UploadRow, FileRow]:
    """Put the parts together, in the order given or as they came; give the upload and its file.

    With `md5`, the sum of its bytes in hexadecimal digits, it is checked that they came as they were sent.

    Raises:
        NotFound: There is no such upload or part.
        Conflict: The upload has ended.
        Invalid: Bytes are missing or came otherwise, or they aren't what the file's purpose needs.
    """
    async with db.begin(scope_of(key)) as tx:
        upload = await _get_open(tx, text)
        parts = await file_store.find_parts(tx, upload.id)
        if order is not None:
            by_id = {write_id("part_", part.id): part for part in parts}
            strange = [each for each in order if each not in by_id]
            if strange:
                raise not_found("part_", strange[0])
            parts = [by_id[each] for each in order]
        come = sum(part.size_bytes for part in parts)
        if come != upload.size_bytes:
            raise Invalid(
                f"The parts have {come} bytes; the upload was begun with {upload.size_bytes}. Send the rest, or begin "
                "anew.",
                param="part_ids",
            )
        with tempfile.SpooledTemporaryFile(_SPOOLED_BYTES) as whole:
            for part in parts:
                with blobs.open(tx.person, part.blob_id) as stream:
                    copyfileobj(stream, whole)
            _check_sum(whole, md5)  # pyright: ignore[reportArgumentType] - it is one in all but name
            check_content(whole, upload.kind)  # pyright: ignore[reportArgumentType] - it is one in all but name
            file = await keep(
                tx,
                blobs,
                whole,  # pyright: ignore[reportArgumentType] - same
                name=upload.name,
                kind=upload.kind,
                seconds=upload.file_seconds,
            )
        await file_store.end_upload(tx, upload.id, "completed", file.id)
        await blobs.delete_unused(tx)
        ended = await file_store.find_upload(tx, upload.id)
    return ended or upload, file


async def cancel_upload(db: Database, blobs: Blobs, key: OpenKey, text: str) -> UploadRow:
    """Give an upload up.

    Raises:
        NotFound: There is no such upload.
        Conflict: It has ended.
    """
    async with db.begin(scope_of(key)) as tx:
        upload = await _get_open(tx, text)
        await file_store.end_upload(tx, upload.id, "cancelled")
        await blobs.delete_unused(tx)
        ended = await file_store.find_upload(tx, upload.id)
    return ended or upload


async def get_upload(db: Database, key: OpenKey, text: str) -> UploadRow:
    """Give an upload.

    Raises:
        NotFound: There is no such upload.
    """
    async with db.begin(scope_of(key)) as tx:
        return await _get(tx, text)


def write_upload(row: UploadRow, file: FileRow | None = None) -> JsonObject:
    """Give an upload in OpenAI's shape."""
    state = "expired" if row.state == "pending" and row.expires_at < clock.now() else row.state
    return {
        "id": write_id("upload_", row.id),
        "object": "upload",
        "bytes": row.size_bytes,
        "created_at": int(row.created_at.timestamp()),
        "expires_at": int(row.expires_at.timestamp()),
        "filename": row.name,
        "purpose": row.kind,
        "status": state,
        "file": None if file is None else write_file(file),
    }


def _check_sum(stream: BinaryIO, md5: str | None) -> None:
    if md5 is None:
        return
    stream.seek(0)
    summed = hashlib.md5(usedforsecurity=False)
    while piece := stream.read(_SPOOLED_BYTES):
        summed.update(piece)
    found = summed.hexdigest()
    if found != md5.strip().lower():
        raise Invalid(
            f"md5: the bytes that came have {found}, not {md5[:64]!r}. Send them anew.", param="md5"
        )


async def _get(tx: Tx, text: str) -> UploadRow:
    upload = await file_store.find_upload(tx, read_id("upload_", text))
    if upload is None:
        raise not_found("upload_", text)
    return upload


async def _get_open(tx: Tx, text: str) -> UploadRow:
    upload = await _get(tx, text)
    if upload.state != "pending":
        raise Conflict(f"The upload {text[:60]!r} is {upload.state}; begin a new one.")
    if upload.expires_at < clock.now():
        raise Conflict(f"The upload {text[:60]!r} has expired; begin a new one.")
    return upload
