"""SQL of conversations: messages, citations, tool calls."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from psycopg.types.json import Jsonb

from beknown.assistant.types import Answer, Call, Cited, Saw
from beknown.kit import clock
from beknown.kit.db import SqlFiles, Tx
from beknown.kit.ids import EventId

_sql = SqlFiles(__file__)


@dataclass(frozen=True, slots=True)
class ConversationRow:
    """A conversation; `head_id` is the last message of the branch shown."""

    id: UUID
    title: str
    head_id: UUID | None
    created_at: datetime
    updated_at: datetime


@dataclass(frozen=True, slots=True)
class FoundRow:
    """A conversation that a search found; the message is None when only its title matched."""

    id: UUID
    title: str
    updated_at: datetime
    message_id: UUID | None
    text: str | None
    is_answer: bool


@dataclass(frozen=True, slots=True)
class MessageRow:
    """A question or an answer."""

    id: UUID
    conversation_id: UUID
    parent_id: UUID | None
    role: str
    text: str
    state: str
    error: str | None
    model: str | None
    event_id: UUID | None
    created_at: datetime
    updated_at: datetime


@dataclass(frozen=True, slots=True)
class QuestionCountRow:
    """How many questions."""

    questions: int


@dataclass(frozen=True, slots=True)
class AnswerCountRow:
    """How many answers."""

    answers: int


@dataclass(frozen=True, slots=True)
class RunRow:
    """An answer's suspended run."""

    run: Any


@dataclass(frozen=True, slots=True)
class CitationRow:
    """A numbered source of an answer, with the event's words."""

    message_id: UUID
    number: int
    event_id: UUID
    score: float
    text: str
    speaker: str | None
    is_mine: bool
    occurred_at: datetime | None
    source: str
    thread_title: str | None


@dataclass(frozen=True, slots=True)
class CallRow:
    """A tool call of an answer."""

    id: UUID
    message_id: UUID
    position: int
    call_key: str
    name: str
    arguments: dict[str, Any]
    result: Any
    state: str
    undo: dict[str, Any] | None
    created_at: datetime


@dataclass(frozen=True, slots=True)
class TopicRow:
    """Someone who wrote to the person, and how often."""

    speaker: str
    messages: int


@dataclass(frozen=True, slots=True)
class ContextRow:
    """What a model was told for an answer; empty once something of it was forgotten."""

    instructions: str
    profile: str
    passages: str
    is_emptied: bool


@dataclass(frozen=True, slots=True)
class ContextOf:
    """A message that has a context."""

    message_id: UUID


async def add_conversation(tx: Tx, conversation: UUID, title: str) -> None:
    """Begin a conversation."""
    await tx.run(
        _sql("add_conversation"),
        {"person": tx.person, "id": conversation, "title": title, "now": clock.now()},
    )


async def find_conversations(tx: Tx, before: datetime | None, limit: int) -> list[ConversationRow]:
    """Give the person's conversations, the one used last first."""
    params = {"person": tx.person, "before": before, "limit": limit}
    return await tx.all(_sql("find_conversations"), ConversationRow, params)


async def search_conversations(tx: Tx, words: str, limit: int) -> list[FoundRow]:
    """Find conversations that hold these words in title or messages."""
    escaped = words.replace("\\", r"\\").replace("%", r"\%").replace("_", r"\_")
    params = {"person": tx.person, "pattern": f"%{escaped}%", "limit": limit}
    return await tx.all(_sql("search_conversations"), FoundRow, params)


async def get_conversation(tx: Tx, conversation: UUID) -> ConversationRow:
    """Give one conversation."""
    return await tx.one(_sql("get_conversation"), ConversationRow, {"person": tx.person, "id": conversation})


async def rename_conversation(tx: Tx, conversation: UUID, title: str) -> int:
    """Give a conversation another title."""
    return await tx.run(
        _sql("rename_conversation"), {"person": tx.person, "id": conversation, "title": title}
    )


async def set_head(tx: Tx, conversation: UUID, head: UUID) -> None:
    """Say which branch is shown."""
    await tx.run(_sql("set_head"), {"person": tx.person, "id": conversation, "head": head})


async def delete_conversation(tx: Tx, conversation: UUID) -> int:
    """Delete a conversation with all its messages."""
    return await tx.run(_sql("delete_conversation"), {"person": tx.person, "id": conversation})


async def delete_turn_events(tx: Tx, conversation: UUID) -> int:
    """Forget the events of a conversation."""
    return await tx.run(_sql("delete_turn_events"), {"person": tx.person, "thread": str(conversation)})


async def add_answer(tx: Tx, conversation: UUID, question: UUID, answer: UUID) -> None:
    """Add the place of another answer beneath its question, and show that branch."""
    params = {
        "person": tx.person,
        "conversation": conversation,
        "question": question,
        "answer": answer,
        "now": clock.now(),
    }
    await tx.run(_sql("add_answer"), params)


async def add_turn(
    tx: Tx,
    conversation: UUID,
    parent: UUID | None,
    question: UUID,
    answer: UUID,
    *,
    text: str,
    event: EventId | None,
) -> None:
    """Add a question beneath its parent and the place of its answer beneath it, and show that branch."""
    params = {
        "person": tx.person,
        "conversation": conversation,
        "parent": parent,
        "question": question,
        "answer": answer,
        "text": text,
        "event": event,
        "now": clock.now(),
    }
    await tx.run(_sql("add_turn"), params)


async def find_messages(tx: Tx, conversation: UUID) -> list[MessageRow]:
    """Give all messages of a conversation, oldest first."""
    params = {"person": tx.person, "conversation": conversation}
    return await tx.all(_sql("find_messages"), MessageRow, params)


async def get_message(tx: Tx, message: UUID) -> MessageRow:
    """Give one message."""
    return await tx.one(_sql("get_message"), MessageRow, {"person": tx.person, "id": message})


async def find_path(tx: Tx, message: UUID, limit: int) -> list[MessageRow]:
    """Give a message and those above it, the newest first."""
    params = {"person": tx.person, "id": message, "limit": limit}
    return await tx.all(_sql("find_path"), MessageRow, params)


async def set_text(tx: Tx, message: UUID, text: str) -> None:
    """Keep what an answer says so far."""
    params = {"person": tx.person, "id": message, "text": text, "now": clock.now()}
    await tx.run(_sql("set_text"), params)


async def finish_message(tx: Tx, message: UUID, answer: Answer, event: EventId | None) -> None:
    """Note how an answer ended."""
    await tx.run(
        _sql("finish_message"),
        {
            "person": tx.person,
            "id": message,
            "text": answer.text,
            "state": answer.state,
            "error": answer.error,
            "model": answer.model,
            "run": None if answer.run is None else Jsonb(answer.run),
            "event": event,
            "now": clock.now(),
        },
    )


async def claim_waiting(tx: Tx, message: UUID) -> RunRow | None:
    """Take up an answer that waits for a yes; None when it doesn't wait (any more)."""
    params = {"person": tx.person, "id": message, "now": clock.now()}
    return await tx.first(_sql("claim_waiting"), RunRow, params)


async def add_citations(tx: Tx, message: UUID, citations: Sequence[Cited]) -> None:
    """Say which events stand behind the numbers of an answer."""
    await tx.run_many(
        _sql("add_citation"),
        [
            {
                "person": tx.person,
                "message": message,
                "number": cited.number,
                "event": cited.event_id,
                "score": cited.score,
            }
            for cited in citations
        ],
    )


async def find_citations(tx: Tx, messages: Sequence[UUID]) -> list[CitationRow]:
    """Give what the answers of some messages cite, in order."""
    params = {"person": tx.person, "messages": list(messages)}
    return await tx.all(_sql("find_citations"), CitationRow, params)


async def add_context(tx: Tx, message: UUID, saw: Saw) -> None:
    """Keep what a model was told for an answer, unless something of it was forgotten meanwhile."""
    await tx.run(
        _sql("add_context"),
        {
            "person": tx.person,
            "message": message,
            "instructions": saw.instructions,
            "profile": saw.profile,
            "passages": saw.passages,
            "events": list(saw.events),
            "interests": list(saw.interests),
        },
    )


async def get_context(tx: Tx, message: UUID) -> ContextRow:
    """Give what a model was told for an answer."""
    return await tx.one(_sql("get_context"), ContextRow, {"person": tx.person, "message": message})


async def find_contexts(tx: Tx, messages: Sequence[UUID]) -> set[UUID]:
    """Say which of some messages have such a context."""
    params = {"person": tx.person, "messages": list(messages)}
    return {row.message_id for row in await tx.all(_sql("find_contexts"), ContextOf, params)}


async def put_tool_call(tx: Tx, message: UUID, position: int, call: Call) -> None:
    """Keep a tool call as it stands now."""
    await tx.run(
        _sql("put_tool_call"),
        {
            "person": tx.person,
            "id": call.id,
            "message": message,
            "position": position,
            "call_key": call.key,
            "name": call.name,
            "arguments": Jsonb(dict(call.arguments)),
            "result": None if call.result is None else Jsonb(call.result),
            "state": call.state,
            "undo": None if call.undo is None else Jsonb(dict(call.undo)),
            "now": clock.now(),
        },
    )


async def find_tool_calls(tx: Tx, messages: Sequence[UUID]) -> list[CallRow]:
    """Give the tool calls of some messages, in order."""
    params = {"person": tx.person, "messages": list(messages)}
    return await tx.all(_sql("find_tool_calls"), CallRow, params)


async def get_tool_call(tx: Tx, call: UUID) -> CallRow:
    """Give one tool call."""
    return await tx.one(_sql("get_tool_call"), CallRow, {"person": tx.person, "id": call})


async def find_topics(tx: Tx, limit: int) -> list[TopicRow]:
    """Give who wrote to the person most, of late."""
    return await tx.all(_sql("find_topics"), TopicRow, {"person": tx.person, "limit": limit})


@dataclass(frozen=True, slots=True)
class AnyRow:
    """Whether there is any."""

    has_any: bool


async def has_memories(tx: Tx) -> bool:
    """Say whether there is anything to recall besides conversations with the assistant."""
    return (await tx.one(_sql("has_memories"), AnyRow, {"person": tx.person})).has_any


async def count_quoting_answers(tx: Tx) -> int:
    """Count the answers that quote a doomed event."""
    return (await tx.one(_sql("count_quoting_answers"), AnswerCountRow, {"person": tx.person})).answers


async def count_questions(tx: Tx, *, since: datetime) -> int:
    """Count what the person asked since a moment, in all conversations."""
    params = {"person": tx.person, "since": since}
    return (await tx.one(_sql("count_questions"), QuestionCountRow, params)).questions
