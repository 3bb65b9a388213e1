"""Videos over HTTP: taken and drawn anew for posts and messages alike; those of posts are given here."""

from uuid import UUID

from fastapi import APIRouter, Request
from fastapi.responses import FileResponse, Response

from beknown.kit.web import Config, Db, Files, SignedIn, takes_up_to
from beknown.social import video_shapes, video_tool, video_work
from beknown.social import video_store as store
from beknown.social.give_file import give_captions, give_file

router = APIRouter(prefix="/videos", tags=["videos"])
post_router = APIRouter()

VIDEO_BODY = {
    "requestBody": {
        "required": True,
        "content": {"application/octet-stream": {"schema": {"type": "string", "format": "binary"}}},
    }
}


@router.get("")
async def get_video_limits(caller: SignedIn, config: Config) -> video_shapes.VideoLimitsOut:
    """Give what videos are taken here, or why none are."""
    del caller
    return video_shapes.VideoLimitsOut(
        most_mb=config.video_max_mb,
        most_minutes=config.video_max_minutes,
        missing=None if await video_tool.find_ffmpeg(config) else video_tool.MISSING,
    )


@router.post("", status_code=201, openapi_extra=VIDEO_BODY)
@takes_up_to(None)
async def take_video(
    caller: SignedIn, db: Db, files: Files, config: Config, request: Request
) -> video_shapes.VideoWorkOut:
    """Take a video, which is the body as it is: it is drawn anew, and waits for a day to be posted or sent."""
    taken = await video_work.take_video(db, files, config, caller.scope("export"), request.stream())
    return video_shapes.show_work(taken, caller.person)


@router.get("/{video_id}")
async def get_video_work(caller: SignedIn, db: Db, video_id: UUID) -> video_shapes.VideoWorkOut:
    """Give how it stands with a video that isn't posted or sent yet."""
    async with db.begin(caller.scope("export")) as tx:
        return video_shapes.show_work(await store.get_work(tx, video_id), caller.person)


@router.get("/{video_id}/poster", response_class=FileResponse)
async def get_waiting_poster(caller: SignedIn, db: Db, files: Files, video_id: UUID) -> FileResponse:
    """Give a picture of a video that is ready and isn't posted or sent yet."""
    async with db.begin(caller.scope("export")) as tx:
        blob = await store.get_work_poster(tx, video_id)
    return give_file(files, caller.person, blob, "image/webp")


@router.put("/{video_id}/captions")
async def set_captions(
    caller: SignedIn, db: Db, video_id: UUID, body: video_shapes.CaptionsIn
) -> video_shapes.CaptionsOut:
    """Give a video that is ready its captions, instead of others; they are written anew."""
    async with db.begin(caller.scope("export")) as tx:
        return video_shapes.CaptionsOut(number=await video_work.caption_video(tx, video_id, body.text))


@router.delete("/{video_id}", status_code=204)
async def remove_video(caller: SignedIn, db: Db, files: Files, video_id: UUID) -> None:
    """Delete a video that isn't posted or sent yet; work on it ends."""
    async with db.begin(caller.scope("export")) as tx:
        await video_work.remove_video(tx, files, video_id)


@post_router.get("/videos/{author_id}/{video_id}", response_class=FileResponse)
async def get_video(caller: SignedIn, db: Db, files: Files, author_id: UUID, video_id: UUID) -> FileResponse:
    """Give a video, whole or a range of its bytes, to whoever may see its post."""
    async with db.begin(caller.scope("export")) as tx:
        blob = await store.get_post_video_blob(tx, author_id, video_id, is_poster=False)
    return give_file(files, author_id, blob, "video/mp4")


@post_router.get("/videos/{author_id}/{video_id}/poster", response_class=FileResponse)
async def get_poster(caller: SignedIn, db: Db, files: Files, author_id: UUID, video_id: UUID) -> FileResponse:
    """Give a picture of a video, to whoever may see its post."""
    async with db.begin(caller.scope("export")) as tx:
        blob = await store.get_post_video_blob(tx, author_id, video_id, is_poster=True)
    return give_file(files, author_id, blob, "image/webp")


@post_router.get("/videos/{author_id}/{video_id}/captions", response_class=Response)
async def get_captions(caller: SignedIn, db: Db, author_id: UUID, video_id: UUID) -> Response:
    """Give the captions of a video in WebVTT, to whoever may see its post."""
    async with db.begin(caller.scope("export")) as tx:
        return give_captions(await store.get_post_captions(tx, author_id, video_id))
