"""Put what was said between people into the log of each of them, and take out of it what is gone.

Everybody in a conversation has an event of their own for each message, so that their assistant recalls it, and their
export, forgetting and erasing cover it. A message that was deleted leaves no event behind, in nobody's log.
"""

from collections.abc import Sequence
from datetime import timedelta
from uuid import UUID

from beknown.events import EventDraft, append_many, ensure_source, forget_events
from beknown.kit import clock
from beknown.kit.db import Database, Scope, Tx
from beknown.kit.ids import NOBODY, PersonId
from beknown.social import chat_store
from beknown.social.chat_manner_store import find_edited
from beknown.social.chat_types import Chat, ChatId, Message

SOURCE_KIND = "messages"
BATCH = 200
EDITED_FOR = timedelta(hours=1)
"""For so long a changed message is looked for that isn't in a log yet: it is put there within seconds."""


async def note_chat(db: Database, chat: ChatId) -> None:
    """Append to the log of each who is in a conversation what isn't there yet."""
    async with db.begin(Scope(NOBODY, "safety")) as tx:
        people = await chat_store.find_chat_people(tx, chat)
    for person in people:
        while await _note_batch(db, person, chat) == BATCH:
            pass
        async with db.begin(Scope(person, "export")) as tx:
            since = clock.now() - EDITED_FOR
            await _note(tx, chat, await find_edited(tx, chat, since=since, at_most=BATCH))


async def forget_gone(db: Database) -> None:
    """Forget, in everybody's log, the events of messages that are gone."""
    async with db.begin(Scope(NOBODY, "safety")) as tx:
        people = await chat_store.find_people_with_gone_messages(tx)
    for person in people:
        while await _forget_batch(db, person) == BATCH:
            pass


async def _note_batch(db: Database, person: PersonId, chat: ChatId) -> int:
    async with db.begin(Scope(person, "export")) as tx:
        messages = await chat_store.find_unnoted(tx, chat, BATCH)
        await _note(tx, chat, messages)
    return len(messages)


async def _note(tx: Tx, chat: ChatId, messages: Sequence[Message]) -> None:
    if not messages:
        return
    found = await chat_store.find_chats(tx, at_most=1, chat=chat)
    people = {
        tx.person,
        *(each.author_id for each in messages),
        *(each.other_id for each in found if each.other_id),
    }
    names = await chat_store.name_people(tx, list(people))
    title = _title(found, names)
    drafts = {each.seq: _draft(tx.person, each, names, title) for each in messages if _words(each)}
    appended = await append_many(tx, await ensure_source(tx, SOURCE_KIND), list(drafts.values()))
    events = {seq: appended.new[draft.key] for seq, draft in drafts.items() if draft.key in appended.new}
    await chat_store.add_noted(tx, chat, events)
    await chat_store.set_noted(tx, chat, messages[-1].seq)


async def _forget_batch(db: Database, person: PersonId) -> int:
    async with db.begin(Scope(person, "export")) as tx:
        events = await chat_store.find_gone_events(tx, BATCH)
        await forget_events(tx, events)
    return len(events)


def _title(found: Sequence[Chat], names: dict[UUID, str]) -> str | None:
    """A group is known by its name; what is said in private, by who it is with."""
    for chat in found:
        return chat.name or names.get(chat.other_id or UUID(int=0))
    return None


def _key(message: Message) -> str:
    """Name an event; a changed message is another one, since the mark of what was forgotten keeps its key away."""
    key = f"{message.chat_id}/{message.seq}"
    return key if message.edited_at is None else f"{key}/{message.edited_at.isoformat()}"


def _words(message: Message) -> str:
    """What was said, what its pictures and video show and its voice note says in the words of who sent them."""
    spoken = message.voice["words"] if message.voice else ""
    filmed = message.video["alt"] if message.video else ""
    return "\n".join(
        filter(None, (message.text, spoken, *(image["alt"] for image in message.images), filmed))
    )


def _draft(person: PersonId, message: Message, names: dict[UUID, str], title: str | None) -> EventDraft:
    is_mine = message.author_id == person
    return EventDraft(
        type="social.message.sent.v1" if is_mine else "social.message.received.v1",
        key=_key(message),
        occurred_at=message.sent_at,
        text=_words(message),
        speaker=names.get(message.author_id),
        is_mine=is_mine,
        thread=str(message.chat_id),
        thread_title=title,
    )
