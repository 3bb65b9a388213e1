"""Exports in the background, and upkeep of people's folders."""

from uuid import UUID

from beknown.events import export_store
from beknown.events.erase import find_people_with_files, sweep_files
from beknown.events.export import write_export
from beknown.events.exports import KEPT, TASK_KIND, delete_expired, export_path, get_export
from beknown.kit import clock
from beknown.kit.db import Scope
from beknown.kit.errors import NotFound
from beknown.kit.ids import TaskId
from beknown.kit.jobs import JobContext, job, person_of
from beknown.kit.tasks import finish_task, set_progress

_BROKE_OFF = "Writing the export broke off. Make it again; if it fails again, see whether the disk is full."


@job(TASK_KIND, queue="exports", tries=1)
async def export_job(ctx: JobContext, *, person_id: str, export_id: str) -> None:
    """Write an export; taken up again after its worker died, it is written anew."""
    person, export = person_of({"person_id": person_id}), UUID(export_id)
    scope = Scope(person, "export")
    async with ctx.db.begin(scope) as tx:
        try:
            task = TaskId((await get_export(tx, export)).task_id)
        except NotFound:
            return  # deleted, or erased with its person, before its turn came

    async def progress(done: int, total: int) -> None:
        async with ctx.db.begin(scope) as tx:
            await set_progress(tx, task, done=done, total=total)

    try:
        size = await write_export(
            ctx.db, ctx.blobs, person, export_path(ctx.blobs, person, export), progress=progress
        )
    except Exception:
        async with ctx.db.begin(scope) as tx:
            await finish_task(tx, task, state="failed", error=_BROKE_OFF)
        raise
    async with ctx.db.begin(scope) as tx:
        await export_store.finish_export(tx, export, size_bytes=size, expires_at=clock.now() + KEPT)
        await finish_task(tx, task)


@job("events.sweep", cron="37 * * * *")
async def sweep_job(ctx: JobContext) -> None:
    """Delete expired exports, and the folders of people who were erased."""
    await sweep_files(ctx.db, ctx.blobs)
    for person in find_people_with_files(ctx.blobs):
        async with ctx.db.begin(Scope(person, "export")) as tx:
            await delete_expired(tx, ctx.blobs)
