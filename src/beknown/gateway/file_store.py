"""SQL of the files that programs give, and of uploads in parts."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal
from uuid import UUID

from beknown.kit import clock
from beknown.kit.db import SqlFiles, Tx

_sql = SqlFiles(__file__)


@dataclass(frozen=True, slots=True)
class FileRow:
    """A file that a program gave; `kind` is what for, `expires_at` when it goes by itself."""

    id: UUID
    blob_id: UUID
    kind: str
    name: str
    size_bytes: int
    created_at: datetime
    expires_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class UploadRow:
    """A file that comes in parts; `come_bytes` of it are there. The file holds for `file_seconds`, or for ever."""

    id: UUID
    kind: str
    name: str
    media_type: str
    size_bytes: int
    state: str
    file_id: UUID | None
    created_at: datetime
    expires_at: datetime
    file_seconds: int | None
    come_bytes: int


@dataclass(frozen=True, slots=True)
class PartRow:
    """A part of an upload."""

    id: UUID
    blob_id: UUID
    size_bytes: int
    created_at: datetime


async def add_file(tx: Tx, row: FileRow) -> None:
    """Keep a file."""
    await tx.run(
        _sql("add_api_file"),
        {
            "person": tx.person,
            "id": row.id,
            "blob": row.blob_id,
            "kind": row.kind,
            "name": row.name,
            "size_bytes": row.size_bytes,
            "at": row.created_at,
            "expires_at": row.expires_at,
        },
    )


async def find_file(tx: Tx, file: UUID) -> FileRow | None:
    """Find a file; one that has expired is none."""
    return await tx.first(
        _sql("find_api_file"), FileRow, {"person": tx.person, "id": file, "at": clock.now()}
    )


async def find_files(tx: Tx) -> list[FileRow]:
    """List the person's files, oldest first."""
    return await tx.all(_sql("find_api_files"), FileRow, {"person": tx.person, "at": clock.now()})


async def delete_file(tx: Tx, file: UUID) -> bool:
    """Delete a file; False where there is none."""
    values = {"person": tx.person, "id": file, "at": clock.now()}
    return await tx.run(_sql("delete_api_file"), values) > 0


async def add_upload(tx: Tx, row: UploadRow) -> None:
    """Begin an upload."""
    await tx.run(
        _sql("add_api_upload"),
        {
            "person": tx.person,
            "id": row.id,
            "kind": row.kind,
            "name": row.name,
            "media_type": row.media_type,
            "size_bytes": row.size_bytes,
            "at": row.created_at,
            "expires_at": row.expires_at,
            "file_seconds": row.file_seconds,
        },
    )


async def find_upload(tx: Tx, upload: UUID) -> UploadRow | None:
    """Find an upload, and keep others from changing it until this transaction ends."""
    return await tx.first(_sql("find_api_upload"), UploadRow, {"person": tx.person, "id": upload})


async def end_upload(
    tx: Tx, upload: UUID, state: Literal["completed", "cancelled"], file: UUID | None = None
) -> None:
    """End an upload; its parts go."""
    await tx.run(_sql("end_api_upload"), {"person": tx.person, "id": upload, "state": state, "file": file})
    await tx.run(_sql("delete_api_upload_parts"), {"person": tx.person, "upload": upload})


async def add_part(tx: Tx, upload: UUID, part: UUID, blob: UUID, size_bytes: int) -> None:
    """Keep a part."""
    await tx.run(
        _sql("add_api_upload_part"),
        {
            "person": tx.person,
            "id": part,
            "upload": upload,
            "blob": blob,
            "size_bytes": size_bytes,
            "at": clock.now(),
        },
    )


async def find_parts(tx: Tx, upload: UUID) -> list[PartRow]:
    """List the parts of an upload in the order they came."""
    return await tx.all(_sql("find_api_upload_parts"), PartRow, {"person": tx.person, "upload": upload})


@dataclass(frozen=True, slots=True)
class IdRow:
    """An id."""

    id: UUID


async def find_expiring(tx: Tx) -> list[UUID]:
    """Give whose files, uploads or stores have had their time; asked by NOBODY."""
    return [row.id for row in await tx.all(_sql("find_expiring"), IdRow, {"at": clock.now()})]


async def expire(tx: Tx) -> None:
    """End the person's files, uploads and stores that have had their time."""
    values = {"person": tx.person, "at": clock.now()}
    await tx.run(_sql("delete_expired_files"), values)
    await tx.run(_sql("expire_uploads"), values)
    await tx.run(_sql("expire_vector_stores"), values)
