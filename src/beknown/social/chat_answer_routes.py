"""@beknown in conversations over HTTP: stop an answer, and say what it may know."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Path
from pydantic import BaseModel, ConfigDict, Field

from beknown.kit.web import Db, SignedIn
from beknown.social import chat_share
from beknown.social.chat_answer import ask_again, stop_answer
from beknown.social.chat_shapes import MOST_CHARACTERS
from beknown.social.chat_types import ChatId

router = APIRouter(prefix="/chats", tags=["messages"])


class ChatShareOut(BaseModel):
    """Something that a member lets @beknown know of them in a conversation."""

    model_config = ConfigDict(from_attributes=True)

    id: UUID
    person_id: UUID
    belief_id: UUID | None
    text: str


class ChatShareIn(BaseModel):
    """Something to allow, in one's own words."""

    text: Annotated[str, Field(max_length=MOST_CHARACTERS)]


class ShareChoiceOut(BaseModel):
    """A belief that may be allowed."""

    id: UUID
    text: str


class ShareChoicesIn(BaseModel):
    """Words that the beliefs to choose from hold; empty for all of them."""

    words: Annotated[str, Field(max_length=200)] = ""


@router.delete("/{chat_id}/messages/{seq}/answer", status_code=204)
async def stop(caller: SignedIn, db: Db, chat_id: UUID, seq: Annotated[int, Path(ge=1, le=2**62)]) -> None:
    """Stop the answer to a mention, where one asked or is an admin of the group; as far as it came it is kept."""
    async with db.begin(caller.scope("export")) as tx:
        await stop_answer(tx, ChatId(chat_id), seq)


@router.post("/{chat_id}/messages/{seq}/answer", status_code=204)
async def ask_anew(
    caller: SignedIn, db: Db, chat_id: UUID, seq: Annotated[int, Path(ge=1, le=2**62)]
) -> None:
    """Have a mention of one's own answered again, whose answer broke off, failed or was stopped."""
    async with db.begin(caller.scope("export")) as tx:
        await ask_again(tx, ChatId(chat_id), seq)


@router.post("/shares/choices")
async def get_choices(caller: SignedIn, db: Db, body: ShareChoicesIn) -> list[ShareChoiceOut]:
    """Give beliefs about oneself that may be allowed in a conversation."""
    async with db.begin(caller.scope("assistant")) as tx:
        found = await chat_share.list_choices(tx, body.words)
    return [ShareChoiceOut(id=belief, text=text) for belief, text in found]


@router.get("/{chat_id}/shares")
async def get_shares(caller: SignedIn, db: Db, chat_id: UUID) -> list[ChatShareOut]:
    """Give what members let @beknown know in a conversation."""
    async with db.begin(caller.scope("export")) as tx:
        shares = await chat_share.list_shares(tx, ChatId(chat_id))
    return [ChatShareOut.model_validate(each) for each in shares]


@router.post("/{chat_id}/shares", status_code=201)
async def share_words(caller: SignedIn, db: Db, chat_id: UUID, body: ChatShareIn) -> ChatShareOut:
    """Let @beknown know something in a conversation, in one's own words."""
    async with db.begin(caller.scope("export")) as tx:
        return ChatShareOut.model_validate(await chat_share.share_words(tx, ChatId(chat_id), body.text))


@router.put("/{chat_id}/shares/beliefs/{belief_id}")
async def share_belief(caller: SignedIn, db: Db, chat_id: UUID, belief_id: UUID) -> ChatShareOut:
    """Let @beknown know a belief about oneself in a conversation."""
    async with db.begin(caller.scope("export")) as tx:
        return ChatShareOut.model_validate(await chat_share.share_belief(tx, ChatId(chat_id), belief_id))


@router.delete("/{chat_id}/shares/{share_id}", status_code=204)
async def take_back_share(caller: SignedIn, db: Db, chat_id: UUID, share_id: UUID) -> None:
    """Let @beknown know something no more; the answers that cite it go."""
    async with db.begin(caller.scope("export")) as tx:
        await chat_share.take_back_share(tx, ChatId(chat_id), share_id)
