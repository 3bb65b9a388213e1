"""Bring your life over HTTP: upload, watch, answer, cancel, look around with a sample."""

from dataclasses import replace
from datetime import datetime
from typing import Annotated, Literal
from uuid import UUID

from fastapi import APIRouter, Request
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from beknown.kit.db import Database
from beknown.kit.errors import Invalid
from beknown.kit.ids import new_id
from beknown.kit.web import Caller, Config, Db, Files, SignedIn, takes_up_to
from beknown.sources import store
from beknown.sources.begin import (
    Told,
    add_import,
    check_time_zone,
    delete_upload,
    queue_import,
    upload_folder,
)
from beknown.sources.bring import cancel
from beknown.sources.follow_routes import router as followed_router
from beknown.sources.sample import SAMPLE_NAMES, SAMPLE_TIME_ZONE
from beknown.sources.store import ImportRow
from beknown.sources.upload import Upload, receive

__all__ = ["followed_router", "router"]

router = APIRouter(prefix="/imports", tags=["imports"])

DayOrder = Literal["day_first", "month_first"]
Name = Annotated[str, Field(min_length=1, max_length=200)]


class QuestionOut(BaseModel):
    """What must be answered before reading goes on."""

    key: Literal["owner", "day_order", "time_zone"]
    file: str
    choices: list[str]
    examples: list[str]


class Totals(BaseModel):
    """What became of the records: each is counted once."""

    kept: int = 0
    known: int = 0
    forgotten: int = 0
    empty: int = 0
    refused: int = 0
    unread: int = 0


class GainOut(BaseModel):
    """What one source gained."""

    kind: str
    account: str
    kept: int
    known: int
    forgotten: int


class FindingOut(BaseModel):
    """Records of a file that did not become events, and why; `index` is the first one's place in the file."""

    file: str
    kind: str | None
    outcome: Literal["empty", "refused", "unread"]
    reason: str
    count: int
    index: int | None


class ReportOut(BaseModel):
    """The import report; `findings` only where one import is asked for."""

    totals: Totals = Totals()
    sources: list[GainOut] = []
    findings: list[FindingOut] = []


class ImportOut(BaseModel):
    """One import."""

    model_config = ConfigDict(from_attributes=True)

    id: UUID
    task_id: UUID
    origin: Literal["upload", "sample", "path"]
    state: Literal["queued", "running", "asking", "done", "failed", "cancelled"]
    names: list[str]
    size_bytes: int
    questions: list[QuestionOut]
    read_items: int
    report: ReportOut
    error: str | None
    created_at: datetime
    updated_at: datetime
    finished_at: datetime | None


class AnswerIn(BaseModel):
    """Answers to what was asked; leave out what was not."""

    owner: Name | None = None
    day_order: DayOrder | None = None
    time_zone: Name | None = None


UPLOAD_FORM = {
    "requestBody": {
        "required": True,
        "content": {
            "multipart/form-data": {
                "schema": {
                    "type": "object",
                    "required": ["files"],
                    "properties": {
                        "files": {"type": "array", "items": {"type": "string", "format": "binary"}},
                        "time_zone": {"type": "string"},
                        "owner": {"type": "string"},
                        "day_order": {"type": "string", "enum": ["day_first", "month_first"]},
                    },
                }
            }
        },
    }
}


@router.post("", status_code=201, openapi_extra=UPLOAD_FORM)
@takes_up_to(None)
async def post_import(
    request: Request, caller: SignedIn, db: Db, blobs: Files, settings: Config
) -> ImportOut:
    """Take archives in, streamed to disk, and queue them to be read."""
    import_id = new_id()
    folder = upload_folder(blobs, caller.person, import_id)
    content_type = request.headers.get("content-type", "")
    upload = await receive(request.stream(), content_type, folder, settings.max_upload_bytes)
    try:
        row = await _queue_upload(import_id, upload, caller, db)
    except BaseException:
        delete_upload(blobs, caller.person, import_id)
        raise
    return ImportOut.model_validate(row)


async def _queue_upload(import_id: UUID, upload: Upload, caller: Caller, db: Database) -> ImportRow:
    told = _told(caller, _answers(upload.fields))
    told = replace(told, time_zone=told.time_zone or caller.time_zone or None)
    names = [file.name for file in upload.files]
    async with db.begin(caller.scope("export")) as tx:
        await add_import(tx, import_id, "upload", names, size_bytes=upload.size_bytes, told=told)
        await queue_import(tx, import_id)
        return await store.get_import(tx, import_id)


@router.post("/sample", status_code=201)
async def post_sample(caller: SignedIn, db: Db) -> ImportOut:
    """Look around with a sample life: an invented person's archives, kept apart as sources of their own."""
    import_id = new_id()
    told = Told(owner_names=SAMPLE_NAMES, time_zone=SAMPLE_TIME_ZONE)
    async with db.begin(caller.scope("export")) as tx:
        await add_import(tx, import_id, "sample", ["Sample life"], size_bytes=0, told=told)
        await queue_import(tx, import_id)
        return ImportOut.model_validate(await store.get_import(tx, import_id))


@router.get("")
async def get_imports(caller: SignedIn, db: Db) -> list[ImportOut]:
    """Give the newest imports with their totals, newest first."""
    async with db.begin(caller.scope("export")) as tx:
        rows = await store.find_imports(tx)
    return [ImportOut.model_validate(row) for row in rows]


@router.get("/{import_id}")
async def get_import(import_id: UUID, caller: SignedIn, db: Db) -> ImportOut:
    """Give one import with its whole report."""
    async with db.begin(caller.scope("export")) as tx:
        return ImportOut.model_validate(await store.get_import(tx, import_id))


@router.post("/{import_id}/answers")
async def post_answer(import_id: UUID, answer: AnswerIn, caller: SignedIn, db: Db) -> ImportOut:
    """Answer what an import asks; it is queued to be read."""
    told = _told(caller, answer)
    async with db.begin(caller.scope("export")) as tx:
        await store.get_import(tx, import_id)
        await store.save_answer(
            tx, import_id, owner=answer.owner, time_zone=answer.time_zone, is_day_first=told.is_day_first
        )
        await queue_import(tx, import_id)
        return ImportOut.model_validate(await store.get_import(tx, import_id))


@router.post("/{import_id}/cancel")
async def post_cancel(import_id: UUID, caller: SignedIn, db: Db, blobs: Files) -> ImportOut:
    """Stop an import; what was read stays, under its source."""
    async with db.begin(caller.scope("export")) as tx:
        before = await store.get_import(tx, import_id)
        await cancel(tx, import_id)
        row = await store.get_import(tx, import_id)
    if before.state in {"queued", "asking"}:
        delete_upload(blobs, caller.person, import_id)
    return ImportOut.model_validate(row)


def _answers(fields: dict[str, str]) -> AnswerIn:
    try:
        return AnswerIn.model_validate({name: value for name, value in fields.items() if value})
    except ValidationError as error:
        first = error.errors()[0]
        raise Invalid(f"The field {first['loc'][0]!r} can't be used: {first['msg']}.") from error


def _told(caller: Caller, answer: AnswerIn) -> Told:
    return Told(
        owner_names=(answer.owner,) if answer.owner else (),
        likely_names=(caller.display_name,) if caller.display_name else (),
        time_zone=check_time_zone(answer.time_zone) if answer.time_zone else None,
        is_day_first=None if answer.day_order is None else answer.day_order == "day_first",
    )
