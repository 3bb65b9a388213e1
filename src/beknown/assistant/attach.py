"""Files given to the assistant: kept with the text read out of them, until they are sent or taken back."""

from datetime import timedelta
from typing import BinaryIO
from uuid import UUID

from beknown.assistant import file_store
from beknown.assistant.extract import Extract, extract_text
from beknown.assistant.file_store import AttachmentRow
from beknown.assistant.types import Asker
from beknown.events import clean
from beknown.kit import clock
from beknown.kit.blobs import Blobs
from beknown.kit.db import Database
from beknown.kit.errors import NotFound, TooLarge
from beknown.kit.ids import new_id

MAX_BYTES = 25 * 1024**2
MAX_NAME = 200
UNSENT_FOR = timedelta(days=1)


def check_size(size_bytes: int) -> None:
    """Check that a file isn't too large.

    Raises:
        TooLarge: It is.
    """
    if size_bytes > MAX_BYTES:
        raise TooLarge(
            f"The file has {size_bytes / 1e6:.0f} MB; the assistant takes {MAX_BYTES / 1e6:.0f} MB. "
            "Bring larger things under 'Bring your life'.",
            limit_bytes=MAX_BYTES,
        )


async def read_file(stream: BinaryIO, size_bytes: int) -> Extract:
    """Read a file and keep nothing of it: for temporary chats.

    Raises:
        TooLarge, Invalid: It can't be taken.
    """
    check_size(size_bytes)
    return await extract_text(stream)


async def add_attachment(
    db: Database, blobs: Blobs, asker: Asker, stream: BinaryIO, *, name: str, size_bytes: int
) -> AttachmentRow:
    """Keep a file with the text read out of it. Files that were never sent go after a day.

    Raises:
        TooLarge, Invalid: It can't be taken.
    """
    extract = await read_file(stream, size_bytes)
    stream.seek(0)
    name = clean(" ".join(name.split()))[:MAX_NAME] or "file"
    async with db.begin(asker.scope("export")) as tx:
        if await file_store.delete_stale_attachments(tx, clock.now() - UNSENT_FOR):
            await blobs.delete_unused(tx)
        blob = await blobs.put(
            tx, stream, media_type=extract.media_type, name=name, purposes=("assistant", "export")
        )
        row = AttachmentRow(
            new_id(), None, blob.id, name, extract.media_type, extract.text, extract.note, blob.size_bytes
        )
        await file_store.add_attachment(tx, row)
    return row


async def get_attachment(db: Database, asker: Asker, attachment: UUID) -> AttachmentRow:
    """Give a file's facts.

    Raises:
        NotFound: There is none.
    """
    async with db.begin(asker.scope("assistant")) as tx:
        return await file_store.get_attachment(tx, attachment)


async def take_back(db: Database, blobs: Blobs, asker: Asker, attachment: UUID) -> None:
    """Delete a file that wasn't sent.

    Raises:
        NotFound: There is none, or it was sent.
    """
    async with db.begin(asker.scope("export")) as tx:
        if not await file_store.delete_attachment(tx, attachment):
            raise NotFound("There is no such file that waits to be sent.")
        await blobs.delete_unused(tx)
