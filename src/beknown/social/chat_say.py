"""Say something in a conversation, and read what was said."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from beknown.kit import clock
from beknown.kit.db import Tx
from beknown.kit.errors import Conflict, NotFound, Refused
from beknown.kit.ids import PersonId, new_id
from beknown.kit.jobs import defer
from beknown.social import chat_answer_store, chat_manner_store, chat_store
from beknown.social.chat_card import note_passing_on
from beknown.social.chat_media import check_may_send, use_media
from beknown.social.chat_mention import mentions_assistant
from beknown.social.chat_text import clean_text
from beknown.social.chat_types import Asks, Chat, ChatId, Draft, Message
from beknown.social.limits import FIRST_MESSAGES, MESSAGES, QUESTIONS, QUESTIONS_HERE, check_limit
from beknown.social.notice_spam import check_message
from beknown.social.standing import check_may_post

CHATS = 50
PAGE = 50
NOTE = "social.note_messages"
ANSWER = "assistant.answer_chat"
"""The job that answers a mention of @beknown."""


@dataclass(frozen=True, slots=True)
class Thread:
    """A page of a conversation: oldest first, and whether there is more before it."""

    messages: list[Message]
    has_more: bool
    names: dict[UUID, str]


@dataclass(frozen=True, slots=True)
class Found:
    """Messages that were looked for, with the names of those who said them."""

    messages: list[Message]
    names: dict[UUID, str]


@dataclass(frozen=True, slots=True)
class Chats:
    """A page of conversations with the names of those who appear in it."""

    chats: list[Chat]
    names: dict[UUID, str]


async def list_chats(tx: Tx, before: tuple[datetime, UUID] | None = None) -> Chats:
    """Give a page of the person's conversations, the one in which something was said last first."""
    return await _name(tx, await chat_store.find_chats(tx, at_most=CHATS, before=before))


async def read_chat(tx: Tx, chat: ChatId) -> Chats:
    """Give one conversation as it stands in the list.

    Raises:
        NotFound: The person isn't in it.
    """
    found = await chat_store.find_chats(tx, at_most=1, chat=chat)
    if not found:
        raise NotFound("There is no such conversation, or you are no longer in it.")
    return await _name(tx, found)


async def open_direct(tx: Tx, other: PersonId) -> ChatId:
    """Give the direct conversation with somebody; it is made the first time.

    Raises:
        Refused: They can't be written to, or there is nobody like that: which of them isn't told.
    """
    chat = await chat_store.open_direct_chat(tx, ChatId(new_id()), other)
    if chat is None:
        raise Refused("You can't write to this person. Choose somebody from the list of people.")
    return chat


async def read_thread(tx: Tx, chat: ChatId, before: int | None = None) -> Thread:
    """Give a page of what was said before a place in a conversation; the latest when no place is named.

    Raises:
        NotFound: The person isn't in it, or no longer.
    """
    await read_chat(tx, chat)
    found = await chat_store.find_messages(tx, chat, before=before, at_most=PAGE + 1)
    shown = found[:PAGE][::-1]
    names = await chat_store.name_people(tx, list({each.author_id for each in shown}))
    return Thread(shown, len(found) > PAGE, names)


async def send(tx: Tx, chat: ChatId, message: UUID, draft: Draft) -> Message:
    """Say something in a conversation. Sent again under the same id it is the same message, said once.

    Raises:
        NotFound: The person isn't in it, or no longer; or what they put into it isn't for them, or isn't there.
        Refused: The other one may not be written to any more, or sent nothing but words yet; or the person is
            suspended and says their first here.
        Conflict: The id was used for a message in another conversation.
        Invalid: The text is empty or too long, or such a thing can't be put into a message.
        TooMany: The person said much of late, or began many conversations; it asks @beknown, as was done often of
            late; or it is a first word to a stranger and looks like spam.
    """
    await chat_store.lock_chat(tx, chat)
    known = await chat_store.find_own_message(tx, message)
    if known is not None and known.chat_id == chat:
        return known
    if known is not None:
        raise Conflict("This message was sent in another conversation. Send it under a new id.")
    has_media = draft.images or draft.voice or draft.video
    is_wordless = not draft.text.strip() and (draft.attached or has_media)
    text = "" if is_wordless else clean_text(draft.text)
    if not await chat_store.may_write(tx, chat):
        raise Refused("You can't write in this conversation any more.")
    await check_limit(tx, MESSAGES)
    if not await chat_store.has_said(tx, chat):
        await check_may_post(tx)
        await check_limit(tx, FIRST_MESSAGES)
        await check_message(tx, chat, text)
    await check_may_send(tx, chat, draft)
    made = await _make(tx, chat, message, text, draft)
    await chat_store.add_message(tx, made)
    await use_media(tx, chat, made.seq, draft)
    if made.asks is not None:
        await defer(tx, ANSWER, person_id=tx.person, chat_id=chat, seq=made.seq)
    await chat_store.mark_read(tx, chat, made.seq)
    await chat_store.tell_chat(tx, chat, "message", at=made.sent_at, seq=made.seq)
    await defer_noting(tx, chat)
    return (await chat_store.find_lines(tx, [(chat, made.seq)]))[chat, made.seq]


async def defer_noting(tx: Tx, chat: ChatId) -> None:
    """Have what was said in a conversation put into the log of each who is in it."""
    await defer(tx, NOTE, once=f"{NOTE}/{chat}", lock=f"{NOTE}/{chat}", chat_id=chat)


async def _make(tx: Tx, chat: ChatId, message: UUID, text: str, draft: Draft) -> Message:
    """Make a message of a draft, in its place."""
    attached = draft.attached
    if attached is not None:
        await note_passing_on(tx, attached)
    reply_to = draft.reply_to
    if reply_to is not None and not await chat_store.find_lines(tx, [(chat, reply_to)]):
        reply_to = None  # it was taken back meanwhile
    asks = await _ask(tx, chat) if mentions_assistant(text) else None
    at = clock.now()
    return Message(
        chat, await chat_store.take_turn(tx, chat, at), message, tx.person, text, at, asks, reply_to=reply_to,
        attached_kind=attached.kind if attached else None,
        attached_of=attached.of if attached else None,
        attached_id=attached.id if attached else None,
    )  # fmt: skip


async def take_back(tx: Tx, chat: ChatId, seq: int) -> None:
    """Take back what the person said, for all: it is gone from the conversation, and soon from everybody's log.

    What @beknown answered from it goes with it.

    Raises:
        NotFound: The person isn't in the conversation, or said no such thing there.
    """
    await chat_store.lock_chat(tx, chat)
    answers = await chat_answer_store.find_answers_on(tx, chat, seq=seq)
    if not await chat_store.delete_message(tx, chat, seq):
        raise NotFound("There is no such message of yours in this conversation.")
    for gone in (seq, *answers):
        await chat_store.tell_chat(tx, chat, "message", at=clock.now(), seq=gone)


async def mark_read(tx: Tx, chat: ChatId, seq: int) -> None:
    """Note that the person has read a conversation up to a message.

    Their own other pages are told, and those of others, as far as both show it to each other.
    """
    if await chat_store.mark_read(tx, chat, seq):
        await chat_manner_store.signal_chat(tx, chat, "seen", seq)


async def _ask(tx: Tx, chat: ChatId) -> Asks:
    """Take a turn of asking @beknown: the person's, and the conversation's."""
    await check_limit(tx, QUESTIONS)
    await check_limit(tx, QUESTIONS_HERE, of=chat)
    return "waiting"


async def _name(tx: Tx, chats: Sequence[Chat]) -> Chats:
    ids = {each.other_id for each in chats} | {each.last_author_id for each in chats}
    names = await chat_store.name_people(tx, [each for each in ids if each is not None])
    return Chats(list(chats), names)
