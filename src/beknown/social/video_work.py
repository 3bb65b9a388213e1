"""Videos for posts and messages: taken as they come, drawn anew by a job, kept until they are used, at most a day."""

import asyncio
import contextlib
import io
import shutil
import tempfile
from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import BinaryIO
from uuid import UUID

from beknown.kit import clock
from beknown.kit.blobs import Blobs
from beknown.kit.db import Database, Scope, Tx
from beknown.kit.errors import BeknownError, Conflict, Invalid, NotFound, TooLarge, TooMany
from beknown.kit.ids import NOBODY, new_id
from beknown.kit.jobs import defer
from beknown.kit.settings import Settings
from beknown.kit.words import tidy_line
from beknown.social import video_store as store
from beknown.social.captions import write_captions
from beknown.social.chat_types import ChatId
from beknown.social.images import MAX_ALT
from beknown.social.limits import VIDEOS, check_limit
from beknown.social.types import ImageUse
from beknown.social.video_draw import Film, check_kind, draw_film
from beknown.social.video_probe import HEAD_BYTES
from beknown.social.video_store import VideoWork
from beknown.social.video_tool import get_ffmpeg

PREPARE = "social.prepare_video"
MOST_WAITING = 4
UNSENT_FOR = timedelta(days=1)
MB = 10**6
_FOLDER = "videos"
_NOTE_EVERY_S = 1.0
_SPARE_BYTES = 512 * 1024**2
_BUFFER_BYTES = 1 << 20
_BROKE = "Something went wrong here while this video was prepared. Choose it again; if that doesn't help, save it anew."


@dataclass(frozen=True, slots=True)
class Work:
    """A video to draw anew, whose it is, and what is needed for it."""

    db: Database
    blobs: Blobs
    settings: Settings
    scope: Scope
    video: UUID

    @property
    def folder(self) -> Path:
        """Where it is drawn."""
        return self.settings.home / _FOLDER / str(self.video)


@dataclass(slots=True)
class _Progress:
    percent: int = 0


async def take_video(
    db: Database, blobs: Blobs, settings: Settings, scope: Scope, chunks: AsyncIterator[bytes]
) -> VideoWork:
    """Take a video as it comes, and have it drawn anew.

    Raises:
        TooLarge, Invalid: It can't be taken.
        TooMany: Many are worked on already, or came in a short time.
        Unavailable: There is nothing here that draws videos.
    """
    await get_ffmpeg(settings)
    async with db.begin(scope) as tx:
        await check_limit(tx, VIDEOS)
        if await store.count_works(tx) >= MOST_WAITING:
            raise TooMany(
                f"{MOST_WAITING} videos of yours are being prepared. Wait for one of them, or remove it."
            )
    blobs.folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryFile(dir=blobs.folder) as file:
        await _receive(chunks, file, _limit_of(settings, blobs.folder))
        video = new_id()
        async with db.begin(scope) as tx:
            source = await blobs.put(tx, file, media_type="application/octet-stream", purposes=())
            await store.add_work(tx, video, source.id)
            await _delete_old(tx, blobs)
            lane = video.int % settings.video_at_once
            await defer(tx, PREPARE, lock=f"{PREPARE}/{lane}", person_id=tx.person, video_id=video)
            return await store.get_work(tx, video)


def _limit_of(settings: Settings, folder: Path) -> int:
    return min(settings.video_max_mb * MB, max(0, shutil.disk_usage(folder).free - _SPARE_BYTES))


async def _receive(chunks: AsyncIterator[bytes], file: BinaryIO, most: int) -> None:
    """Write what comes to the disk, and look at its beginning before the rest is waited for."""
    size, buffer = 0, b""
    async for chunk in chunks:
        buffer += chunk
        if size == 0 and len(buffer) >= HEAD_BYTES:
            check_kind(buffer[:HEAD_BYTES])
        if size + len(buffer) > most:
            raise TooLarge(
                f"The video has more than {most / MB:.0f} MB, which is the most that is taken here. "
                "Cut it shorter, or save it smaller, and choose it again.",
                limit_bytes=most,
            )
        if len(buffer) >= _BUFFER_BYTES:
            size += await asyncio.to_thread(file.write, buffer)
            buffer = b""
    if size == 0:
        check_kind(buffer[:HEAD_BYTES])
    await asyncio.to_thread(file.write, buffer)
    file.seek(0)


async def prepare_video(work: Work) -> None:
    """Draw a video anew. Where that can't be, its person is told why; removed meanwhile, the work is left."""
    await asyncio.to_thread(shutil.rmtree, work.folder, ignore_errors=True)  # of a worker that was killed
    async with work.db.begin(work.scope) as tx:
        source = await store.begin_work(tx, work.video)
    if source is None:
        return
    try:
        work.folder.mkdir(mode=0o700, parents=True)
        film = await _draw(work, work.blobs.path(work.scope.person, source))
        if film is not None:
            await _keep(work, film)
    except BeknownError as error:
        await _give_up(work, error.message)
    except Exception:
        await _give_up(work, _BROKE)
        raise
    finally:
        await asyncio.to_thread(shutil.rmtree, work.folder, ignore_errors=True)


async def _draw(work: Work, source: Path) -> Film | None:
    """Draw it and tell how far it is; None where it isn't wanted any more."""
    progress = _Progress()

    def note(percent: int) -> None:
        progress.percent = percent

    most_minutes = work.settings.video_max_minutes
    ffmpeg = await get_ffmpeg(work.settings)
    drawing = asyncio.create_task(
        draw_film(ffmpeg, source, work.folder, most_minutes=most_minutes, progress=note)
    )
    try:
        while True:
            done, _ = await asyncio.wait({drawing}, timeout=_NOTE_EVERY_S)
            if done:
                return drawing.result()
            async with work.db.begin(work.scope) as tx:
                if not await store.note_percent(tx, work.video, progress.percent):
                    return None
    finally:
        drawing.cancel()
        with contextlib.suppress(asyncio.CancelledError, Exception):
            await drawing


async def _keep(work: Work, film: Film) -> None:
    with _open(film.path) as file:
        async with work.db.begin(work.scope) as tx:
            blob = await work.blobs.put(tx, file, media_type="video/mp4", name="video.mp4")
            picture = io.BytesIO(film.poster.content)
            poster = await work.blobs.put(tx, picture, media_type="image/webp", name="video.webp")
            await store.set_ready(tx, work.video, blob=blob.id, poster=poster.id, film=film)
            await work.blobs.delete_unused(tx)


def _open(path: Path) -> BinaryIO:
    return path.open("rb")


async def _give_up(work: Work, reason: str) -> None:
    async with work.db.begin(work.scope) as tx:
        await store.set_failed(tx, work.video, reason)
        await work.blobs.delete_unused(tx)


async def caption_video(tx: Tx, video: UUID, text: str) -> int:
    """Give a video that is ready its captions, instead of others; give how many there are.

    Raises:
        Invalid, TooLarge: They can't be taken.
        Conflict, NotFound: The video isn't ready, or isn't there (any more).
    """
    captions, number = write_captions(text)
    if not await store.set_captions(tx, video, captions):
        await _explain(tx, video)
    return number


async def remove_video(tx: Tx, blobs: Blobs, video: UUID) -> None:
    """Delete a video that isn't posted or sent yet; work on it ends."""
    await store.delete_work(tx, video)
    await blobs.delete_unused(tx)


async def use_in_post(tx: Tx, post: UUID, use: ImageUse | None) -> None:
    """Put a video that is ready into a post, where there is one.

    Raises:
        Invalid: The words for it are too long.
        Conflict: It isn't ready.
        NotFound: It isn't there (any more).
    """
    if use is not None and not await store.use_in_post(tx, _tidy(use), post):
        await _explain(tx, use.id)


async def use_in_chat(tx: Tx, chat: ChatId, seq: int, use: ImageUse | None) -> None:
    """Put a video that is ready into a message, where there is one.

    Raises:
        Invalid: The words for it are too long.
        Conflict: It isn't ready.
        NotFound: It isn't there (any more).
    """
    if use is not None and not await store.use_in_chat(tx, _tidy(use), chat, seq):
        await _explain(tx, use.id)


def _tidy(use: ImageUse) -> ImageUse:
    alt = tidy_line(use.alt)
    if len(alt) > MAX_ALT:
        raise Invalid(f"At most {MAX_ALT} letters to describe a video; these are {len(alt)}.")
    return ImageUse(use.id, alt)


async def _explain(tx: Tx, video: UUID) -> None:
    try:
        work = await store.get_work(tx, video)
    except NotFound as error:
        raise NotFound("This video is gone: it waits for a day. Add it again.") from error
    if work.state == "failed":
        raise Conflict(f"This video can't be shown. {work.reason}")
    raise Conflict("This video isn't ready yet. Wait until it is, or remove it.")


async def _delete_old(tx: Tx, blobs: Blobs) -> None:
    if await store.delete_old_works(tx, clock.now() - UNSENT_FOR, most=MOST_WAITING):
        await blobs.delete_unused(tx)


async def delete_all_old(db: Database, blobs: Blobs, home: Path) -> None:
    """Delete for everybody the videos that were neither posted nor sent within a day, and what killed workers left."""
    await asyncio.to_thread(_delete_old_folders, home / _FOLDER, clock.now() - UNSENT_FOR)
    async with db.begin(Scope(NOBODY, "safety")) as tx:
        people = await store.find_people_with_old_videos(tx, clock.now() - UNSENT_FOR)
    for person in people:
        async with db.begin(Scope(person, "export")) as tx:
            await _delete_old(tx, blobs)


def _delete_old_folders(folder: Path, before: datetime) -> None:
    for each in folder.iterdir() if folder.is_dir() else ():
        if each.stat().st_mtime < before.timestamp():
            shutil.rmtree(each, ignore_errors=True)
