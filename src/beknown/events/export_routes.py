"""Exports over HTTP: ask for one, see how far it is, download it, delete it."""

from datetime import datetime
from uuid import UUID

from fastapi import APIRouter
from fastapi.responses import FileResponse
from pydantic import BaseModel, ConfigDict

from beknown.events import exports
from beknown.kit.web import Db, Files, SignedIn

router = APIRouter(prefix="/exports")


class ExportOut(BaseModel):
    """An export. `done` of `total` events and files are written; the file is there when `state` is `done`."""

    model_config = ConfigDict(from_attributes=True)

    id: UUID
    task_id: UUID
    state: str
    done: int
    total: int | None
    error: str | None
    size_bytes: int | None
    created_at: datetime
    expires_at: datetime


@router.post("", status_code=202)
async def start_export(caller: SignedIn, db: Db) -> ExportOut:
    """Have an export made in the background; one that is being made already is given instead of a second."""
    async with db.begin(caller.scope("export")) as tx:
        return ExportOut.model_validate(await exports.start_export(tx))


@router.get("")
async def find_exports(caller: SignedIn, db: Db) -> list[ExportOut]:
    """Give the exports that haven't expired, newest first."""
    async with db.begin(caller.scope("export")) as tx:
        return [ExportOut.model_validate(each) for each in await exports.find_exports(tx)]


@router.get("/{export_id}/file", response_class=FileResponse)
async def get_export_file(export_id: UUID, caller: SignedIn, db: Db, files: Files) -> FileResponse:
    """Download an export that is ready."""
    async with db.begin(caller.scope("export")) as tx:
        path, made_at = await exports.get_export_path(tx, files, export_id)
    return FileResponse(
        path,
        media_type="application/zip",
        filename=f"beknown-export-{made_at:%Y-%m-%d}.zip",
        headers={"Cache-Control": "no-store", "X-Content-Type-Options": "nosniff"},
    )


@router.delete("/{export_id}", status_code=204)
async def delete_export(export_id: UUID, caller: SignedIn, db: Db, files: Files) -> None:
    """Delete an export and its file."""
    async with db.begin(caller.scope("export")) as tx:
        await exports.delete_export(tx, files, export_id)
