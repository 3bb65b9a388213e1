"""SQL of groups."""

from collections.abc import Sequence
from uuid import UUID

from beknown.kit.db import SqlFiles, Tx
from beknown.kit.ids import PersonId
from beknown.social.chat_store import AnswerRow, NumberRow
from beknown.social.chat_types import ChatId, Member

_sql = SqlFiles(__file__)


async def make_group(tx: Tx, chat: ChatId, name: str) -> None:
    """Make a group with the person as its admin."""
    await tx.one(_sql("make_group"), NumberRow, {"id": chat, "name": name})


async def add_to_group(tx: Tx, chat: ChatId, people: Sequence[UUID]) -> int:
    """Put people into a group; give how many of them may be put there, or -1 when the person may not change it."""
    return (await tx.one(_sql("add_to_group"), NumberRow, {"chat": chat, "people": list(people)})).number


async def take_out_of_group(tx: Tx, chat: ChatId, who: PersonId) -> bool:
    """Take somebody out of a group; say whether they were in it and the person may."""
    return (await tx.one(_sql("take_out_of_group"), AnswerRow, {"chat": chat, "who": who})).yes


async def set_group_role(tx: Tx, chat: ChatId, who: PersonId, role: str) -> bool:
    """Say what somebody may do in a group; say whether they are in it and the person may."""
    params = {"chat": chat, "who": who, "role": role}
    return (await tx.one(_sql("set_group_role"), AnswerRow, params)).yes


async def is_chat_admin(tx: Tx, chat: ChatId) -> bool:
    """Say whether the person may change a group."""
    return (await tx.one(_sql("is_chat_admin"), AnswerRow, {"chat": chat})).yes


async def name_group(tx: Tx, chat: ChatId, name: str) -> None:
    """Give a group another name."""
    await tx.run(_sql("name_group"), {"chat": chat, "name": name})


async def leave_group(tx: Tx, chat: ChatId) -> bool:
    """Leave a group; say whether it is one that the person was in."""
    return await tx.run(_sql("leave_group"), {"person": tx.person, "chat": chat}) > 0


async def find_members(tx: Tx, chat: ChatId) -> list[Member]:
    """Give who is in a conversation, those who have been in it longest first."""
    return await tx.all(_sql("find_members"), Member, {"chat": chat})
