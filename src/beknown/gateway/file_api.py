"""The routes of OpenAI's files and uploads."""

from typing import Annotated, Literal

from fastapi import FastAPI, Form, Query, UploadFile
from fastapi.responses import FileResponse
from pydantic import BaseModel, Field

from beknown.gateway import file_store
from beknown.gateway.expiry import FileExpiry, read_expiry
from beknown.gateway.files import (
    MOST_LISTED,
    add_file,
    check_kind,
    cut_page,
    delete_file,
    get_file,
    scope_of,
    write_file,
    write_id,
    write_list,
)
from beknown.gateway.surface import KeyHolder
from beknown.gateway.types import JsonObject
from beknown.gateway.uploads import (
    MOST_PART_BYTES,
    add_part,
    begin_upload,
    cancel_upload,
    complete_upload,
    write_upload,
)
from beknown.kit.web import Config, Db, Files, takes_up_to

MOST_FILE_BYTES = 512 * 1024**2
"""In one piece; larger files come in parts."""

Limit = Annotated[int, Query(ge=1, le=MOST_LISTED)]
Order = Literal["asc", "desc"]


class UploadIn(BaseModel):
    """A file that will come in parts."""

    bytes: int
    filename: str = Field(max_length=1000)
    mime_type: str = Field(max_length=200)
    purpose: str = Field(max_length=60)
    expires_after: FileExpiry | None = None


class PartsIn(BaseModel):
    """The parts of a file in their order."""

    part_ids: list[str] = Field(max_length=10_000)
    md5: str | None = Field(default=None, max_length=64)


def add_files(app: FastAPI) -> None:
    """Add the routes of files."""

    @app.post("/files", response_model=None)
    @takes_up_to(MOST_FILE_BYTES)
    async def create_file(
        key: KeyHolder,
        db: Db,
        blobs: Files,
        file: UploadFile,
        purpose: Annotated[str, Form()],
        *,
        anchor: Annotated[str | None, Form(alias="expires_after[anchor]")] = None,
        seconds: Annotated[str | None, Form(alias="expires_after[seconds]")] = None,
    ) -> JsonObject:
        """Keep a file."""
        holds = read_expiry(anchor, seconds)
        name = file.filename or ""
        return write_file(await add_file(db, blobs, key, file.file, name=name, kind=purpose, seconds=holds))

    @app.get("/files", response_model=None)
    async def list_files(
        key: KeyHolder,
        db: Db,
        *,
        purpose: str | None = None,
        after: str | None = None,
        limit: Limit = MOST_LISTED,
        order: Order = "desc",
    ) -> JsonObject:
        """List files."""
        async with db.begin(scope_of(key)) as tx:
            rows = [row for row in await file_store.find_files(tx) if purpose in {None, row.kind}]
        ids = [write_id("file-", row.id) for row in rows]
        page, has_more = cut_page(rows, ids, after=after, limit=limit, is_newest_first=order == "desc")
        return write_list([write_file(row) for row in page], has_more=has_more)

    @app.get("/files/{file_id}", response_model=None)
    async def retrieve_file(file_id: str, key: KeyHolder, db: Db) -> JsonObject:
        """Give a file's facts."""
        return write_file(await get_file(db, key, file_id))

    @app.delete("/files/{file_id}", response_model=None)
    async def remove_file(file_id: str, key: KeyHolder, db: Db, blobs: Files) -> JsonObject:
        """Delete a file."""
        await delete_file(db, blobs, key, file_id)
        return {"id": file_id, "object": "file", "deleted": True}

    @app.get("/files/{file_id}/content", response_model=None)
    async def download_file(file_id: str, key: KeyHolder, db: Db, blobs: Files) -> FileResponse:
        """Give a file's bytes."""
        row = await get_file(db, key, file_id)
        path = blobs.path(key.person, row.blob_id)
        return FileResponse(path, media_type="application/octet-stream", filename=row.name)


def add_uploads(app: FastAPI) -> None:
    """Add the routes of uploads."""

    @app.post("/uploads", response_model=None)
    async def create_upload(key: KeyHolder, db: Db, settings: Config, body: UploadIn) -> JsonObject:
        """Begin a file that comes in parts."""
        check_kind(body.purpose)
        row = await begin_upload(
            db,
            key,
            name=body.filename,
            kind=body.purpose,
            media_type=body.mime_type,
            size_bytes=body.bytes,
            most_bytes=settings.max_upload_bytes,
            file_seconds=None if body.expires_after is None else body.expires_after.seconds,
        )
        return write_upload(row)

    @app.post("/uploads/{upload_id}/parts", response_model=None)
    @takes_up_to(MOST_PART_BYTES + 1024**2)
    async def create_part(
        upload_id: str, key: KeyHolder, db: Db, blobs: Files, data: UploadFile
    ) -> JsonObject:
        """Keep a part."""
        part, upload = await add_part(db, blobs, key, upload_id, data.file)
        return {
            "id": write_id("part_", part.id),
            "object": "upload.part",
            "created_at": int(part.created_at.timestamp()),
            "upload_id": write_id("upload_", upload.id),
        }

    @app.post("/uploads/{upload_id}/complete", response_model=None)
    async def end_upload(upload_id: str, key: KeyHolder, db: Db, blobs: Files, body: PartsIn) -> JsonObject:
        """Put the parts together."""
        return write_upload(*await complete_upload(db, blobs, key, upload_id, body.part_ids, md5=body.md5))

    @app.post("/uploads/{upload_id}/cancel", response_model=None)
    async def give_up(upload_id: str, key: KeyHolder, db: Db, blobs: Files) -> JsonObject:
        """Give an upload up."""
        return write_upload(await cancel_upload(db, blobs, key, upload_id))
