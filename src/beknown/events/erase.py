"""Erase a person: after it no table, index, file or job holds anything of them."""

import shutil
from asyncio import to_thread
from pathlib import Path
from uuid import UUID

from beknown.events import export_store
from beknown.kit.blobs import Blobs
from beknown.kit.db import Database, Scope
from beknown.kit.errors import NotFound
from beknown.kit.ids import PersonId
from beknown.kit.jobs import delete_jobs_of


async def erase(db: Database, blobs: Blobs, person: PersonId) -> None:
    """Delete the person's row, which takes every personal row with it, their jobs, and their files.

    Raises:
        NotFound: There is no such person.
    """
    async with db.begin(Scope(person, "account")) as tx:
        await delete_jobs_of(tx)
        if not await export_store.delete_person(tx):
            raise NotFound("There is no such account.")
    await to_thread(blobs.delete_person, person)


async def sweep_files(db: Database, blobs: Blobs) -> int:
    """Delete the folders of people who have no account: what a job wrote while they were being erased.

    Returns:
        How many folders were deleted.
    """
    gone = 0
    for person, folder in _folders(blobs):
        async with db.begin(Scope(person, "account")) as tx:
            is_there = await export_store.has_person(tx)
        if not is_there:
            await to_thread(shutil.rmtree, folder, ignore_errors=True)
            gone += 1
    return gone


def find_people_with_files(blobs: Blobs) -> list[PersonId]:
    """Give whose folders there are."""
    return [person for person, _ in _folders(blobs)]


def _folders(blobs: Blobs) -> list[tuple[PersonId, Path]]:
    if not blobs.folder.is_dir():
        return []
    return [(PersonId(UUID(each.name)), each) for each in blobs.folder.iterdir() if _is_id(each.name)]


def _is_id(name: str) -> bool:
    try:
        UUID(name)
    except ValueError:
        return False
    return True
