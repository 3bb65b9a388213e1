"""Groups over HTTP."""

from typing import Annotated, Literal
from uuid import UUID

from fastapi import APIRouter
from pydantic import BaseModel, Field

from beknown.kit.ids import PersonId
from beknown.kit.web import Db, SignedIn
from beknown.social import chat_group, chat_say, chat_shapes
from beknown.social.chat_types import ChatId

router = APIRouter(prefix="/chats", tags=["messages"])

Name = Annotated[str, Field(max_length=1000)]
People = Annotated[list[UUID], Field(max_length=chat_group.MAX_MEMBERS)]


class GroupIn(BaseModel):
    """A group to make: its name, and who is in it besides oneself."""

    name: Name
    people: People


class GroupNameIn(BaseModel):
    """A group's new name."""

    name: Name


class GroupPeopleIn(BaseModel):
    """Whom to put into a group."""

    people: People


class GroupRoleIn(BaseModel):
    """What somebody may do in a group."""

    role: Literal["member", "admin"]


class ChatMemberOut(BaseModel):
    """Somebody who is in a conversation."""

    id: UUID
    name: str
    role: Literal["member", "admin"]


@router.post("/groups", status_code=201)
async def make_group(caller: SignedIn, db: Db, body: GroupIn) -> chat_shapes.ChatOut:
    """Make a group."""
    async with db.begin(caller.scope("export")) as tx:
        page = await chat_say.read_chat(tx, await chat_group.make_group(tx, body.name, body.people))
    return chat_shapes.show_chat(page.chats[0], page.names)


@router.get("/{chat_id}/people")
async def get_members(caller: SignedIn, db: Db, chat_id: UUID) -> list[ChatMemberOut]:
    """Give who is in a conversation, those who have been in it longest first."""
    async with db.begin(caller.scope("export")) as tx:
        members, names = await chat_group.read_members(tx, ChatId(chat_id))
    return [
        ChatMemberOut(
            id=each.id, name=names.get(each.id, ""), role="admin" if each.role == "admin" else "member"
        )
        for each in members
    ]


@router.patch("/{chat_id}", status_code=204)
async def name_group(caller: SignedIn, db: Db, chat_id: UUID, body: GroupNameIn) -> None:
    """Give a group another name."""
    async with db.begin(caller.scope("export")) as tx:
        await chat_group.name_group(tx, ChatId(chat_id), body.name)


@router.post("/{chat_id}/people", status_code=204)
async def add_people(caller: SignedIn, db: Db, chat_id: UUID, body: GroupPeopleIn) -> None:
    """Put people into a group; they see what is said from then on."""
    async with db.begin(caller.scope("export")) as tx:
        await chat_group.add_people(tx, ChatId(chat_id), body.people)


@router.put("/{chat_id}/people/{person_id}/role", status_code=204)
async def set_role(caller: SignedIn, db: Db, chat_id: UUID, person_id: UUID, body: GroupRoleIn) -> None:
    """Say whether somebody may change a group."""
    async with db.begin(caller.scope("export")) as tx:
        await chat_group.set_role(tx, ChatId(chat_id), PersonId(person_id), is_admin=body.role == "admin")


@router.delete("/{chat_id}/people/me", status_code=204)
async def leave(caller: SignedIn, db: Db, chat_id: UUID) -> None:
    """Leave a group."""
    async with db.begin(caller.scope("export")) as tx:
        await chat_group.leave(tx, ChatId(chat_id))


@router.delete("/{chat_id}/people/{person_id}", status_code=204)
async def take_out(caller: SignedIn, db: Db, chat_id: UUID, person_id: UUID) -> None:
    """Take somebody out of a group."""
    async with db.begin(caller.scope("export")) as tx:
        await chat_group.take_out(tx, ChatId(chat_id), PersonId(person_id))
