"""Pictures, voice notes and videos of messages over HTTP."""

from uuid import UUID

from fastapi import APIRouter, UploadFile
from fastapi.responses import FileResponse, Response

from beknown.kit.web import Db, Files, SignedIn, takes_up_to
from beknown.social import chat_media, shapes, video_store, voice
from beknown.social import chat_media_store as store
from beknown.social.chat_shapes import TakenVoiceOut
from beknown.social.give_file import give_captions, give_file
from beknown.social.picture import MAX_BYTES

router = APIRouter(prefix="/chats", tags=["messages"])


@router.post("/images", status_code=201)
@takes_up_to(MAX_BYTES + 1024**2)
async def take_chat_image(caller: SignedIn, db: Db, files: Files, file: UploadFile) -> shapes.TakenImageOut:
    """Take a picture for a message: it is drawn anew, and waits for a day to be sent."""
    taken = await chat_media.take_media(db, files, caller.scope("export"), file.file, file.size or 0)
    return shapes.TakenImageOut(id=taken.id, author_id=caller.person, width=taken.width, height=taken.height)


@router.delete("/images/{image_id}", status_code=204)
async def remove_chat_image(caller: SignedIn, db: Db, files: Files, image_id: UUID) -> None:
    """Delete a picture that waits to be sent."""
    async with db.begin(caller.scope("export")) as tx:
        await chat_media.remove_media(tx, files, image_id)


@router.get("/images/{author_id}/{image_id}", response_class=FileResponse)
async def get_chat_image(
    caller: SignedIn, db: Db, files: Files, author_id: UUID, image_id: UUID
) -> FileResponse:
    """Give a picture, to whoever sees its message."""
    async with db.begin(caller.scope("export")) as tx:
        blob = await store.get_media_blob(tx, author_id, image_id, "picture")
    return give_file(files, author_id, blob, "image/webp")


@router.post("/voices", status_code=201)
@takes_up_to(voice.MAX_BYTES + 1024**2)
async def take_voice(caller: SignedIn, db: Db, files: Files, file: UploadFile) -> TakenVoiceOut:
    """Take a voice note for a message: it is written anew, and waits for a day to be sent."""
    taken = await chat_media.take_voice(db, files, caller.scope("export"), file.file, file.size or 0)
    return TakenVoiceOut(id=taken.id, author_id=caller.person, length_ms=taken.length_ms)


@router.delete("/voices/{voice_id}", status_code=204)
async def remove_voice(caller: SignedIn, db: Db, files: Files, voice_id: UUID) -> None:
    """Delete a voice note that waits to be sent."""
    async with db.begin(caller.scope("export")) as tx:
        await chat_media.remove_media(tx, files, voice_id)


@router.get("/voices/{author_id}/{voice_id}", response_class=FileResponse)
async def get_voice(caller: SignedIn, db: Db, files: Files, author_id: UUID, voice_id: UUID) -> FileResponse:
    """Give a voice note, whole or a range of its bytes, to whoever sees its message."""
    async with db.begin(caller.scope("export")) as tx:
        blob = await store.get_media_blob(tx, author_id, voice_id, "voice")
    return give_file(files, author_id, blob, "audio/mpeg")


@router.get("/videos/{author_id}/{video_id}", response_class=FileResponse)
async def get_chat_video(
    caller: SignedIn, db: Db, files: Files, author_id: UUID, video_id: UUID
) -> FileResponse:
    """Give a video, whole or a range of its bytes, to whoever sees its message."""
    async with db.begin(caller.scope("export")) as tx:
        blob = await store.get_media_blob(tx, author_id, video_id, "video")
    return give_file(files, author_id, blob, "video/mp4")


@router.get("/videos/{author_id}/{video_id}/poster", response_class=FileResponse)
async def get_chat_poster(
    caller: SignedIn, db: Db, files: Files, author_id: UUID, video_id: UUID
) -> FileResponse:
    """Give a picture of a video, to whoever sees its message."""
    async with db.begin(caller.scope("export")) as tx:
        blob = await store.get_media_blob(tx, author_id, video_id, "video", is_poster=True)
    return give_file(files, author_id, blob, "image/webp")


@router.get("/videos/{author_id}/{video_id}/captions", response_class=Response)
async def get_chat_captions(caller: SignedIn, db: Db, author_id: UUID, video_id: UUID) -> Response:
    """Give the captions of a video in WebVTT, to whoever sees its message."""
    async with db.begin(caller.scope("export")) as tx:
        return give_captions(await video_store.get_chat_captions(tx, author_id, video_id))
