import asyncio
import io
import threading
from pathlib import Path
from typing import BinaryIO, cast

import pytest

from beknown.kit.blobs import Blobs
from beknown.kit.db import Database, Scope, Tx
from beknown.kit.errors import NotFound
from beknown.kit.ids import BlobId, PersonId


@pytest.fixture
def blobs(tmp_path: Path) -> Blobs:
    return Blobs(tmp_path)


async def put(blobs: Blobs, tx: Tx, data: bytes) -> BlobId:
    return BlobId((await blobs.put(tx, io.BytesIO(data), media_type="text/plain", name="a.txt")).id)


async def test_the_same_bytes_twice_are_one_blob(db: Database, ana: PersonId, blobs: Blobs) -> None:
    async with db.begin(Scope(ana, "export")) as tx:
        first, second = await put(blobs, tx, b"same"), await put(blobs, tx, b"same")
    assert first == second
    assert len(list(blobs.folder.rglob("*-*-*-*-*"))) == 2  # the person's folder and one file
    with blobs.open(ana, first) as file:
        assert file.read() == b"same"


async def test_a_blob_is_hidden_from_other_people(
    db: Database, ana: PersonId, ben: PersonId, blobs: Blobs
) -> None:
    async with db.begin(Scope(ana, "export")) as tx:
        blob = await put(blobs, tx, b"mine")
    async with db.begin(Scope(ben, "export")) as tx:
        with pytest.raises(NotFound):
            await blobs.get(tx, blob)


async def test_an_unused_blob_goes_with_its_bytes_once_that_is_committed(
    db: Database, ana: PersonId, blobs: Blobs
) -> None:
    async with db.begin(Scope(ana, "export")) as tx:
        blob = await put(blobs, tx, b"unused")
    with pytest.raises(OSError, match="undone"):
        await delete_and_fail(db, ana, blobs)
    assert blobs.path(ana, blob).exists()
    async with db.begin(Scope(ana, "export")) as tx:
        assert await blobs.delete_unused(tx) == 1
    assert not blobs.path(ana, blob).exists()


async def delete_and_fail(db: Database, person: PersonId, blobs: Blobs) -> None:
    async with db.begin(Scope(person, "export")) as tx:
        await blobs.delete_unused(tx)
        raise OSError("undone")


class Slow(io.RawIOBase):
    """A file whose bytes come when `come` is set."""

    def __init__(self) -> None:
        self.come = threading.Event()
        self._left = [b"", b"large"]

    def read(self, size: int = -1, /) -> bytes:
        """Wait for the bytes; nobody waits for ever."""
        del size
        assert self.come.wait(timeout=20)
        return self._left.pop()


async def test_others_go_on_while_a_file_is_read_and_written(
    db: Database, ana: PersonId, blobs: Blobs
) -> None:
    file = Slow()
    async with db.begin(Scope(ana, "export")) as tx:
        putting = asyncio.create_task(
            blobs.put(tx, cast("BinaryIO", file), media_type="video/mp4", name="a.mp4")
        )
        await asyncio.sleep(0)  # the file is being read
        file.come.set()  # by this task, which had its turn
        assert (await putting).size_bytes == len(b"large")
