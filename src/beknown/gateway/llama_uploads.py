"""The routes of Llama's uploads: begun, sent in parts at their offsets, complete with the last byte.

Source: the types of `llama-api-client` 0.6.0.
"""

from typing import Annotated, Literal

from fastapi import FastAPI, Header, UploadFile
from pydantic import BaseModel, Field

from beknown.gateway.files import write_id
from beknown.gateway.surface import KeyHolder
from beknown.gateway.types import JsonObject
from beknown.gateway.uploads import MOST_PART_BYTES, add_part, begin_upload, complete_upload, get_upload
from beknown.kit.web import Config, Db, Files, takes_up_to

MediaType = Literal[
    "image/jpeg",
    "image/jpg",
    "image/png",
    "image/gif",
    "image/webp",
    "image/x-icon",
    "audio/mp3",
    "audio/mpeg",
    "audio/wav",
    "audio/x-wav",
    "application/jsonl",
    "application/json",
    "text/plain",
    "video/mp4",
    "application/pdf",
]
Purpose = Literal[
    "attachment",
    "ephemeral_attachment",
    "image_generation_result",
    "messages_finetune",
    "messages_eval",
    "metadata",
]
_KINDS = {"messages_finetune": "fine-tune", "messages_eval": "evals"}


class UploadIn(BaseModel):
    """A file that will come in parts."""

    bytes: int
    filename: str = Field(max_length=1000)
    mime_type: MediaType
    purpose: Purpose


def add_llama_uploads(app: FastAPI) -> None:
    """Add the routes."""

    @app.post("/uploads", response_model=None)
    async def create_upload(key: KeyHolder, db: Db, settings: Config, body: UploadIn) -> JsonObject:
        """Begin a file."""
        row = await begin_upload(
            db,
            key,
            name=body.filename,
            kind=_KINDS.get(body.purpose, "user_data"),
            media_type=body.mime_type,
            size_bytes=body.bytes,
            most_bytes=settings.max_upload_bytes,
        )
        return {
            "id": write_id("upload_", row.id),
            "bytes": row.size_bytes,
            "filename": row.name,
            "mime_type": body.mime_type,
            "purpose": body.purpose,
        }

    @app.post("/uploads/{upload_id}", response_model=None)
    @takes_up_to(MOST_PART_BYTES + 1024**2)
    async def create_part(
        upload_id: str,
        key: KeyHolder,
        db: Db,
        blobs: Files,
        data: UploadFile,
        *,
        x_upload_offset: Annotated[int | None, Header()] = None,
    ) -> JsonObject:
        """Keep a part; the last one completes the file."""
        _part, upload = await add_part(db, blobs, key, upload_id, data.file, offset=x_upload_offset)
        answer: JsonObject = {"upload_id": write_id("upload_", upload.id), "offset": upload.come_bytes}
        if upload.come_bytes < upload.size_bytes:
            return answer
        _ended, file = await complete_upload(db, blobs, key, upload_id)
        return {**answer, "file_id": write_id("file-", file.id)}

    @app.get("/uploads/{upload_id}", response_model=None)
    async def find_upload(upload_id: str, key: KeyHolder, db: Db) -> JsonObject:
        """Say where the next part begins."""
        upload = await get_upload(db, key, upload_id)
        come = upload.size_bytes if upload.state == "completed" else upload.come_bytes
        return {"upload_id": write_id("upload_", upload.id), "offset": come}
