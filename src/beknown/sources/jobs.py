"""Reading archives and fetching outlets in the background."""

import shutil
import time
from asyncio import to_thread
from datetime import timedelta
from pathlib import Path
from uuid import UUID

from beknown.kit import clock
from beknown.kit.db import Scope
from beknown.kit.errors import BeknownError
from beknown.kit.ids import TaskId
from beknown.kit.jobs import JobContext, job, person_of
from beknown.kit.tasks import finish_task
from beknown.sources import store
from beknown.sources.begin import TASK_KIND, delete_upload, upload_folder
from beknown.sources.bring import Bringing, bring
from beknown.sources.follow import FETCH, PURGE, purge
from beknown.sources.outlet_ask import NOBODYS, make_guest
from beknown.sources.outlet_fetch import fetch_due
from beknown.sources.outlet_store import sweep_outlets
from beknown.sources.sample import write_sample
from beknown.sources.store import ImportRow

SWEPT_AFTER = timedelta(days=1)
_KEPT_S = 14 * 24 * 3600
_BROKE_OFF = (
    "Reading broke off. It is tried again a few times; what was read is kept. If it stays so, bring it again."
)


@job(TASK_KIND, queue="imports", tries=4)
async def import_job(ctx: JobContext, *, person_id: str, import_id: str) -> None:
    """Read what waits under this import; taken up again, it goes on where it was."""
    person, number = person_of({"person_id": person_id}), UUID(import_id)
    scope = Scope(person, "export")
    async with ctx.db.begin(scope) as tx:
        is_on = await store.start_import(tx, number)
        row = await store.get_import(tx, number) if is_on else None
    if row is not None:
        folder = upload_folder(ctx.blobs, person, number)
        try:
            await bring(Bringing(ctx.db, ctx.blobs, person, row, await to_thread(_paths, folder, row)))
        except Exception as error:
            message = error.message if isinstance(error, BeknownError) else _BROKE_OFF
            async with ctx.db.begin(scope) as tx:
                await store.end_import(tx, number, state="failed", error=message)
                await finish_task(tx, TaskId(row.task_id), state="failed", error=message)
            raise
    async with ctx.db.begin(scope) as tx:
        state = (await store.get_import(tx, number)).state
    if state in {"done", "cancelled"}:
        await to_thread(delete_upload, ctx.blobs, person, number)


def _paths(folder: Path, row: ImportRow) -> list[Path]:
    """The files in the order in which they were sent; a sample life is written first."""
    if row.origin == "sample" and not (folder / "0").exists():
        write_sample(folder / "0")
    numbered = sorted((one for one in folder.iterdir() if one.is_dir()), key=lambda one: int(one.name))
    return [file for one in numbered for file in sorted(one.iterdir())]


@job("sources.sweep", cron="17 4 * * *")
async def sweep_job(ctx: JobContext) -> None:
    """Delete uploads that nobody took up for two weeks: answers that never came, reading that failed."""
    await to_thread(_sweep, ctx.blobs.folder, time.time() - _KEPT_S)


@job("sources.fetch_due", cron="* * * * *")
async def fetch_due_job(ctx: JobContext) -> None:
    """Fetch what outlets published, as far as it is due."""
    await fetch_due(make_guest(ctx.db, ctx.settings))


@job(FETCH)
async def fetch_job(ctx: JobContext) -> None:
    """Fetch what outlets published, as soon as somebody brought a list of them."""
    await fetch_due(make_guest(ctx.db, ctx.settings))


@job(PURGE)
async def purge_job(ctx: JobContext, *, person_id: str, follow_id: str) -> None:
    """Delete what a person stopped following, when they haven't brought it back."""
    async with ctx.db.begin(Scope(person_of({"person_id": person_id}), "export")) as tx:
        await purge(tx, UUID(follow_id))


@job("sources.sweep_outlets", cron="23 4 * * *")
async def sweep_outlets_job(ctx: JobContext) -> None:
    """Delete what was published by outlets that nobody follows any more."""
    async with ctx.db.begin(NOBODYS) as tx:
        await sweep_outlets(tx, clock.now() - SWEPT_AFTER)


def _sweep(folder: Path, before: float) -> None:
    for upload in folder.glob("*/uploads/*"):
        if upload.stat().st_mtime < before:
            shutil.rmtree(upload, ignore_errors=True)
