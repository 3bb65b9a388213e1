"""SQL of answers by @beknown, and of what members allow it to know."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from beknown.kit import clock
from beknown.kit.db import SqlFiles, Tx
from beknown.kit.ids import new_id
from beknown.social.chat_store import AnswerRow, NumberRow
from beknown.social.chat_types import Answering, ChatId, Cite, Share

_sql = SqlFiles(__file__)


@dataclass(frozen=True, slots=True)
class RoomRow:
    """A mention that waits for its answer, and where: from `shared_from` on all who are there see the conversation."""

    question: str
    asked_at: datetime
    kind: str
    name: str
    shared_from: int
    asker: str
    locale: str
    time_zone: str
    sharers: list[UUID]


@dataclass(frozen=True, slots=True)
class SharedRow:
    """A message that all who are in a conversation see."""

    seq: int
    author: str
    text: str
    sent_at: datetime
    is_ai: bool


@dataclass(frozen=True, slots=True)
class SeqRow:
    """The number of a message."""

    seq: int


@dataclass(frozen=True, slots=True)
class StoppedRow:
    """The number of what was kept of a stopped answer: 0 where nothing was, None where nothing could be stopped."""

    seq: int | None


@dataclass(frozen=True, slots=True)
class FromRow:
    """From which message on all see a conversation; None for who isn't in it."""

    first_seq: int | None


async def find_answer_room(tx: Tx, chat: ChatId, seq: int) -> RoomRow | None:
    """Give a mention of the person that waits for its answer; the purpose is `assistant`."""
    return await tx.first(_sql("find_answer_room"), RoomRow, {"chat": chat, "seq": seq})


async def find_shared_messages(tx: Tx, chat: ChatId, seq: int, at_most: int) -> list[SharedRow]:
    """Give what all see that was said before a mention, latest first; the purpose is `assistant`."""
    params = {"chat": chat, "seq": seq, "at_most": at_most}
    return await tx.all(_sql("find_shared_messages"), SharedRow, params)


async def get_shared_from(tx: Tx, chat: ChatId) -> int | None:
    """Give from which message on all who are in a conversation see it; None for who isn't in it."""
    return (await tx.one(_sql("get_shared_from"), FromRow, {"chat": chat})).first_seq


async def count_sources(tx: Tx, chat: ChatId, seqs: Sequence[int], shares: Sequence[UUID]) -> int:
    """Count how many of these messages and allowed things are still there."""
    params = {"chat": chat, "seqs": list(seqs), "shares": list(shares)}
    return (await tx.one(_sql("count_sources"), NumberRow, params)).number


async def is_waiting(tx: Tx, chat: ChatId, seq: int) -> bool:
    """Say whether a mention of the person still waits for its answer."""
    return (await tx.one(_sql("is_waiting"), AnswerRow, {"person": tx.person, "chat": chat, "seq": seq})).yes


async def set_asks(tx: Tx, chat: ChatId, seq: int, asks: str) -> bool:
    """Note how far the answer to a mention of the person is; say whether it waited."""
    params = {"person": tx.person, "chat": chat, "seq": seq, "asks": asks}
    return await tx.run(_sql("set_asks"), params) > 0


async def begin_answering(tx: Tx, chat: ChatId, seq: int) -> None:
    """Begin to write an answer, or begin it anew."""
    await tx.run(_sql("begin_answering"), {"person": tx.person, "chat": chat, "seq": seq})


async def set_answering(tx: Tx, chat: ChatId, seq: int, text: str, cites: Sequence[Cite]) -> bool:
    """Note how far an answer is; say no where its ground is gone."""
    params = {"chat": chat, "seq": seq, "text": text, "cites": json.dumps([dict(each) for each in cites])}
    return await tx.run(_sql("set_answering"), {"person": tx.person, **params}) > 0


async def end_answering(tx: Tx, chat: ChatId, seq: int) -> bool:
    """End the writing of an answer; say no where its ground is gone."""
    return await tx.run(_sql("end_answering"), {"person": tx.person, "chat": chat, "seq": seq}) > 0


async def find_answering(tx: Tx) -> list[Answering]:
    """Give how far the answers are that are being written in the conversations of the person."""
    return await tx.all(_sql("find_answering"), Answering)


async def signal_answering(tx: Tx, chat: ChatId) -> int:
    """Have open pages look how far the answers in a conversation are; give how many people are in it."""
    return (await tx.one(_sql("signal_answering"), NumberRow, {"chat": chat})).number


async def stop_answer(tx: Tx, chat: ChatId, seq: int) -> int | None:
    """Stop an answer; give the number of what is kept of it, 0 for nothing, None where nothing could be stopped."""
    params = {"chat": chat, "seq": seq, "id": new_id(), "at": clock.now()}
    return (await tx.one(_sql("stop_answer"), StoppedRow, params)).seq


async def ask_again(tx: Tx, chat: ChatId, seq: int) -> bool:
    """Have a mention of the person wait again; say no where it isn't one whose answer broke off or didn't come."""
    return await tx.run(_sql("ask_again"), {"person": tx.person, "chat": chat, "seq": seq}) > 0


async def find_answers_to(tx: Tx, chat: ChatId, seq: int) -> list[int]:
    """Give the answers to a message."""
    return [row.seq for row in await tx.all(_sql("find_answers_to"), SeqRow, {"chat": chat, "seq": seq})]


async def find_answers_on(
    tx: Tx, chat: ChatId, *, seq: int | None = None, share: UUID | None = None
) -> list[int]:
    """Give the answers that would go with a message or with something that was allowed."""
    params = {"chat": chat, "seq": seq, "share": share}
    return [row.seq for row in await tx.all(_sql("find_answers_on"), SeqRow, params)]


async def find_shares(tx: Tx, chat: ChatId) -> list[Share]:
    """Give what members allow in a conversation, oldest first: all of it as `export`, one's own as `assistant`."""
    return await tx.all(_sql("find_shares"), Share, {"chat": chat})


async def add_share(tx: Tx, share: Share, chat: ChatId) -> int:
    """Allow something in a conversation; give 0 where that is so already."""
    params = {"id": share.id, "chat": chat, "belief": share.belief_id, "text": share.text}
    return await tx.run(_sql("add_share"), {"person": tx.person, "at": clock.now(), **params})


async def delete_share(tx: Tx, chat: ChatId, share: UUID) -> bool:
    """Allow something of the person's no more; say whether it was allowed."""
    return await tx.run(_sql("delete_share"), {"person": tx.person, "chat": chat, "id": share}) > 0
