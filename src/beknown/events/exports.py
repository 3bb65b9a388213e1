"""The exports that a person asked for: made in the background, kept for a week, downloaded by nobody else."""

from datetime import datetime, timedelta
from functools import partial
from pathlib import Path
from uuid import UUID

from beknown.events import export_store
from beknown.events.export_store import ExportRow
from beknown.kit import clock
from beknown.kit.blobs import Blobs
from beknown.kit.db import Tx
from beknown.kit.errors import NotFound
from beknown.kit.ids import PersonId, new_id
from beknown.kit.jobs import defer
from beknown.kit.tasks import start_task

TASK_KIND = "events.export"
KEPT = timedelta(days=7)


def export_path(blobs: Blobs, person: PersonId, export: UUID) -> Path:
    """Say where an export lies: among the person's own files, so that erasing takes it along."""
    return blobs.folder / str(person) / "exports" / f"{export}.zip"


async def start_export(tx: Tx) -> ExportRow:
    """Ask for an export; one that is being made already is given instead of a second."""
    for each in await export_store.find_exports(tx, clock.now()):
        if each.state in {"queued", "running"}:
            return each
    export, at = new_id(), clock.now()
    task = await start_task(tx, TASK_KIND, ref=export)
    await export_store.add_export(tx, export, task, at=at, expires_at=at + KEPT)
    await defer(tx, TASK_KIND, lock=f"export-{tx.person}", person_id=tx.person, export_id=export)
    return await get_export(tx, export)


async def find_exports(tx: Tx) -> list[ExportRow]:
    """Give the exports that haven't expired, newest first."""
    return await export_store.find_exports(tx, clock.now())


async def get_export(tx: Tx, export: UUID) -> ExportRow:
    """Give one export.

    Raises:
        NotFound: There is none, or it has expired.
    """
    for each in await export_store.find_exports(tx, clock.now()):
        if each.id == export:
            return each
    raise NotFound("This export is gone; exports are kept for 7 days. Make a new one.")


async def get_export_path(tx: Tx, blobs: Blobs, export: UUID) -> tuple[Path, datetime]:
    """Give the file of an export that is ready, and when it was made.

    Raises:
        NotFound: There is none, it has expired, or it isn't ready yet.
    """
    found = await get_export(tx, export)
    path = export_path(blobs, tx.person, export)
    if found.state != "done" or not path.is_file():
        raise NotFound("This export isn't ready. Wait until it is made, or make a new one.")
    return path, found.created_at


async def delete_export(tx: Tx, blobs: Blobs, export: UUID) -> None:
    """Delete an export and its file.

    Raises:
        NotFound: There is none.
    """
    if not await export_store.delete_export(tx, export):
        raise NotFound("This export is gone already.")
    tx.after_commit(partial(export_path(blobs, tx.person, export).unlink, missing_ok=True))


async def delete_expired(tx: Tx, blobs: Blobs) -> None:
    """Delete the person's exports that have expired."""
    for export in await export_store.delete_expired_exports(tx, clock.now()):
        tx.after_commit(partial(export_path(blobs, tx.person, export).unlink, missing_ok=True))
