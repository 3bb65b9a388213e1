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
    """A file that a program gave; `kind` is what for."""

    id: UUID
    blob_id: UUID
    kind: str
    name: str
    size_bytes: int
    created_at: datetime


@dataclass(frozen=True, slots=True)
class UploadRow:
    """A file that comes in parts; `come_bytes` of it are there."""

    id: UUID
    kind: str
    name: str
    media_type: str
    size_bytes: int
    state: str
    file_id: UUID | None
    created_at: datetime
    expires_at: datetime
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
        },
    )


async def find_file(tx: Tx, file: UUID) -> FileRow | None:
    """Find a file."""
    return await tx.first(_sql("find_api_file"), FileRow, {"person": tx.person, "id": file})


async def find_files(tx: Tx) -> list[FileRow]:
    """List the person's files, oldest first."""
    return await tx.all(_sql("find_api_files"), FileRow, {"person": tx.person})


async def delete_file(tx: Tx, file: UUID) -> bool:
    """Delete a file; False where there is none."""
    return await tx.run(_sql("delete_api_file"), {"person": tx.person, "id": file}) > 0


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
