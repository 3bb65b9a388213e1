"""Write, change and delete posts. Each is an event of its author, and goes with it when that is forgotten."""

from dataclasses import replace
from datetime import timedelta
from uuid import UUID

from beknown.events import EventDraft, append, ensure_source, forget_events
from beknown.kit import clock
from beknown.kit.blobs import Blobs
from beknown.kit.db import Tx
from beknown.kit.errors import Conflict, Invalid, NotFound
from beknown.kit.ids import EventId, new_id
from beknown.kit.jobs import defer
from beknown.kit.words import tidy_text
from beknown.social import draft_store
from beknown.social import post_store as store
from beknown.social.images import use_images
from beknown.social.limits import POSTS, check_limit
from beknown.social.link import keep_link
from beknown.social.notice_spam import notice_post
from beknown.social.people import SOURCE_KIND, get_profile
from beknown.social.repost import check_is_public
from beknown.social.standing import check_may_post
from beknown.social.types import PostCard, PostDraft, PostId, Ref
from beknown.social.video_work import use_in_post

MAX_TEXT = 5000
MAX_VERSIONS = 50
GRACE = timedelta(minutes=1)
"""So long a deleted post can be brought back; nobody sees it meanwhile, and then it is deleted for good."""

PURGE = "social.purge_post"


async def make_post(tx: Tx, draft: PostDraft) -> PostCard:
    """Post, or reply. What looks like spam is posted, labelled, and put before the moderators.

    Raises:
        NotFound: The person has no profile, or what it answers or quotes isn't there for them.
        Refused: They are suspended, what it quotes isn't for everybody, or what it answers or quotes is a minor's, to
            whom they are a stranger.
        Invalid: It says nothing, or too much.
        TooMany: The person posts very often.
    """
    await get_profile(tx)
    await check_may_post(tx)
    await check_limit(tx, POSTS)
    text = _check_text(draft.text, may_be_empty=bool(draft.images or draft.video))
    draft = replace(draft, text=text)
    if draft.quote is not None:
        await _check_quote(tx, draft, draft.quote)
    shown_to = draft.shown_to
    if draft.parent is not None:
        shown_to = (await store.get_post(tx, draft.parent)).shown_to
    elif (draft.shown_to == "list") != (draft.list_id is not None):
        raise Invalid("Name the list that the post is for, or choose another audience.")
    post = PostId(new_id())
    event = await _append(tx, post, text, shown_to, is_reply=draft.parent is not None)
    await store.add_post(tx, post, event, draft)
    await use_images(tx, post, draft.images)
    await use_in_post(tx, post, draft.video)
    if shown_to != "me":
        await keep_link(tx, post, text, is_wanted=draft.has_preview)
    if shown_to != "me":
        await notice_post(tx, post, text, is_reply=draft.parent is not None)
    if draft.draft is not None:
        await draft_store.delete_draft(tx, draft.draft)
    return await store.get_post(tx, Ref(tx.person, post))


async def edit_post(tx: Tx, post: UUID, text: str) -> PostCard:
    """Change what a post says; what it said before stays to be seen beside it.

    Raises:
        NotFound: The person has no such post.
        Refused: They are suspended, or it answers a minor, to whom they are a stranger by now.
        Invalid: It would say nothing, or too much.
        Conflict: It was changed very often already.
    """
    await check_may_post(tx)
    own = await store.get_own_post(tx, post)
    shown = await store.get_post(tx, Ref(tx.person, post))
    text = _check_text(text, may_be_empty=bool(shown.images or shown.video))
    if text != own.text:
        if len(await store.find_versions(tx, Ref(tx.person, post))) >= MAX_VERSIONS:
            raise Conflict(f"A post can be changed {MAX_VERSIONS} times. Delete it and write a new one.")
        await store.add_version(tx, post)
        await check_limit(tx, POSTS)
        event = await _append(tx, PostId(post), text, own.shown_to, is_reply=own.is_reply)
        await store.set_text(tx, post, text, event)
        await forget_events(tx, [EventId(own.event_id)])
        if own.shown_to != "me":
            await keep_link(tx, post, text, is_wanted=True)
        if own.shown_to != "me" and not any(mark["kind"] == "limited" for mark in shown.marks):
            await notice_post(tx, post, text, is_reply=own.is_reply)
    return await store.get_post(tx, Ref(tx.person, post))


async def delete_post(tx: Tx, post: UUID) -> None:
    """Take a post out of everybody's sight at once, and delete it for good when the moment for undoing has passed.

    Raises:
        NotFound: The person has no such post.
    """
    own = await store.get_own_post(tx, post)
    if own.gone_at is None:
        at = clock.now()
        await store.set_gone(tx, post, at)
        await defer(tx, PURGE, at=at + GRACE, person_id=tx.person, post_id=post)


async def restore_post(tx: Tx, post: UUID) -> PostCard:
    """Bring a deleted post back, as long as it is there.

    Raises:
        NotFound: It is gone for good.
    """
    await store.get_own_post(tx, post)
    await store.set_gone(tx, post, None)
    return await store.get_post(tx, Ref(tx.person, post))


async def purge_post(tx: Tx, blobs: Blobs, post: UUID) -> None:
    """Delete a post for good if it is still deleted: its event, earlier versions, what others did with it."""
    try:
        own = await store.get_own_post(tx, post)
    except NotFound:
        return
    if own.gone_at is not None and own.gone_at + GRACE <= clock.now():
        await forget_events(tx, [EventId(own.event_id)])
        await blobs.delete_unused(tx)


async def _check_quote(tx: Tx, draft: PostDraft, quote: Ref) -> None:
    if draft.parent is not None:
        raise Invalid("A reply quotes nothing. Put the address of the post into it, or post by itself.")
    check_is_public(await store.get_post(tx, quote))


def _check_text(text: str, *, may_be_empty: bool) -> str:
    text = tidy_text(text)
    if not text and not may_be_empty:
        raise Invalid("A post says something. Write a word, or add a picture or a video.")
    if len(text) > MAX_TEXT:
        raise Invalid(f"A post has at most {MAX_TEXT} letters; this one has {len(text)}. Shorten it.")
    return text


async def _append(tx: Tx, post: PostId, text: str, shown_to: str, *, is_reply: bool) -> EventId:
    draft = EventDraft(
        type=_type_of(shown_to, is_reply=is_reply),
        key=f"post/{post}/{new_id()}",
        occurred_at=clock.now(),
        text=text,
        is_mine=True,
        payload={"post_id": str(post), "shown_to": shown_to},
    )
    event = await append(tx, await ensure_source(tx, SOURCE_KIND), draft)
    if event is None:
        raise Conflict("This was posted already.")
    return event


def _type_of(shown_to: str, *, is_reply: bool) -> str:
    """What is not for everyone never serves a purpose that others gain from; what is for oneself is a note."""
    if shown_to == "me":
        return "note.note.written.v1"
    kind = "comment" if is_reply else "post"
    if shown_to == "everyone":
        return "social.comment.written.v1" if is_reply else "social.post.published.v1"
    return f"social.{kind}.shared.v1"
