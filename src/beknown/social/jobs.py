"""Jobs of social."""

from datetime import timedelta
from uuid import UUID

from beknown.kit import clock
from beknown.kit.db import Scope
from beknown.kit.ids import NOBODY, PersonId
from beknown.kit.jobs import JobContext, job
from beknown.social import chat_store
from beknown.social.chat_manner import clear_chats
from beknown.social.chat_media import delete_all_loose
from beknown.social.chat_note import forget_gone, note_chat
from beknown.social.chat_say import NOTE
from beknown.social.chat_types import ChatId
from beknown.social.link import READ, host_of
from beknown.social.link_read import drop_link, read_link
from beknown.social.post import PURGE, purge_post
from beknown.social.purge_removed import purge_removed
from beknown.social.spam_store import WINDOW, sweep_sketches
from beknown.social.video_work import PREPARE, Work, delete_all_old, prepare_video
from beknown.sources import make_guest

KEEP = timedelta(days=7)
"""So long a page may be away and go on where it left off."""


@job(NOTE)
async def note(ctx: JobContext, *, chat_id: str) -> None:
    """Put what was said in a conversation into the log of each who is in it."""
    await note_chat(ctx.db, ChatId(UUID(chat_id)))


@job("social.forget_gone", cron="* * * * *")
async def forget(ctx: JobContext) -> None:
    """Take out of everybody's log the messages that are gone from their conversations, and delete their pictures."""
    await forget_gone(ctx.db)
    await delete_all_loose(ctx.db, ctx.blobs)


@job("social.sweep_chats", cron="41 * * * *")
async def sweep(ctx: JobContext) -> None:
    """Delete what people were told of long ago, and sketches of what was said."""
    async with ctx.db.begin(Scope(NOBODY, "safety")) as tx:
        await chat_store.sweep_chats(tx, clock.now(), KEEP)
        await sweep_sketches(tx, clock.now() - 2 * WINDOW)


@job("social.clear_chats", cron="*/5 * * * *")
async def clear(ctx: JobContext) -> None:
    """Delete what has had its time in conversations whose messages disappear."""
    await clear_chats(ctx.db)


@job(PURGE)
async def purge(ctx: JobContext, *, person_id: str, post_id: str) -> None:
    """Delete a post for good when its author hasn't brought it back."""
    async with ctx.db.begin(Scope(PersonId(UUID(person_id)), "export")) as tx:
        await purge_post(tx, ctx.blobs, UUID(post_id))


@job(READ)
async def read(ctx: JobContext, *, person_id: str, post_id: str) -> None:
    """Ask the page that a post links to, unless the operator doesn't want that."""
    scope, post = Scope(PersonId(UUID(person_id)), "export"), UUID(post_id)
    if ctx.settings.link_previews:
        guest, ours = make_guest(ctx.db, ctx.settings), host_of(ctx.settings.public_url or "")
        await read_link(guest, ctx.blobs, scope, post, our_host=ours)
        return
    async with ctx.db.begin(scope) as tx:
        await drop_link(tx, post)


@job(PREPARE)
async def prepare(ctx: JobContext, *, person_id: str, video_id: str) -> None:
    """Draw a video anew."""
    scope = Scope(PersonId(UUID(person_id)), "export")
    await prepare_video(Work(ctx.db, ctx.blobs, ctx.settings, scope, UUID(video_id)))


@job("social.sweep_videos", cron="29 * * * *")
async def sweep_videos(ctx: JobContext) -> None:
    """Delete videos that were neither posted nor sent within a day."""
    await delete_all_old(ctx.db, ctx.blobs, ctx.settings.home)


@job("social.purge_removed", cron="17 4 * * *")
async def purge_what_was_removed(ctx: JobContext) -> None:
    """Delete for good what was removed by decisions a month ago."""
    await purge_removed(ctx.db, ctx.blobs)
