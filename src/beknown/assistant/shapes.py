"""The API's shapes: what the web app sends and gets."""

from collections.abc import Sequence
from datetime import datetime
from typing import Annotated, Literal
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field, JsonValue

from beknown.assistant.converse import ConversationView, MessageView
from beknown.assistant.file_store import AttachmentRow
from beknown.assistant.running import Running
from beknown.assistant.store import CallRow, CitationRow
from beknown.assistant.types import Call, Cited

MAX_BODY_CHARACTERS = 4_000_000
"""What the shapes themselves let through; the limits that people meet are told by the code behind them."""

Text = Annotated[str, Field(max_length=MAX_BODY_CHARACTERS)]


class Shape(BaseModel):
    """An answer made from a frozen dataclass."""

    model_config = ConfigDict(from_attributes=True)


class CitationOut(Shape):
    """A numbered source of an answer; around it: `/api/you/events/{event_id}`."""

    number: int
    event_id: UUID
    text: str
    speaker: str | None
    is_mine: bool
    occurred_at: datetime | None
    source: str
    score: float
    thread_title: str | None


class ToolCallOut(Shape):
    """A step of an answer."""

    id: UUID
    name: str
    arguments: dict[str, JsonValue]
    result: JsonValue
    state: Literal["running", "waiting", "done", "failed", "refused", "undone"]
    may_undo: bool


class LineOut(Shape):
    """A help line."""

    serves: str
    number: str
    name: str
    hours: str
    languages: list[str]
    link: str


class CardOut(Shape):
    """Help lines beside an answer, in the language of the talk. Made when it is shown, and kept nowhere."""

    shown: Literal["open", "folded", "offered"]
    title: str
    note: str
    danger: str
    country: str | None
    emergency: str
    lines: list[LineOut]


class AttachmentOut(Shape):
    """A file given to the assistant; its bytes are at `/api/attachments/{id}/content`."""

    id: UUID
    name: str
    media_type: str
    size_bytes: int
    note: str | None
    has_text: bool


class ReadFileOut(BaseModel):
    """What was read out of a file that isn't kept."""

    name: str
    media_type: str
    text: str
    note: str | None


class MessageOut(BaseModel):
    """A question or an answer."""

    id: UUID
    parent_id: UUID | None
    role: Literal["user", "assistant"]
    text: str
    state: Literal["streaming", "done", "stopped", "failed", "waiting", "forgotten"]
    error: str | None
    model: str | None
    created_at: datetime
    citations: list[CitationOut]
    tool_calls: list[ToolCallOut]
    attachments: list[AttachmentOut]
    care: CardOut | None = None
    has_context: bool


class ConversationOut(Shape):
    """A conversation in the list."""

    id: UUID
    title: str
    updated_at: datetime


class ConversationsOut(BaseModel):
    """A page of conversations; `next` is the `before` of the next page."""

    conversations: list[ConversationOut]
    next: datetime | None


class FoundConversationOut(BaseModel):
    """A conversation that a search found, and the words around that; an answer's are Markdown."""

    id: UUID
    title: str
    updated_at: datetime
    message_id: UUID | None
    excerpt: str | None
    is_answer: bool


class ConversationFullOut(BaseModel):
    """A conversation with all its messages, oldest first; `head_id` is the last message of the branch shown."""

    id: UUID
    title: str
    head_id: UUID | None
    messages: list[MessageOut]


class SearchIn(BaseModel):
    """Words to look for."""

    words: Text


class RenameIn(BaseModel):
    """Another title."""

    title: Text


class HeadIn(BaseModel):
    """A message of the branch to show."""

    message_id: UUID


class HeadOut(BaseModel):
    """The last message of the branch shown now."""

    head_id: UUID


class AskIn(BaseModel):
    """A question. Another child of `parent_id` is a branch; without a conversation a new one begins."""

    text: Text
    conversation_id: UUID | None = None
    parent_id: UUID | None = None
    attachment_ids: list[UUID] = Field([], max_length=100)


class PastIn(BaseModel):
    """An earlier message of a temporary chat, which only the browser keeps."""

    role: Literal["user", "assistant"]
    text: Text


class FileIn(BaseModel):
    """A file of a temporary chat, as it was read."""

    name: str = Field(max_length=400)
    media_type: str = Field(max_length=200)
    text: Text


class TemporaryIn(BaseModel):
    """A question in a temporary chat."""

    text: Text
    history: list[PastIn] = Field([], max_length=200)
    files: list[FileIn] = Field([], max_length=10)


class DecideIn(BaseModel):
    """The person's yes or no to calls that wait, by their ids."""

    decisions: dict[UUID, bool] = Field(max_length=100)


class StopOut(BaseModel):
    """Whether the answer was still being made."""

    was_running: bool


class ReminderOut(Shape):
    """A reminder; `due` when its moment has come."""

    id: UUID
    text: str
    due_at: datetime
    state: Literal["set", "due"]


class AssistantOut(BaseModel):
    """What answers, and what one may ask it about.

    `people` are names of those who wrote to the person; `has_memories` is false while nothing was brought.
    """

    model: str | None
    is_small: bool
    has_vision: bool
    trouble: str | None
    max_question_characters: int
    max_file_bytes: int
    has_memories: bool
    people: list[str]


class ServerIn(BaseModel):
    """A tool server as the operator states it."""

    name: str = Field(max_length=100)
    transport: Literal["http", "stdio"]
    address: str = Field(max_length=2000)
    token: str | None = Field(None, max_length=4000)


class ServerOut(Shape):
    """A tool server; its token is never shown again."""

    id: UUID
    name: str
    transport: str
    address: str
    has_token: bool
    is_on: bool


class SwitchIn(BaseModel):
    """On or off."""

    is_on: bool


class OfferedToolOut(Shape):
    """A tool that a server has; it asks first unless the server says that it only reads."""

    name: str
    description: str
    asks_first: bool


class StartOut(BaseModel):
    """The first event of a stream, `start`: where the answer is written. Without ids in a temporary chat."""

    conversation_id: UUID | None
    title: str
    question_id: UUID | None
    answer_id: UUID


class EndOut(BaseModel):
    """The last event of a stream, `end`: how the answer ended."""

    state: Literal["done", "stopped", "failed", "waiting"]
    error: str | None
    model: str | None
    text: str
    citations: list[CitationOut]
    tool_calls: list[ToolCallOut]
    has_context: bool = False


class ContextOut(Shape):
    """What a model is or was told besides the question and what was said before, word for word.

    `is_emptied` when something of it was forgotten since.
    """

    instructions: str
    profile: str
    passages: str
    is_emptied: bool = False


class ToldIn(BaseModel):
    """A question that isn't asked."""

    text: str = Field(max_length=2000)


class ToldOut(ContextOut):
    """What a model would be told; `tokens` counts the profile and the person's wishes, at most `most_tokens`."""

    tokens: int
    most_tokens: int


def show_cited(cited: Cited | CitationRow) -> CitationOut:
    """Show a numbered source."""
    return CitationOut.model_validate(cited)


def show_call(call: Call | CallRow) -> ToolCallOut:
    """Show a step."""
    return ToolCallOut(
        id=call.id,
        name=call.name,
        arguments=dict(call.arguments),
        result=call.result,
        state=call.state,  # pyright: ignore[reportArgumentType] - the database checks its values
        may_undo=call.state == "done" and call.undo is not None,
    )


def show_attachment(row: AttachmentRow) -> AttachmentOut:
    """Show a file."""
    return AttachmentOut(
        id=row.id,
        name=row.name,
        media_type=row.media_type,
        size_bytes=row.size_bytes,
        note=row.note,
        has_text=bool(row.text.strip()),
    )


def show_message(view: MessageView, running: Running) -> MessageOut:
    """Show a message with what belongs to it."""
    row = view.row
    return MessageOut(
        id=row.id,
        parent_id=row.parent_id,
        role=row.role,  # pyright: ignore[reportArgumentType] - the database checks its values
        text=row.text,
        state=view.state(running),  # pyright: ignore[reportArgumentType] - as above
        error=view.error(running),
        model=row.model,
        created_at=row.created_at,
        citations=[show_cited(each) for each in view.citations],
        tool_calls=show_calls(view.calls),
        attachments=[show_attachment(each) for each in view.attachments],
        care=CardOut.model_validate(view.care) if view.care else None,
        has_context=view.has_context,
    )


def show_calls(calls: Sequence[Call | CallRow]) -> list[ToolCallOut]:
    """Show the steps of an answer."""
    return [show_call(call) for call in calls]


def show_conversation(view: ConversationView, running: Running) -> ConversationFullOut:
    """Show a conversation with all its messages."""
    return ConversationFullOut(
        id=view.row.id,
        title=view.row.title,
        head_id=view.row.head_id,
        messages=[show_message(each, running) for each in view.messages],
    )
