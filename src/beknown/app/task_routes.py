"""The person's long work with its progress."""

from datetime import datetime
from uuid import UUID

from fastapi import APIRouter
from pydantic import BaseModel, ConfigDict

from beknown.kit.tasks import find_tasks
from beknown.kit.web import Db, SignedIn

router = APIRouter(tags=["tasks"])


class TaskOut(BaseModel):
    """One piece of long work; `total` is null when it isn't known."""

    model_config = ConfigDict(from_attributes=True)

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


@router.get("/tasks")
async def get_tasks(caller: SignedIn, db: Db) -> list[TaskOut]:
    """Give the newest tasks, newest first."""
    async with db.begin(caller.scope("export")) as tx:
        tasks = await find_tasks(tx)
    return [TaskOut.model_validate(task) for task in tasks]
