"""Progress of long work, as the web app shows it. A job writes it; the person sees it under `/api/tasks`."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal
from uuid import UUID

from beknown.kit.db import SqlFiles, Tx
from beknown.kit.ids import TaskId, new_id

TaskState = Literal["queued", "running", "done", "failed", "cancelled"]
_sql = SqlFiles(__file__)


@dataclass(frozen=True, slots=True)
class Task:
    """Long work of a person: what kind, how far (`done` of `total` units; total None when unknown)."""

    id: UUID
    kind: str
    ref: UUID | None
    state: str
    done: int
    total: int | None
    error: str | None
    created_at: datetime
    updated_at: datetime
    finished_at: datetime | None


async def start_task(tx: Tx, kind: str, *, ref: UUID | None = None, total: int | None = None) -> TaskId:
    """Note that work of this kind is queued; `ref` is the id of what it works on."""
    task = TaskId(new_id())
    await tx.run(
        _sql("add_task"), {"person": tx.person, "id": task, "kind": kind, "ref": ref, "total": total}
    )
    return task


async def set_progress(tx: Tx, task: TaskId, *, done: int, total: int | None = None) -> None:
    """Note how far the work is; the first call turns it from queued to running."""
    await tx.run(_sql("set_progress"), {"person": tx.person, "id": task, "done": done, "total": total})


async def finish_task(
    tx: Tx, task: TaskId, *, state: Literal["done", "failed", "cancelled"] = "done", error: str | None = None
) -> None:
    """Note that the work ended; `error` is a message of ours that says the way out, never content."""
    await tx.run(_sql("finish_task"), {"person": tx.person, "id": task, "state": state, "error": error})


async def find_tasks(tx: Tx, *, limit: int = 50) -> list[Task]:
    """Give the person's newest tasks, newest first."""
    return await tx.all(_sql("find_tasks"), Task, {"person": tx.person, "limit": limit})


async def find_task(tx: Tx, task: TaskId) -> Task | None:
    """Give one task, or None."""
    return await tx.first(_sql("find_task"), Task, {"person": tx.person, "id": task})
