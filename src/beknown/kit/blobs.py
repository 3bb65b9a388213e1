"""Files of people: bytes in the data folder under the person's id, a row with their purposes in `blob`."""

import asyncio
import hashlib
import os
import shutil
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import BinaryIO
from uuid import UUID

from beknown.kit.db import PURPOSES, Purpose, SqlFiles, Tx
from beknown.kit.errors import NotFound
from beknown.kit.ids import BlobId, PersonId, new_id

CHUNK_BYTES = 1 << 20
_sql = SqlFiles(__file__)


@dataclass(frozen=True, slots=True)
class Blob:
    """One file of a person."""

    id: UUID
    sha256: bytes
    size_bytes: int
    media_type: str
    name: str
    created_at: datetime


class Blobs:
    """The folder of all people's files.

    Args:
        home: The data folder.
    """

    def __init__(self, home: Path) -> None:
        self.folder = home / "blobs"

    def path(self, person: PersonId, blob: UUID) -> Path:
        """Say where the bytes of a blob lie."""
        return self.folder / str(person) / str(blob)

    async def put(
        self,
        tx: Tx,
        stream: BinaryIO,
        *,
        media_type: str,
        name: str = "",
        purposes: Iterable[Purpose] = PURPOSES,
        wanted: BlobId | None = None,
    ) -> Blob:
        """Keep a file. The same bytes kept twice by one person are one blob.

        `wanted` is the id that a new one gets; no blob may have it yet.

        The bytes are written before the row, so that a row always has its bytes; bytes without a row are
        swept by `sweep`. They are read and written in a thread: a large file holds nobody up.
        """
        draft = wanted or new_id()
        part = self.path(tx.person, draft)
        part.parent.mkdir(parents=True, exist_ok=True)
        digest, size = await asyncio.to_thread(_write, part, stream)
        known = await tx.first(_sql("find_blob_by_sha256"), Blob, {"person": tx.person, "sha256": digest})
        if known is not None:
            part.unlink()
            return known
        return await tx.one(
            _sql("add_blob"),
            Blob,
            {
                "person": tx.person,
                "id": draft,
                "sha256": digest,
                "size_bytes": size,
                "media_type": media_type,
                "name": name,
                "purposes": sorted({"export", *purposes}),
            },
        )

    async def get(self, tx: Tx, blob: BlobId) -> Blob:
        """Give a blob's facts.

        Raises:
            NotFound: There is none that this scope may see.
        """
        return await tx.one(_sql("get_blob"), Blob, {"person": tx.person, "id": blob})

    def open(self, person: PersonId, blob: UUID) -> BinaryIO:
        """Open the bytes of a blob that `get` or `put` gave.

        Raises:
            NotFound: The file is gone from the data folder.
        """
        try:
            return self.path(person, blob).open("rb")
        except FileNotFoundError as error:
            raise NotFound(f"The file of {str(blob)!r} is missing in the data folder.") from error

    async def delete_unused(self, tx: Tx) -> int:
        """Delete the person's blobs that no event and no attachment uses any more; give their number.

        Call it at the end of a transaction that forgot something.
        """
        gone = await tx.all(_sql("delete_unused_blobs"), GoneBlob, {"person": tx.person})
        for each in gone:
            tx.after_commit(partial(self.path(tx.person, each.id).unlink, missing_ok=True))
        return len(gone)

    def delete_person(self, person: PersonId) -> None:
        """Delete all files of a person."""
        shutil.rmtree(self.folder / str(person), ignore_errors=True)


@dataclass(frozen=True, slots=True)
class GoneBlob:
    """A blob that was deleted."""

    id: UUID


def _write(path: Path, stream: BinaryIO) -> tuple[bytes, int]:
    digest, size = hashlib.sha256(), 0
    with path.open("wb") as file:
        while chunk := stream.read(CHUNK_BYTES):
            digest.update(chunk)
            size += len(chunk)
            file.write(chunk)
        file.flush()
        os.fsync(file.fileno())
    return digest.digest(), size
