"""What the assistant's words mean: messages, citations, tool calls, and the pieces an answer streams."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal
from uuid import UUID
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import JsonValue

from beknown.kit.db import Purpose, Scope
from beknown.kit.ids import PersonId
from beknown.models import Usage
from beknown.understanding import HelpLine

Role = Literal["user", "assistant"]
MessageState = Literal["streaming", "done", "stopped", "failed", "waiting", "forgotten"]
CallState = Literal["running", "waiting", "done", "failed", "refused", "undone"]

MAX_QUESTION_CHARACTERS = 32_000
"""The longest question: some ten pages. Longer text is for an attachment."""

SOURCE_KIND = "assistant"
"""The source whose events are the turns of conversations."""


@dataclass(frozen=True, slots=True)
class Asker:
    """Who talks with the assistant, and how they write dates.

    Args:
        person: Who it is.
        name: As they want to be called.
        locale: The account's.
        time_zone: Theirs, an IANA name.
        speech: The language they want answers in, whatever they ask in; '' for that of the question.
        clock: `24` or `12` hours.
        dates: `dmy`, `mdy` or `ymd` where that is known and isn't what their locale says; else ''.
    """

    person: PersonId
    name: str
    locale: str = "en"
    time_zone: str = "UTC"
    speech: str = ""
    clock: str = "24"
    dates: str = ""

    def scope(self, purpose: Purpose) -> Scope:
        """Give their scope for a purpose."""
        return Scope(self.person, purpose)

    @property
    def zone(self) -> ZoneInfo:
        """Their time zone; UTC where this machine doesn't know it."""
        try:
            return ZoneInfo(self.time_zone)
        except (ZoneInfoNotFoundError, ValueError):
            return ZoneInfo("UTC")


@dataclass(frozen=True, slots=True)
class Cited:
    """A numbered source of an answer."""

    number: int
    event_id: UUID
    text: str
    speaker: str | None
    is_mine: bool
    occurred_at: datetime | None
    source: str
    score: float
    thread_title: str | None = None


@dataclass(slots=True)
class Call:
    """A tool call as it runs: what the conversation shows of it.

    Args:
        id: Names it in the database and the web app.
        key: Names it in the model's own messages.
        name: The tool's name.
        arguments: What the tool was called with.
        state: How far it is.
        result: What it gave; JSON that the web app shows.
        undo: What is needed to take it back; None when it can't be.
    """

    id: UUID
    key: str
    name: str
    arguments: Mapping[str, JsonValue]
    state: CallState = "running"
    result: JsonValue = None
    undo: Mapping[str, JsonValue] | None = None


@dataclass(frozen=True, slots=True)
class File:
    """A file beside a question: the text read out of it, and its bytes where the model can see them."""

    name: str
    media_type: str
    text: str
    note: str | None = None
    blob_id: UUID | None = None


@dataclass(frozen=True, slots=True)
class Past:
    """An earlier message, as the model is told of it."""

    role: Role
    text: str


@dataclass(frozen=True, slots=True)
class Question:
    """All that an answer is made from, besides what is recalled."""

    asker: Asker
    text: str
    history: tuple[Past, ...] = ()
    files: tuple[File, ...] = ()
    is_temporary: bool = False
    conversation_id: UUID | None = None


@dataclass(frozen=True, slots=True)
class Resume:
    """An answer that waited, what the person said to each call by its key, and how many sources it cites."""

    run: JsonValue
    calls: Sequence[Call]
    said: Mapping[str, bool]
    cited: int = 0


@dataclass(frozen=True, slots=True)
class TextPiece:
    """More of the answer's text."""

    text: str


@dataclass(frozen=True, slots=True)
class CallPiece:
    """A tool call began or changed."""

    call: Call


@dataclass(frozen=True, slots=True)
class CitedPiece:
    """The answer cites one more source."""

    cited: Cited


@dataclass(frozen=True, slots=True)
class WaitPiece:
    """The answer waits for the person's yes; `run` is what the model needs to go on."""

    run: JsonValue = None


@dataclass(frozen=True, slots=True)
class Card:
    """Help lines as the conversation shows them, in the language of the talk."""

    shown: Literal["open", "folded", "offered"]
    title: str
    note: str
    danger: str
    country: str | None
    emergency: str
    lines: tuple[HelpLine, ...]


@dataclass(frozen=True, slots=True)
class CarePiece:
    """Help lines belong to this answer; they are shown and never kept."""

    card: Card


@dataclass(frozen=True, slots=True)
class Saw:
    """What a model was told for an answer, word for word, besides the question and what was said before.

    Args:
        instructions: The rules, and what the person wants of every answer.
        profile: What is known of the person, chosen for this question.
        passages: What was recalled.
        events: The events that all of it stands on.
        interests: The topics that the profile names.
    """

    instructions: str
    profile: str
    passages: str
    events: tuple[UUID, ...] = ()
    interests: tuple[UUID, ...] = ()


@dataclass(frozen=True, slots=True)
class SawPiece:
    """The model was told this; it is kept with the answer, and not sent."""

    saw: Saw


@dataclass(frozen=True, slots=True)
class UsedPiece:
    """All calls of the language model for this answer used so much, so far; it is not sent."""

    usage: Usage


Piece = SawPiece | UsedPiece | TextPiece | CallPiece | CitedPiece | WaitPiece | CarePiece


@dataclass(slots=True)
class Answer:
    """An answer while it is made, and as it was when it ended."""

    text: str = ""
    state: MessageState = "streaming"
    error: str | None = None
    model: str | None = None
    calls: dict[UUID, Call] = field(default_factory=dict[UUID, Call])
    citations: list[Cited] = field(default_factory=list[Cited])
    run: JsonValue = None
    saw: Saw | None = None
    used: Usage = field(default_factory=Usage)

    def take(self, piece: Piece) -> None:
        """Add a piece."""
        match piece:
            case TextPiece(text):
                self.text += text
            case CallPiece(call):
                self.calls[call.id] = call
            case CitedPiece(cited):
                self.citations.append(cited)
            case WaitPiece(run):
                self.state, self.run = "waiting", run
            case CarePiece():
                pass
            case SawPiece(saw):
                self.saw = saw
            case UsedPiece(usage):
                self.used = usage
