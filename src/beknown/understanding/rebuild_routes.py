"""Understanding a person anew, over HTTP."""

from uuid import UUID

from fastapi import APIRouter
from pydantic import BaseModel

from beknown.kit.web import Db, SignedIn
from beknown.understanding.rebuild import defer_rebuild

router = APIRouter(prefix="/you", tags=["you"])


class RebuildOut(BaseModel):
    """The task that shows how far it is, under `/api/tasks`."""

    task: UUID


@router.post("/rebuild", status_code=202)
async def rebuild(caller: SignedIn, db: Db) -> RebuildOut:
    """Drop what was learned and read the whole log again, in the background; what was done by hand stays."""
    async with db.begin(caller.scope("export")) as tx:
        return RebuildOut(task=await defer_rebuild(tx))
