"""React, change what was said, find it again, show that one has read or types, and let messages disappear."""

from datetime import timedelta
from uuid import UUID

from beknown.kit import clock
from beknown.kit.db import Database, Scope, Tx
from beknown.kit.errors import Conflict, Invalid, NotFound
from beknown.kit.ids import NOBODY
from beknown.social import chat_manner_store as store
from beknown.social import chat_store
from beknown.social.chat_answer_store import find_answers_on
from beknown.social.chat_group import check_admin
from beknown.social.chat_say import Found, defer_noting
from beknown.social.chat_text import clean_text
from beknown.social.chat_types import ChatId, Message, ReadMark
from beknown.social.limits import REACTIONS, check_limit
from beknown.social.types import ReactionKind

EDITABLE_FOR = timedelta(minutes=15)
FOUND = 50
LONGEST_WORDS = 200


async def react(tx: Tx, chat: ChatId, seq: int, kind: ReactionKind | None) -> Message:
    """Set the person's one reaction to a message, or take it back; all pages are told.

    Raises:
        NotFound: The person isn't in the conversation, or sees no such message.
        TooMany: The person reacts very often.
    """
    await chat_store.lock_chat(tx, chat)
    await _get_line(tx, chat, seq)
    await check_limit(tx, REACTIONS)
    if kind is None:
        await store.delete_reaction(tx, chat, seq)
    else:
        await store.set_reaction(tx, chat, seq, kind)
    await chat_store.tell_chat(tx, chat, "message", at=clock.now(), seq=seq)
    return await _get_line(tx, chat, seq)


async def edit(tx: Tx, chat: ChatId, seq: int, text: str) -> Message:
    """Change what the person said, within a quarter of an hour; everybody sees that it was changed.

    Its former words go from the logs within a minute, and what @beknown answered from them at once.

    Raises:
        NotFound: The person isn't in the conversation, or said no such thing there.
        Conflict: It is too old, or is an answer by AI.
        Invalid: The text is empty or too long.
    """
    await chat_store.lock_chat(tx, chat)
    line = await _get_line(tx, chat, seq)
    if line.author_id != tx.person:
        raise NotFound("There is no such message of yours in this conversation.")
    answers = await find_answers_on(tx, chat, seq=seq)
    if not await store.edit_message(tx, chat, seq, clean_text(text), since=clock.now() - EDITABLE_FOR):
        raise Conflict("A message can be changed for 15 minutes. Take it back, or write another one.")
    await store.unsettle_message(tx, chat, seq)
    for told in (seq, *answers):
        await chat_store.tell_chat(tx, chat, "message", at=clock.now(), seq=told)
    await defer_noting(tx, chat)
    return await _get_line(tx, chat, seq)


async def search(tx: Tx, words: str, chat: ChatId | None = None) -> Found:
    """Find messages that hold all of some words in the person's conversations, latest first; at most 50.

    Raises:
        Invalid: There are no words, or they are too long.
    """
    words = " ".join(words.split())
    if not words or len(words) > LONGEST_WORDS:
        raise Invalid(f"Write between 1 and {LONGEST_WORDS} letters to look for.")
    messages = await store.search(tx, words, chat=chat, at_most=FOUND)
    return Found(messages, await chat_store.name_people(tx, list({each.author_id for each in messages})))


async def find_read_marks(tx: Tx, chat: ChatId) -> list[ReadMark]:
    """Give how far the others have read, as far as they and the person show it to each other."""
    return await store.find_read_marks(tx, chat)


async def show_typing(tx: Tx, chat: ChatId) -> None:
    """Show the others that the person is typing, as far as both sides want that."""
    await store.signal_chat(tx, chat, "typing")


async def keep_for(tx: Tx, chat: ChatId, days: int | None) -> None:
    """Say after how many days what is said from now on disappears; everybody is told.

    Raises:
        NotFound: The person isn't in the conversation.
        Refused: It is a group, and they aren't its admin.
    """
    await chat_store.lock_chat(tx, chat)
    (found,) = await chat_store.find_chats(tx, at_most=1, chat=chat)
    if found.kind == "group":
        await check_admin(tx, chat)
    await store.set_keep_days(tx, chat, days)
    await chat_store.tell_chat(tx, chat, "chat", at=clock.now())


async def clear_chats(db: Database) -> None:
    """Delete what has had its time, everywhere; pages are told."""
    at = clock.now()
    async with db.begin(Scope(NOBODY, "safety")) as tx:
        chats = await store.find_chats_to_clear(tx, at)
    for chat in chats:
        await _clear(db, chat)


async def _clear(db: Database, chat: UUID) -> None:
    async with db.begin(Scope(NOBODY, "safety")) as tx:
        await store.clear_chat(tx, chat, clock.now())


async def _get_line(tx: Tx, chat: ChatId, seq: int) -> Message:
    found = await chat_store.find_lines(tx, [(chat, seq)])
    if not found:
        raise NotFound("There is no such message, or it was taken back.")
    return found[chat, seq]
