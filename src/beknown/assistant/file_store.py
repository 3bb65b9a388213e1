"""SQL of files given to the assistant."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from beknown.kit import clock
from beknown.kit.db import SqlFiles, Tx

_sql = SqlFiles(__file__)


@dataclass(frozen=True, slots=True)
class AttachmentRow:
    """A file given to the assistant; `message_id` is None until it is sent."""

    id: UUID
    message_id: UUID | None
    blob_id: UUID
    name: str
    media_type: str
    text: str
    note: str | None
    size_bytes: int


async def add_attachment(tx: Tx, row: AttachmentRow) -> None:
    """Keep a file given to the assistant."""
    await tx.run(
        _sql("add_attachment"),
        {
            "person": tx.person,
            "id": row.id,
            "blob": row.blob_id,
            "name": row.name,
            "media_type": row.media_type,
            "text": row.text,
            "note": row.note,
            "now": clock.now(),
        },
    )


async def link_attachment(tx: Tx, attachment: UUID, message: UUID) -> int:
    """Say to which message a file belongs; 0 when there is no such unsent file."""
    params = {"person": tx.person, "id": attachment, "message": message}
    return await tx.run(_sql("link_attachment"), params)


async def find_attachments(tx: Tx, messages: Sequence[UUID]) -> list[AttachmentRow]:
    """Give the files of some messages, in the order they were given."""
    params = {"person": tx.person, "messages": list(messages)}
    return await tx.all(_sql("find_attachments"), AttachmentRow, params)


async def get_attachment(tx: Tx, attachment: UUID) -> AttachmentRow:
    """Give one file."""
    return await tx.one(_sql("get_attachment"), AttachmentRow, {"person": tx.person, "id": attachment})


async def delete_attachment(tx: Tx, attachment: UUID) -> int:
    """Take back a file that belongs to no message yet."""
    return await tx.run(_sql("delete_attachment"), {"person": tx.person, "id": attachment})


async def delete_stale_attachments(tx: Tx, before: datetime) -> int:
    """Delete files that were never sent."""
    return await tx.run(_sql("delete_stale_attachments"), {"person": tx.person, "before": before})
