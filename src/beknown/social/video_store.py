"""SQL of videos: those that are drawn anew, those that wait, those of posts."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from beknown.kit import clock
from beknown.kit.db import SqlFiles, Tx
from beknown.kit.ids import PersonId
from beknown.social.chat_store import IdRow, NumberRow
from beknown.social.image_store import ImageBlob
from beknown.social.types import ImageUse
from beknown.social.video_draw import Film

_sql = SqlFiles(__file__)


@dataclass(frozen=True, slots=True)
class VideoWork:
    """How it stands with a video that isn't posted or sent yet, its size and length once it is ready.

    `state` is `waits`, `works` (with `percent`), `ready`, or `failed` (with the `reason`). It has so many `captions`.
    """

    id: UUID
    state: str
    percent: int
    reason: str
    width: int | None
    height: int | None
    length_ms: int | None
    captions: int


@dataclass(frozen=True, slots=True)
class Captions:
    """What is said in a video, in WebVTT."""

    captions: str


async def add_work(tx: Tx, video: UUID, source: UUID) -> None:
    """Keep a video as it came."""
    await tx.run(
        _sql("add_video_work"), {"person": tx.person, "id": video, "source": source, "at": clock.now()}
    )


async def get_work(tx: Tx, video: UUID) -> VideoWork:
    """Give how it stands with a video."""
    return await tx.one(_sql("get_video_work"), VideoWork, _named(tx, video))


async def count_works(tx: Tx) -> int:
    """Count the videos of the person that are yet to be drawn anew."""
    return (await tx.one(_sql("count_video_works"), NumberRow, {"person": tx.person})).number


async def begin_work(tx: Tx, video: UUID) -> UUID | None:
    """Begin to draw a video anew; give what came, None where there is nothing (any more) to do."""
    found = await tx.first(_sql("begin_video_work"), ImageBlob, _named(tx, video))
    return found.blob_id if found is not None else None


async def note_percent(tx: Tx, video: UUID, percent: int) -> bool:
    """Note how much is done; say whether the video is still wanted."""
    return await tx.run(_sql("note_video_percent"), {**_named(tx, video), "percent": percent}) > 0


async def set_ready(tx: Tx, video: UUID, *, blob: UUID, poster: UUID, film: Film) -> None:
    """Note that a video is drawn anew."""
    size = {"width": film.width, "height": film.height, "length_ms": film.length_ms}
    await tx.run(_sql("set_video_ready"), {**_named(tx, video), "blob": blob, "poster": poster, **size})


async def set_failed(tx: Tx, video: UUID, reason: str) -> None:
    """Note that a video can't be drawn anew, and why."""
    await tx.run(_sql("set_video_failed"), {**_named(tx, video), "reason": reason[:500]})


async def delete_work(tx: Tx, video: UUID) -> int:
    """Delete a video that isn't posted or sent yet; give 0 when there is none."""
    return await tx.run(_sql("delete_video_work"), _named(tx, video))


async def delete_old_works(tx: Tx, before: datetime, *, most: int) -> int:
    """Delete videos that came before that, and all but the latest `most` that are done; give their number."""
    params = {"person": tx.person, "before": before, "most": most}
    return await tx.run(_sql("delete_old_video_works"), params)


async def find_people_with_old_videos(tx: Tx, before: datetime) -> list[PersonId]:
    """Give who has old videos; for jobs, in the scope of NOBODY and `safety`."""
    rows = await tx.all(_sql("find_people_with_old_videos"), IdRow, {"before": before})
    return [PersonId(row.id) for row in rows]


async def get_work_poster(tx: Tx, video: UUID) -> UUID:
    """Give where the picture is of a video that is ready."""
    return (await tx.one(_sql("get_video_work_poster"), ImageBlob, _named(tx, video))).blob_id


async def set_captions(tx: Tx, video: UUID, captions: str) -> bool:
    """Keep the captions of a video that is ready; say whether there was such a one."""
    return await tx.run(_sql("set_video_captions"), {**_named(tx, video), "captions": captions}) > 0


async def get_post_captions(tx: Tx, author: UUID, video: UUID) -> str:
    """Give the captions of a post's video that the person may see."""
    return (await tx.one(_sql("get_post_captions"), Captions, {"author": author, "id": video})).captions


async def get_chat_captions(tx: Tx, author: UUID, video: UUID) -> str:
    """Give the captions of a video in a message for the person."""
    return (await tx.one(_sql("get_chat_captions"), Captions, {"author": author, "id": video})).captions


async def use_in_post(tx: Tx, use: ImageUse, post: UUID) -> bool:
    """Put a video that is ready into a post; say whether there was such a one."""
    return await tx.run(_sql("use_video_in_post"), {**_named(tx, use.id), "post": post, "alt": use.alt}) > 0


async def use_in_chat(tx: Tx, use: ImageUse, chat: UUID, seq: int) -> bool:
    """Put a video that is ready into a message; say whether there was such a one."""
    params = {**_named(tx, use.id), "chat": chat, "seq": seq, "alt": use.alt}
    return await tx.run(_sql("use_video_in_chat"), params) > 0


async def get_post_video_blob(tx: Tx, author: UUID, video: UUID, *, is_poster: bool) -> UUID:
    """Give where the bytes of a post's video are, or of its picture, that the person may see."""
    params = {"author": author, "id": video, "is_poster": is_poster}
    return (await tx.one(_sql("get_post_video_blob"), ImageBlob, params)).blob_id


def _named(tx: Tx, video: UUID) -> dict[str, object]:
    return {"person": tx.person, "id": video}
