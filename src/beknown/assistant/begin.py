"""The beginning of a turn: checks the question, writes it down with its event, and makes room for the answer."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import cast
from uuid import UUID

from beknown.assistant import file_store, store
from beknown.assistant.store import CallRow, MessageRow
from beknown.assistant.turn_embedder import TurnEmbedder
from beknown.assistant.types import (
    MAX_QUESTION_CHARACTERS,
    SOURCE_KIND,
    Answer,
    Asker,
    Call,
    CallState,
    File,
    Past,
    Question,
    Resume,
)
from beknown.events import EventDraft, append, clean, count_also, ensure_source
from beknown.kit import clock
from beknown.kit.db import Database, Tx
from beknown.kit.errors import Conflict, Invalid, NotFound, TooLarge
from beknown.kit.ids import EventId, new_id

MAX_FILES = 10
MAX_TITLE = 60
MAX_PATH = 80
ASSISTANT_NAME = "Beknown"


@dataclass(frozen=True, slots=True)
class Ask:
    """A question as it comes in.

    Args:
        text: What the person says.
        conversation_id: Where; None begins a conversation.
        parent_id: The message it follows; None for the first one. Another child of the same parent is a branch.
        attachment_ids: Files uploaded before.
    """

    text: str
    conversation_id: UUID | None = None
    parent_id: UUID | None = None
    attachment_ids: Sequence[UUID] = ()


@dataclass(frozen=True, slots=True)
class Begun:
    """A turn that is written down and waits for its answer; nothing is written down in a temporary chat.

    `turn` has begun to embed the question, where whoever asked saw to it.
    """

    conversation_id: UUID | None
    title: str
    question_id: UUID | None
    answer_id: UUID
    question: Question
    so_far: Answer
    resume: Resume | None = None
    turn: TurnEmbedder | None = None


def check_question(text: str, file_count: int) -> str:
    """Give the question in a form that can be kept.

    Raises:
        TooLarge: It is longer than one question may be.
        Invalid: It says nothing.
    """
    if len(text) > MAX_QUESTION_CHARACTERS:
        raise TooLarge(
            f"The question has {len(text)} characters; one may have {MAX_QUESTION_CHARACTERS}. "
            "Attach longer text as a file.",
            limit_characters=MAX_QUESTION_CHARACTERS,
        )
    text = clean(text).strip()
    if not text and not file_count:
        raise Invalid("The question is empty.")
    return text


async def begin_turn(db: Database, asker: Asker, ask: Ask, *, turn: TurnEmbedder | None = None) -> Begun:
    """Write down a question. With a `turn` it is embedded meanwhile.

    Raises:
        TooLarge, Invalid: The question can't be taken.
        NotFound: There is no such conversation, message or file.
    """
    if len(ask.attachment_ids) > MAX_FILES:
        raise Invalid(f"A question may have {MAX_FILES} files, this one has {len(ask.attachment_ids)}.")
    text = check_question(ask.text, len(ask.attachment_ids))
    question_id, answer_id = new_id(), new_id()
    if turn is not None and text:
        turn.begin(text)
    async with db.begin(asker.scope("export")) as tx:
        conversation_id, title = await _enter(tx, ask, text)
        history = await _read_history(tx, ask.parent_id, conversation_id)
        draft = _draft(asker, question_id, conversation_id, title, text, is_question=True)
        event = await append(tx, await ensure_source(tx, SOURCE_KIND), draft)
        await store.add_turn(
            tx, conversation_id, ask.parent_id, question_id, answer_id, text=text, event=event
        )
        for attachment in ask.attachment_ids:
            if not await file_store.link_attachment(tx, attachment, question_id):
                raise NotFound(
                    f"There is no file {str(attachment)!r} that waits to be sent. Attach it again."
                )
        files = await _read_files(tx, [question_id]) if ask.attachment_ids else ()
    question = Question(asker, text, tuple(history), files, conversation_id=conversation_id)
    return Begun(conversation_id, title, question_id, answer_id, question, Answer(), turn=turn)


async def begin_again(db: Database, asker: Asker, message: UUID) -> Begun:
    """Make room for another answer to the question that a message is, or answers.

    Raises:
        NotFound: There is no such message.
    """
    answer_id = new_id()
    async with db.begin(asker.scope("export")) as tx:
        asked = await store.get_message(tx, message)
        if asked.role == "assistant":
            asked = await store.get_message(tx, asked.parent_id or message)
        conversation = await store.get_conversation(tx, asked.conversation_id)
        question = await _read_question(tx, asker, asked)
        await store.add_answer(tx, asked.conversation_id, asked.id, answer_id)
    return Begun(conversation.id, conversation.title, None, answer_id, question, Answer())


async def begin_resumed(db: Database, asker: Asker, message: UUID, said: Mapping[UUID, bool]) -> Begun:
    """Take up an answer that waited, with the person's yes or no to each of its calls.

    Raises:
        Conflict: It doesn't wait, or no longer.
    """
    async with db.begin(asker.scope("export")) as tx:
        answer = await store.get_message(tx, message)
        waiting = await store.claim_waiting(tx, message)
        if waiting is None or answer.parent_id is None:
            raise Conflict("This answer doesn't wait for a yes or no any more.")
        asked = await store.get_message(tx, answer.parent_id)
        conversation = await store.get_conversation(tx, answer.conversation_id)
        calls = [_as_call(row) for row in await store.find_tool_calls(tx, [message])]
        question = await _read_question(tx, asker, asked)
        count = len(await store.find_citations(tx, [message]))
    resume = Resume(waiting.run, calls, {call.key: said.get(call.id, False) for call in calls}, count)
    so_far = Answer(text=answer.text, calls={call.id: call for call in calls})
    return Begun(conversation.id, conversation.title, None, message, question, so_far, resume)


def begin_temporary(asker: Asker, text: str, history: Sequence[Past], files: Sequence[File]) -> Begun:
    """Take a question of a temporary chat: it lives in the browser, and here only while it is answered.

    Raises:
        TooLarge, Invalid: The question can't be taken.
    """
    text = check_question(text, len(files))
    question = Question(asker, text, tuple(history), tuple(files), is_temporary=True)
    return Begun(None, "", None, new_id(), question, Answer())


def begin_unkept(asker: Asker, text: str, history: Sequence[Past]) -> Begun:
    """Take a question whose conversation somebody else keeps; the person's memories serve it.

    Raises:
        TooLarge, Invalid: The question can't be taken.
    """
    question = Question(asker, check_question(text, 0), tuple(history))
    return Begun(None, "", None, new_id(), question, Answer())


async def write_answer(db: Database, asker: Asker, begun: Begun, answer: Answer) -> None:
    """Write down how an answer ended: its rows and, when it says something, its event, together."""
    if begun.conversation_id is None:
        return
    async with db.begin(asker.scope("export")) as tx:
        event: EventId | None = None
        if answer.text.strip() and answer.state in {"done", "stopped"}:
            draft = _draft(
                asker, begun.answer_id, begun.conversation_id, begun.title, answer.text, is_question=False
            )
            event = await append(tx, await ensure_source(tx, SOURCE_KIND), draft)
        await store.finish_message(tx, begun.answer_id, answer, event)
        if answer.saw is not None:
            await store.add_context(tx, begun.answer_id, answer.saw)
        await store.add_citations(tx, begun.answer_id, answer.citations)
        for position, call in enumerate(answer.calls.values()):
            await store.put_tool_call(tx, begun.answer_id, position, call)


def make_title(text: str, files: Sequence[str] = ()) -> str:
    """Make a title of a question's first words."""
    line = " ".join((text or ", ".join(files) or "…").split())
    if len(line) <= MAX_TITLE:
        return line
    cut = line[:MAX_TITLE].rsplit(" ", 1)[0] if " " in line[:MAX_TITLE] else line[: MAX_TITLE - 1]
    return cut.rstrip(" ,;:-") + "…"


async def _enter(tx: Tx, ask: Ask, text: str) -> tuple[UUID, str]:
    if ask.conversation_id is not None:
        known = await store.get_conversation(tx, ask.conversation_id)
        return known.id, known.title
    names = [(await file_store.get_attachment(tx, each)).name for each in ask.attachment_ids]
    conversation, title = new_id(), make_title(text, names)
    await store.add_conversation(tx, conversation, title)
    return conversation, title


async def _read_question(tx: Tx, asker: Asker, asked: MessageRow) -> Question:
    history = await _read_history(tx, asked.parent_id, asked.conversation_id)
    files = await _read_files(tx, [asked.id])
    return Question(asker, asked.text, tuple(history), files, conversation_id=asked.conversation_id)


async def _read_history(tx: Tx, parent: UUID | None, conversation: UUID) -> list[Past]:
    """Read what was said before, oldest first."""
    if parent is None:
        return []
    path = await store.find_path(tx, parent, MAX_PATH)
    if not path or path[0].conversation_id != conversation:
        raise NotFound(f"There is no message {str(parent)!r} in this conversation.")
    return [
        Past("user" if row.role == "user" else "assistant", row.text) for row in reversed(path) if row.text
    ]


async def _read_files(tx: Tx, messages: Sequence[UUID]) -> tuple[File, ...]:
    rows = await file_store.find_attachments(tx, messages)
    return tuple(File(row.name, row.media_type, row.text, row.note, row.blob_id) for row in rows)


def _as_call(row: CallRow) -> Call:
    return Call(
        row.id, row.call_key, row.name, row.arguments, cast("CallState", row.state), row.result, row.undo
    )


def _draft(
    asker: Asker, message: UUID, conversation: UUID, title: str, text: str, *, is_question: bool
) -> EventDraft:
    return EventDraft(
        type="assistant.message.asked.v1" if is_question else "assistant.message.answered.v1",
        key=str(message),
        occurred_at=clock.now(),
        text=text,
        speaker=asker.name if is_question else ASSISTANT_NAME,
        is_mine=is_question,
        thread=str(conversation),
        thread_title=title,
    )


count_also("answers", store.count_quoting_answers)
