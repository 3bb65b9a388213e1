"""The manners of conversations over HTTP: react, change, search, show, let disappear, and see what was put into one."""

from typing import Annotated, Literal
from uuid import UUID

from fastapi import APIRouter, Path, Query
from pydantic import BaseModel, ConfigDict, Field

from beknown.kit.web import Db, SignedIn
from beknown.social import chat_card, chat_manner, chat_manner_store
from beknown.social.chat_shapes import MOST_CHARACTERS, ChatMessageOut, ChatPersonOut
from beknown.social.chat_types import Attached, ChatId, ChatSetting
from beknown.social.types import ReactionKind

router = APIRouter(prefix="/chats", tags=["messages"])

Seq = Annotated[int, Path(ge=1, le=2**62)]


class ChatReactionIn(BaseModel):
    """A reaction to a message; null takes it back."""

    kind: ReactionKind | None


class ChatEditIn(BaseModel):
    """What a message says from now on."""

    text: Annotated[str, Field(max_length=MOST_CHARACTERS)]


class ChatSearchIn(BaseModel):
    """Words to look for in all conversations, or in one of them."""

    words: Annotated[str, Field(max_length=1000)]
    chat_id: UUID | None = None


class ChatFoundOut(BaseModel):
    """Messages that hold the words, latest first, and who said them."""

    messages: list[ChatMessageOut]
    people: list[ChatPersonOut]


class ChatMarkOut(BaseModel):
    """Up to which message somebody has read."""

    model_config = ConfigDict(from_attributes=True)

    person_id: UUID
    seq: int


class ChatSettingBody(BaseModel):
    """Whether one shows others how far one has read, and that one is typing; who doesn't isn't shown it."""

    model_config = ConfigDict(from_attributes=True)

    shows_read: bool
    shows_typing: bool


class ChatKeepIn(BaseModel):
    """After how many days what is said from now on disappears; null for never."""

    days: Literal[1, 7, 90] | None


class ChatCardOut(BaseModel):
    """What was put into a message, as its reader sees it; the picture is that of a post."""

    title: str
    text: str
    address: str
    picture_of: UUID | None
    picture_id: UUID | None
    alt: str


@router.get("/settings/shown")
async def get_setting(caller: SignedIn, db: Db) -> ChatSettingBody:
    """Give what the person shows others in conversations."""
    async with db.begin(caller.scope("export")) as tx:
        return ChatSettingBody.model_validate(await chat_manner_store.get_setting(tx))


@router.put("/settings/shown", status_code=204)
async def set_setting(caller: SignedIn, db: Db, body: ChatSettingBody) -> None:
    """Say what the person shows others in conversations."""
    async with db.begin(caller.scope("export")) as tx:
        await chat_manner_store.set_setting(tx, ChatSetting(body.shows_read, body.shows_typing))


@router.get("/cards/{kind}/{item_id}")
async def get_card(
    caller: SignedIn, db: Db, kind: str, item_id: UUID, of: Annotated[UUID | None, Query()] = None
) -> ChatCardOut:
    """Give what was put into a message, to whoever may see it."""
    async with db.begin(caller.scope("export")) as tx:
        card = await chat_card.show_card(tx, Attached(kind, of, item_id))
    author, picture = card.picture or (None, None)
    return ChatCardOut(
        title=card.title,
        text=card.text,
        address=card.address,
        picture_of=author,
        picture_id=picture,
        alt=card.alt,
    )


@router.post("/search")
async def search(caller: SignedIn, db: Db, body: ChatSearchIn) -> ChatFoundOut:
    """Find messages in the person's conversations by words, without regard to case and accents."""
    chat = ChatId(body.chat_id) if body.chat_id else None
    async with db.begin(caller.scope("export")) as tx:
        found = await chat_manner.search(tx, body.words, chat)
    return ChatFoundOut(
        messages=[ChatMessageOut.model_validate(each) for each in found.messages],
        people=[ChatPersonOut(id=each, name=name) for each, name in found.names.items()],
    )


@router.put("/{chat_id}/messages/{seq}/reaction")
async def react(caller: SignedIn, db: Db, chat_id: UUID, seq: Seq, body: ChatReactionIn) -> ChatMessageOut:
    """Set one's reaction to a message, or take it back."""
    async with db.begin(caller.scope("export")) as tx:
        changed = await chat_manner.react(tx, ChatId(chat_id), seq, body.kind)
    return ChatMessageOut.model_validate(changed)


@router.patch("/{chat_id}/messages/{seq}")
async def edit(caller: SignedIn, db: Db, chat_id: UUID, seq: Seq, body: ChatEditIn) -> ChatMessageOut:
    """Change what one said, within a quarter of an hour."""
    async with db.begin(caller.scope("export")) as tx:
        changed = await chat_manner.edit(tx, ChatId(chat_id), seq, body.text)
    return ChatMessageOut.model_validate(changed)


@router.get("/{chat_id}/read")
async def get_marks(caller: SignedIn, db: Db, chat_id: UUID) -> list[ChatMarkOut]:
    """Give how far the others have read, as far as both sides show it."""
    async with db.begin(caller.scope("export")) as tx:
        marks = await chat_manner.find_read_marks(tx, ChatId(chat_id))
    return [ChatMarkOut.model_validate(each) for each in marks]


@router.post("/{chat_id}/typing", status_code=204)
async def show_typing(caller: SignedIn, db: Db, chat_id: UUID) -> None:
    """Show the others that one is typing, for some seconds."""
    async with db.begin(caller.scope("export")) as tx:
        await chat_manner.show_typing(tx, ChatId(chat_id))


@router.put("/{chat_id}/keep", status_code=204)
async def keep_for(caller: SignedIn, db: Db, chat_id: UUID, body: ChatKeepIn) -> None:
    """Say after how many days what is said from now on disappears."""
    async with db.begin(caller.scope("export")) as tx:
        await chat_manner.keep_for(tx, ChatId(chat_id), body.days)
