"""Conversations between people over HTTP."""

from datetime import datetime
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, Header, Path, Query, Request
from fastapi.responses import StreamingResponse

from beknown.kit.errors import Invalid
from beknown.kit.ids import PersonId
from beknown.kit.web import Db, Files, SignedIn, get_part
from beknown.social import chat_say, chat_shapes, chat_store
from beknown.social.chat_live import ChatLive
from beknown.social.chat_media import delete_loose
from beknown.social.chat_stream import respond_live
from beknown.social.chat_types import ChatId

MOST_PEOPLE = 100

router = APIRouter(prefix="/chats", tags=["messages"])


def _get_live(request: Request) -> ChatLive:
    return get_part(request, ChatLive)


def _get_before(before: str | None = None) -> tuple[datetime, UUID] | None:
    if before is None:
        return None
    at, _, chat = before.partition("_")
    try:
        return datetime.fromisoformat(at), UUID(chat)
    except ValueError as error:
        raise Invalid("`before` is what a page named as `next`; leave it out for the first page.") from error


Live = Annotated[ChatLive, Depends(_get_live)]
Before = Annotated[tuple[datetime, UUID] | None, Depends(_get_before)]


@router.get("")
async def get_chats(caller: SignedIn, db: Db, before: Before) -> chat_shapes.ChatsOut:
    """Give a page of the person's conversations, the one in which something was said last first."""
    async with db.begin(caller.scope("export")) as tx:
        return chat_shapes.show_chats(await chat_say.list_chats(tx, before), chat_say.CHATS)


@router.post("/people/search")
async def search_people(
    caller: SignedIn, db: Db, body: chat_shapes.SearchPeopleIn
) -> list[chat_shapes.ChatPersonOut]:
    """Find people to write to, by a part of their name."""
    async with db.begin(caller.scope("export")) as tx:
        found = await chat_store.find_reachable(tx, body.words.strip(), MOST_PEOPLE)
    return [chat_shapes.ChatPersonOut.model_validate(each) for each in found]


@router.post("/direct")
async def open_direct(caller: SignedIn, db: Db, body: chat_shapes.DirectIn) -> chat_shapes.ChatOut:
    """Give the conversation with somebody; it is made the first time."""
    async with db.begin(caller.scope("export")) as tx:
        page = await chat_say.read_chat(tx, await chat_say.open_direct(tx, PersonId(body.person_id)))
    return chat_shapes.show_chat(page.chats[0], page.names)


@router.get("/live", response_class=StreamingResponse)
async def get_live(
    caller: SignedIn,
    live: Live,
    after: Annotated[int | None, Query(ge=0, le=2**62)] = None,
    last_event_id: Annotated[str | None, Header()] = None,
) -> StreamingResponse:
    """Stream what changes, as server-sent events, from `Last-Event-ID` (or `after`) on; from now on without either.

    `at` comes first, or `anew` where the page was away for too long and should read everything again. Then `message`,
    `chat`, `gone` and `cleared`, each under its number. `typing` and `seen` have none: they are signs for now.
    """
    place = int(last_event_id) if last_event_id and last_event_id.isdecimal() else after
    return respond_live(live, caller.person, place)


@router.get("/{chat_id}")
async def get_chat(caller: SignedIn, db: Db, chat_id: UUID) -> chat_shapes.ChatOut:
    """Give one conversation."""
    async with db.begin(caller.scope("export")) as tx:
        page = await chat_say.read_chat(tx, ChatId(chat_id))
    return chat_shapes.show_chat(page.chats[0], page.names)


@router.get("/{chat_id}/messages")
async def get_messages(
    caller: SignedIn, db: Db, chat_id: UUID, before: Annotated[int | None, Query(ge=1, le=2**62)] = None
) -> chat_shapes.ChatThreadOut:
    """Give a page of what was said, oldest first: the latest one, or the one before a message."""
    async with db.begin(caller.scope("export")) as tx:
        return chat_shapes.show_thread(await chat_say.read_thread(tx, ChatId(chat_id), before))


@router.post("/{chat_id}/messages", status_code=201)
async def send_message(
    caller: SignedIn, db: Db, chat_id: UUID, body: chat_shapes.ChatMessageIn
) -> chat_shapes.ChatMessageOut:
    """Say something. Sent again under the same id it is said once, so a page may try as often as it likes."""
    async with db.begin(caller.scope("export")) as tx:
        sent = await chat_say.send(tx, ChatId(chat_id), body.id, body.as_draft())
    return chat_shapes.ChatMessageOut.model_validate(sent)


@router.delete("/{chat_id}/messages/{seq}", status_code=204)
async def take_back(
    caller: SignedIn, db: Db, files: Files, chat_id: UUID, seq: Annotated[int, Path(ge=1, le=2**62)]
) -> None:
    """Take back something one said, for all; it goes from everybody's log within a minute, too."""
    async with db.begin(caller.scope("export")) as tx:
        await chat_say.take_back(tx, ChatId(chat_id), seq)
        await delete_loose(tx, files)


@router.put("/{chat_id}/read", status_code=204)
async def mark_read(caller: SignedIn, db: Db, chat_id: UUID, body: chat_shapes.ChatReadIn) -> None:
    """Note how far the conversation was read; never less far than before."""
    async with db.begin(caller.scope("export")) as tx:
        await chat_say.mark_read(tx, ChatId(chat_id), body.seq)
