"""SQL of conversations between people."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from beknown.kit.db import SqlFiles, Tx
from beknown.kit.errors import NotFound
from beknown.kit.ids import EventId, PersonId
from beknown.social.chat_types import Chat, ChatId, Message, Reachable

_sql = SqlFiles(__file__)


@dataclass(frozen=True, slots=True)
class OpenedRow:
    """The direct conversation, or None when there may be none."""

    id: UUID | None


@dataclass(frozen=True, slots=True)
class ChatRow:
    """A conversation and the number of its last message."""

    id: UUID
    last_seq: int


@dataclass(frozen=True, slots=True)
class AnswerRow:
    """Yes or no."""

    yes: bool


@dataclass(frozen=True, slots=True)
class NumberRow:
    """A count."""

    number: int


@dataclass(frozen=True, slots=True)
class IdRow:
    """Somebody or something."""

    id: UUID


@dataclass(frozen=True, slots=True)
class InboxRow:
    """The number of the last thing a person was told, and of the first that is kept."""

    last_seq: int
    kept_from: int


@dataclass(frozen=True, slots=True)
class ChangeRow:
    """One thing a person was told; `message_seq` is None where it isn't about a message."""

    seq: int
    kind: str
    chat_id: UUID
    message_seq: int | None


async def find_chats(
    tx: Tx, *, at_most: int, before: tuple[datetime, UUID] | None = None, chat: ChatId | None = None
) -> list[Chat]:
    """Give the person's conversations, the one in which something was said last first; or just one of them."""
    at, before_id = before or (None, None)
    params = {"person": tx.person, "chat": chat, "before": at, "before_id": before_id, "at_most": at_most}
    return await tx.all(_sql("find_chats"), Chat, params)


async def open_direct_chat(tx: Tx, chat: ChatId, other: PersonId) -> ChatId | None:
    """Give the direct conversation with somebody, made under this id if there is none; None where there may be none."""
    row = await tx.one(_sql("open_direct_chat"), OpenedRow, {"id": chat, "other": other})
    return None if row.id is None else ChatId(row.id)


async def lock_chat(tx: Tx, chat: ChatId) -> int:
    """Lock a conversation until this transaction ends; give the number of its last message.

    Raises:
        NotFound: The person isn't in it.
    """
    row = await tx.first(_sql("lock_chat"), ChatRow, {"chat": chat})
    if row is None:
        raise NotFound("There is no such conversation, or you are no longer in it.")
    return row.last_seq


async def may_write(tx: Tx, chat: ChatId) -> bool:
    """Say whether the person may say something in a conversation."""
    return (await tx.one(_sql("may_write"), AnswerRow, {"chat": chat})).yes


async def has_said(tx: Tx, chat: ChatId) -> bool:
    """Say whether the person has said something in a conversation that is still there."""
    return (await tx.one(_sql("has_said"), AnswerRow, {"chat": chat, "person": tx.person})).yes


async def find_own_message(tx: Tx, message: UUID) -> Message | None:
    """Find a message of the person by the id that they gave it."""
    return await tx.first(_sql("find_own_message"), Message, {"person": tx.person, "id": message})


async def take_turn(tx: Tx, chat: ChatId, at: datetime) -> int:
    """Give the number of the next message; the conversation must be locked."""
    return (await tx.one(_sql("take_turn_in_chat"), ChatRow, {"chat": chat, "at": at})).last_seq


async def add_message(tx: Tx, message: Message) -> None:
    """Say something in a conversation, as the person of this transaction."""
    await tx.run(
        _sql("add_message"),
        {
            "chat": message.chat_id,
            "seq": message.seq,
            "person": tx.person,
            "id": message.id,
            "text": message.text,
            "at": message.sent_at,
            "asks": message.asks,
            "is_ai": message.is_ai,
            "answers": message.answers,
            "cites": json.dumps(message.cites),
            "attached_kind": message.attached_kind,
            "attached_of": message.attached_of,
            "attached_id": message.attached_id,
            "reply_to": message.reply_to,
        },
    )


async def delete_message(tx: Tx, chat: ChatId, seq: int) -> bool:
    """Take back something that the person said; say whether it was there."""
    params = {"chat": chat, "seq": seq, "person": tx.person}
    return await tx.run(_sql("delete_message"), params) > 0


async def find_messages(tx: Tx, chat: ChatId, *, before: int | None, at_most: int) -> list[Message]:
    """Give what was said before a place in a conversation, latest first."""
    return await tx.all(_sql("find_messages"), Message, {"chat": chat, "before": before, "at_most": at_most})


async def find_lines(tx: Tx, wanted: Sequence[tuple[UUID, int]]) -> dict[tuple[UUID, int], Message]:
    """Give messages by their conversation and number, as far as the person may see them."""
    params = {"chats": [chat for chat, _ in wanted], "seqs": [seq for _, seq in wanted]}
    found = await tx.all(_sql("find_lines"), Message, params)
    return {(each.chat_id, each.seq): each for each in found}


async def mark_read(tx: Tx, chat: ChatId, seq: int) -> bool:
    """Note how far the person has read; say whether that is further than before."""
    return await tx.run(_sql("mark_read"), {"person": tx.person, "chat": chat, "seq": seq}) > 0


async def tell_chat(
    tx: Tx, chat: ChatId, kind: str, *, at: datetime, seq: int | None = None, also: Sequence[UUID] = ()
) -> None:
    """Tell everybody in a conversation of a change, and those in `also` that they are out of it."""
    params = {"chat": chat, "kind": kind, "seq": seq, "at": at, "also": list(also)}
    await tx.one(_sql("tell_chat"), NumberRow, params)


async def get_inbox(tx: Tx) -> InboxRow:
    """Give how far the person's own log of changes goes."""
    return await tx.one(_sql("get_inbox"), InboxRow, {"person": tx.person})


async def find_changes(tx: Tx, *, after: int, at_most: int) -> list[ChangeRow]:
    """Give what the person was told after a number, in order."""
    params = {"person": tx.person, "after": after, "at_most": at_most}
    return await tx.all(_sql("find_changes"), ChangeRow, params)


async def find_reachable(tx: Tx, words: str, at_most: int) -> list[Reachable]:
    """Give people whom the person may write to, by a part of their name, in the order of names."""
    return await tx.all(_sql("find_reachable"), Reachable, {"words": words, "at_most": at_most})


async def name_people(tx: Tx, people: Sequence[UUID]) -> dict[UUID, str]:
    """Give the names of people with whom the person shares a conversation, or once did."""
    rows = await tx.all(_sql("name_people"), Reachable, {"ids": list(people)})
    return {row.id: row.name for row in rows}


async def get_own_name(tx: Tx) -> Reachable:
    """Give the person's own name."""
    return await tx.one(_sql("get_own_name"), Reachable, {"person": tx.person})


async def find_chat_people(tx: Tx, chat: ChatId) -> list[PersonId]:
    """Give who is in a conversation; for jobs, in the scope of NOBODY and `safety`."""
    rows = await tx.all(_sql("find_chat_people"), IdRow, {"chat": chat})
    return [PersonId(row.id) for row in rows]


async def find_people_with_gone_messages(tx: Tx) -> list[PersonId]:
    """Give whose log still holds messages that are gone; for jobs, in the scope of NOBODY and `safety`."""
    return [PersonId(row.id) for row in await tx.all(_sql("find_people_with_gone_messages"), IdRow)]


async def find_unnoted(tx: Tx, chat: ChatId, at_most: int) -> list[Message]:
    """Give what was said in a conversation and isn't in the person's log yet, in order."""
    params = {"person": tx.person, "chat": chat, "at_most": at_most}
    return await tx.all(_sql("find_unnoted"), Message, params)


async def add_noted(tx: Tx, chat: ChatId, events: dict[int, EventId]) -> None:
    """Note which event stands for which message, by its number."""
    params = {
        "person": tx.person,
        "chat": chat,
        "event_id": list(events.values()),
        "seq": list(events),
    }
    await tx.run(_sql("add_noted"), params)


async def set_noted(tx: Tx, chat: ChatId, seq: int) -> None:
    """Note how far the person's log has a conversation."""
    await tx.run(_sql("set_noted"), {"person": tx.person, "chat": chat, "seq": seq})


async def find_gone_events(tx: Tx, at_most: int) -> list[EventId]:
    """Give events of the person that stand for messages which are gone."""
    rows = await tx.all(_sql("find_gone_events"), IdRow, {"person": tx.person, "at_most": at_most})
    return [EventId(row.id) for row in rows]


async def sweep_chats(tx: Tx, at: datetime, keep: timedelta) -> None:
    """Delete what people were told of longer ago than `keep`."""
    await tx.run(_sql("sweep_chats"), {"at": at, "keep": keep})
