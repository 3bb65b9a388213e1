"""SQL of the manners of a conversation: reactions, changed messages, who has read and types, search, what goes."""

from datetime import datetime
from uuid import UUID

from beknown.kit import clock
from beknown.kit.db import SqlFiles, Tx
from beknown.social.chat_store import IdRow, NumberRow
from beknown.social.chat_types import ChatId, ChatSetting, Message, ReadMark
from beknown.social.types import ReactionKind

_sql = SqlFiles(__file__)


async def set_reaction(tx: Tx, chat: ChatId, seq: int, kind: ReactionKind) -> None:
    """Set the person's one reaction to a message that they see."""
    params = {"person": tx.person, "chat": chat, "seq": seq, "kind": kind, "at": clock.now()}
    await tx.run(_sql("set_chat_reaction"), params)


async def delete_reaction(tx: Tx, chat: ChatId, seq: int) -> None:
    """Take the person's reaction to a message back."""
    await tx.run(_sql("delete_chat_reaction"), {"person": tx.person, "chat": chat, "seq": seq})


async def edit_message(tx: Tx, chat: ChatId, seq: int, text: str, *, since: datetime) -> bool:
    """Change what the person said after `since`; say whether there is such a message."""
    params = {"person": tx.person, "chat": chat, "seq": seq, "text": text, "at": clock.now(), "since": since}
    return await tx.run(_sql("edit_message"), params) > 0


async def unsettle_message(tx: Tx, chat: ChatId, seq: int) -> None:
    """Have what stands on the former words of a message of the person's go."""
    await tx.one(_sql("unsettle_message"), NumberRow, {"chat": chat, "seq": seq})


async def find_edited(tx: Tx, chat: ChatId, *, since: datetime, at_most: int) -> list[Message]:
    """Give what was changed after `since` and isn't in the person's log as it is now."""
    params = {"person": tx.person, "chat": chat, "since": since, "at_most": at_most}
    return await tx.all(_sql("find_edited"), Message, params)


async def search(tx: Tx, words: str, *, chat: ChatId | None, at_most: int) -> list[Message]:
    """Give messages in the person's conversations, or in one of them, that hold all of some words, latest first."""
    params = {"person": tx.person, "words": words, "chat": chat, "at_most": at_most}
    return await tx.all(_sql("search_chats"), Message, params)


async def find_read_marks(tx: Tx, chat: ChatId) -> list[ReadMark]:
    """Give how far the others have read, as far as they and the person show it to each other."""
    return await tx.all(_sql("find_read_marks"), ReadMark, {"chat": chat})


async def signal_chat(tx: Tx, chat: ChatId, sign: str, number: int = 0) -> None:
    """Show open pages of a conversation a sign of the person: `typing`, or `seen` up to a message."""
    await tx.one(_sql("signal_chat"), NumberRow, {"chat": chat, "sign": sign, "number": number})


async def get_setting(tx: Tx) -> ChatSetting:
    """Give what the person shows others."""
    return await tx.one(_sql("get_chat_setting"), ChatSetting, {"person": tx.person})


async def set_setting(tx: Tx, setting: ChatSetting) -> None:
    """Say what the person shows others."""
    params = {"person": tx.person, "read": setting.shows_read, "typing": setting.shows_typing}
    await tx.run(_sql("set_chat_setting"), params)


async def set_keep_days(tx: Tx, chat: ChatId, days: int | None) -> None:
    """Say after how many days what is said from now on disappears; never for None."""
    await tx.run(_sql("set_keep_days"), {"chat": chat, "days": days})


async def find_chats_to_clear(tx: Tx, at: datetime) -> list[UUID]:
    """Give conversations in which something has had its time; for jobs, in the scope of NOBODY and `safety`."""
    return [row.id for row in await tx.all(_sql("find_chats_to_clear"), IdRow, {"at": at})]


async def clear_chat(tx: Tx, chat: UUID, at: datetime) -> None:
    """Delete what has had its time in a conversation; for jobs, in the scope of NOBODY and `safety`."""
    await tx.one(_sql("clear_chat"), NumberRow, {"chat": chat, "at": at})
