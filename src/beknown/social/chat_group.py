"""Groups: make one, say who is in it, leave it."""

from collections.abc import Sequence
from uuid import UUID

from beknown.kit import clock
from beknown.kit.db import Tx
from beknown.kit.errors import Conflict, Invalid, NotFound, Refused
from beknown.kit.ids import PersonId, new_id
from beknown.social import chat_group_store, chat_store
from beknown.social.chat_text import clean_name
from beknown.social.chat_types import ChatId, Member
from beknown.social.limits import GROUPS, check_limit

MAX_MEMBERS = 200


async def make_group(tx: Tx, name: str, people: Sequence[UUID]) -> ChatId:
    """Make a group with these people and the person themselves, who is its admin.

    Raises:
        Invalid: The name is empty or too long, or they are too many.
        Refused: One of them can't be written to, or is a minor to whom others of them are strangers.
        TooMany: The person did so often of late.
    """
    chat = ChatId(new_id())
    await chat_group_store.make_group(tx, chat, clean_name(name))
    await chat_store.lock_chat(tx, chat)
    await _add(tx, chat, people)
    await _tell(tx, chat)
    return chat


async def name_group(tx: Tx, chat: ChatId, name: str) -> None:
    """Give a group another name.

    Raises:
        NotFound: The person isn't in it.
        Refused: They aren't its admin.
        Invalid: The name is empty or too long.
    """
    await chat_store.lock_chat(tx, chat)
    await check_admin(tx, chat)
    await chat_group_store.name_group(tx, chat, clean_name(name))
    await _tell(tx, chat)


async def add_people(tx: Tx, chat: ChatId, people: Sequence[UUID]) -> None:
    """Put people into a group; they see what is said from now on. Who is in it already stays as they are.

    Raises:
        NotFound: The person isn't in it.
        Refused: They aren't its admin, or one of those can't be written to, or is a stranger to a minor in it.
        Invalid: They would be too many.
        TooMany: The person did so often of late.
    """
    await chat_store.lock_chat(tx, chat)
    await check_admin(tx, chat)
    await _add(tx, chat, people)
    await _tell(tx, chat)


async def take_out(tx: Tx, chat: ChatId, who: PersonId) -> None:
    """Take somebody out of a group: they no longer see it.

    Raises:
        NotFound: The person, or who is to go, isn't in it.
        Refused: The person isn't its admin.
        Conflict: Who is to go is the person themselves, who may leave instead.
    """
    await chat_store.lock_chat(tx, chat)
    if who == tx.person:
        raise Conflict("To go yourself, leave the group.")
    await check_admin(tx, chat)
    if not await chat_group_store.take_out_of_group(tx, chat, who):
        raise NotFound("This person isn't in the group.")
    await _tell(tx, chat, also=[who])


async def set_role(tx: Tx, chat: ChatId, who: PersonId, *, is_admin: bool) -> None:
    """Say whether somebody may change a group.

    Raises:
        NotFound: The person, or whom it is about, isn't in it.
        Refused: The person isn't its admin.
        Conflict: It would be without an admin.
    """
    await chat_store.lock_chat(tx, chat)
    await check_admin(tx, chat)
    others = [each for each in await chat_group_store.find_members(tx, chat) if each.id != who]
    if not is_admin and not any(each.role == "admin" for each in others):
        raise Conflict("A group needs an admin. Make somebody else one first.")
    if not await chat_group_store.set_group_role(tx, chat, who, "admin" if is_admin else "member"):
        raise NotFound("This person isn't in the group.")
    await _tell(tx, chat)


async def leave(tx: Tx, chat: ChatId) -> None:
    """Leave a group. Where its last admin goes, whoever has been in it longest becomes one.

    Raises:
        NotFound: The person isn't in it.
        Conflict: It is a direct conversation.
    """
    await chat_store.lock_chat(tx, chat)
    if not await chat_group_store.leave_group(tx, chat):
        raise Conflict("A conversation of two can't be left.")
    await _tell(tx, chat, also=[tx.person])


async def read_members(tx: Tx, chat: ChatId) -> tuple[list[Member], dict[UUID, str]]:
    """Give who is in a conversation, longest first, and their names.

    Raises:
        NotFound: The person isn't in it.
    """
    members = await chat_group_store.find_members(tx, chat)
    if not members:
        raise NotFound("There is no such conversation, or you are no longer in it.")
    return members, await chat_store.name_people(tx, [each.id for each in members])


async def check_admin(tx: Tx, chat: ChatId) -> None:
    """Check that the person may change a group.

    Raises:
        Refused: They aren't its admin.
    """
    if not await chat_group_store.is_chat_admin(tx, chat):
        raise Refused("Only an admin of a group may change it. Ask one of them.")


async def _add(tx: Tx, chat: ChatId, people: Sequence[UUID]) -> None:
    await check_limit(tx, GROUPS)
    wanted = set(people) - {tx.person}
    present = {each.id for each in await chat_group_store.find_members(tx, chat)}
    if len(present | wanted) > MAX_MEMBERS:
        raise Invalid(f"A group holds at most {MAX_MEMBERS} people.", limit=MAX_MEMBERS)
    if await chat_group_store.add_to_group(tx, chat, sorted(wanted)) != len(wanted):
        raise Refused(
            "One of these people can't be put into this group: not everybody in it may write to them. "
            "Choose others from the list of people."
        )


async def _tell(tx: Tx, chat: ChatId, also: Sequence[UUID] = ()) -> None:
    await chat_store.tell_chat(tx, chat, "chat", at=clock.now(), also=also)
