"""Fetching weights in the background, with progress."""

import asyncio
from uuid import UUID

from beknown.kit.db import Scope
from beknown.kit.errors import BeknownError
from beknown.kit.ids import TaskId
from beknown.kit.jobs import JobContext, job, person_of
from beknown.kit.tasks import finish_task, set_progress
from beknown.models.models import Models
from beknown.models.registry import get_weight_file

FETCH = "models.fetch"
SHOW_EVERY_S = 0.5


@job(FETCH, tries=3)
async def fetch_job(ctx: JobContext, *, person_id: str, task_id: str, key: str) -> None:
    """Bring a weight file of the registry into the data folder."""
    scope, task = Scope(person_of({"person_id": person_id}), "export"), TaskId(UUID(task_id))
    seen = [0]
    fetching = asyncio.create_task(ctx.part(Models).fetch(key, lambda done, _: seen.__setitem__(0, done)))
    total = get_weight_file(key).size_bytes
    try:
        while not (await asyncio.wait({fetching}, timeout=SHOW_EVERY_S))[0]:
            async with ctx.db.begin(scope) as tx:
                await set_progress(tx, task, done=seen[0], total=total)
        await fetching
    except BeknownError as error:
        async with ctx.db.begin(scope) as tx:
            await finish_task(tx, task, state="failed", error=error.message)
        raise
    finally:
        fetching.cancel()
    async with ctx.db.begin(scope) as tx:
        await set_progress(tx, task, done=total, total=total)
        await finish_task(tx, task)
