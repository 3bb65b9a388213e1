"""Conversations as the person handles them: list, search, read, rename, switch branch, delete."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import TypeVar
from uuid import UUID

from beknown.assistant import file_store, store
from beknown.assistant.file_store import AttachmentRow
from beknown.assistant.gentle import find_cards
from beknown.assistant.recollect import Embedders
from beknown.assistant.running import Running
from beknown.assistant.store import CallRow, CitationRow, ConversationRow, FoundRow, MessageRow
from beknown.assistant.types import Asker, Card
from beknown.kit import clock
from beknown.kit.blobs import Blobs
from beknown.kit.db import Database, Tx
from beknown.kit.errors import Invalid, NotFound

PAGE = 50
MAX_TITLE = 200
MAX_SEARCH = 200
LOST_AFTER = timedelta(seconds=15)
LOST = "The server stopped while answering. What came is kept; try again."
EXCERPT = 300

Row = TypeVar("Row", CitationRow, CallRow, AttachmentRow)


@dataclass(frozen=True, slots=True)
class MessageView:
    """A message with what belongs to it."""

    row: MessageRow
    citations: tuple[CitationRow, ...] = ()
    calls: tuple[CallRow, ...] = ()
    attachments: tuple[AttachmentRow, ...] = ()
    care: Card | None = None
    has_context: bool = False

    def state(self, running: Running) -> str:
        """Say how far it is; an answer whose server died counts as failed."""
        is_lost = (
            self.row.state == "streaming"
            and not running.is_running(self.row.id)
            and clock.now() - self.row.updated_at > LOST_AFTER
        )
        return "failed" if is_lost else self.row.state

    def error(self, running: Running) -> str | None:
        """Say what went wrong with it."""
        return LOST if self.state(running) != self.row.state else self.row.error


@dataclass(frozen=True, slots=True)
class ConversationView:
    """A conversation with all its messages, oldest first."""

    row: ConversationRow
    messages: tuple[MessageView, ...]


async def list_conversations(db: Database, asker: Asker, before: datetime | None) -> list[ConversationRow]:
    """Give a page of conversations, the one used last first."""
    async with db.begin(asker.scope("assistant")) as tx:
        return await store.find_conversations(tx, before, PAGE)


async def search_conversations(db: Database, asker: Asker, words: str) -> list[FoundRow]:
    """Find conversations that hold these words in their title or a message.

    Raises:
        Invalid: There are no words, or too many.
    """
    words = words.strip()
    if not 0 < len(words) <= MAX_SEARCH:
        raise Invalid(f"A search has 1 to {MAX_SEARCH} characters.")
    async with db.begin(asker.scope("assistant")) as tx:
        return await store.search_conversations(tx, words, PAGE)


def excerpt(text: str | None, words: str) -> str | None:
    """Give the part of a text that holds the words, from the beginning of their line where that isn't far."""
    if text is None:
        return None
    at = max(0, text.casefold().find(words.strip().casefold()))
    line = text.rfind("\n", 0, at) + 1
    start = max(line, at - EXCERPT)
    end = at + EXCERPT
    return ("…" if start > line else "") + text[start:end].rstrip() + ("…" if end < len(text) else "")


async def read_conversation(
    db: Database, models: Embedders, asker: Asker, conversation: UUID
) -> ConversationView:
    """Give a conversation with all its messages.

    Raises:
        NotFound: There is none.
    """
    async with db.begin(asker.scope("assistant")) as tx:
        row = await store.get_conversation(tx, conversation)
        views = await _views(tx, await store.find_messages(tx, conversation))
    cards = await find_cards(db, models, asker, [view.row for view in views])
    return ConversationView(row, tuple(replace(view, care=cards.get(view.row.id)) for view in views))


async def read_message(db: Database, asker: Asker, message: UUID) -> MessageView:
    """Give one message.

    Raises:
        NotFound: There is none.
    """
    async with db.begin(asker.scope("assistant")) as tx:
        return (await _views(tx, [await store.get_message(tx, message)]))[0]


async def rename_conversation(db: Database, asker: Asker, conversation: UUID, title: str) -> None:
    """Give a conversation another title.

    Raises:
        Invalid: The title is empty or too long.
        NotFound: There is no such conversation.
    """
    title = " ".join(title.split())
    if not 0 < len(title) <= MAX_TITLE:
        raise Invalid(f"A title has 1 to {MAX_TITLE} characters, this one has {len(title)}.")
    async with db.begin(asker.scope("assistant")) as tx:
        if not await store.rename_conversation(tx, conversation, title):
            raise NotFound("There is no such conversation.")


async def switch_branch(db: Database, asker: Asker, conversation: UUID, message: UUID) -> UUID:
    """Show the branch that goes through a message; give its last message.

    Raises:
        NotFound: There is no such message in this conversation.
    """
    async with db.begin(asker.scope("assistant")) as tx:
        messages = await store.find_messages(tx, conversation)
        if all(each.id != message for each in messages):
            raise NotFound("There is no such message in this conversation.")
        head = find_leaf(messages, message)
        await store.set_head(tx, conversation, head)
    return head


def find_leaf(messages: Sequence[MessageRow], message: UUID) -> UUID:
    """Give the newest message at the end of the newest branch beneath a message."""
    newest = {each.parent_id: each.id for each in messages}
    while message in newest:
        message = newest[message]
    return message


async def delete_conversation(
    db: Database, blobs: Blobs, running: Running, asker: Asker, conversation: UUID
) -> None:
    """Delete a conversation with its messages, files and events: nothing of it is recalled any more.

    Raises:
        NotFound: There is none.
    """
    async with db.begin(asker.scope("export")) as tx:
        for each in await store.find_messages(tx, conversation):
            running.stop(asker.person, each.id)
        if not await store.delete_conversation(tx, conversation):
            raise NotFound("There is no such conversation.")
        await store.delete_turn_events(tx, conversation)
        await blobs.delete_unused(tx)


async def find_topics(db: Database, asker: Asker) -> tuple[list[str], bool]:
    """Give names of those who wrote to the person most of late, and whether anything was brought at all."""
    async with db.begin(asker.scope("assistant")) as tx:
        rows = await store.find_topics(tx, 3)
        has_memories = await store.has_memories(tx)
    return [row.speaker for row in rows], has_memories


async def _views(tx: Tx, rows: Sequence[MessageRow]) -> tuple[MessageView, ...]:
    ids = [row.id for row in rows]
    citations = _by_message(await store.find_citations(tx, ids))
    calls = _by_message(await store.find_tool_calls(tx, ids))
    attachments = _by_message(await file_store.find_attachments(tx, ids))
    contexts = await store.find_contexts(tx, ids)
    return tuple(
        MessageView(
            row,
            tuple(citations[row.id]),
            tuple(calls[row.id]),
            tuple(attachments[row.id]),
            has_context=row.id in contexts,
        )
        for row in rows
    )


def _by_message(rows: Iterable[Row]) -> defaultdict[UUID | None, list[Row]]:
    grouped: defaultdict[UUID | None, list[Row]] = defaultdict(list)
    for row in rows:
        grouped[row.message_id].append(row)
    return grouped
