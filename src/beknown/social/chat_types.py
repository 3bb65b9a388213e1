"""What a conversation between people is."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal, NewType
from uuid import UUID

ChatId = NewType("ChatId", UUID)
Asks = Literal["waiting", "done", "stopped", "failed"]
Cite = Mapping[str, int | str]
"""A source of an answer: `seq`, a message of the conversation, or `share`, the id of what a member allowed there."""


@dataclass(frozen=True, slots=True)
class Reachable:
    """Somebody one may write to, or with whom one shares a conversation."""

    id: UUID
    name: str


@dataclass(frozen=True, slots=True)
class Message:
    """Something that was said: `seq` is its place in the conversation, `id` was made by who sent it.

    Args:
        asks: How far the answer is, where it mentions @beknown: one of `Asks`.
        is_ai: It is such an answer; `author_id` is who asked, `answers` the number of the question.
        cites: What an answer stands on: its first source is [1].
    """

    chat_id: UUID
    seq: int
    id: UUID
    author_id: UUID
    text: str
    sent_at: datetime
    asks: str | None = None
    is_ai: bool = False
    answers: int | None = None
    cites: Sequence[Cite] = ()


@dataclass(frozen=True, slots=True)
class Chat:
    """A conversation as its person sees it in the list.

    `name` is empty for a direct one; `other_id` is the other one of it, None when they are gone. `unread` counts up to
    100. The last message is None where nothing was said that this person may see.
    """

    id: UUID
    kind: str
    name: str
    other_id: UUID | None
    read_seq: int
    unread: int
    last_at: datetime
    last_seq: int | None
    last_author_id: UUID | None
    last_text: str | None
    is_last_ai: bool


@dataclass(frozen=True, slots=True)
class Member:
    """Somebody who is in a conversation, and what they may do there: `member` or `admin`."""

    id: UUID
    role: str


@dataclass(frozen=True, slots=True)
class Share:
    """Something that a member lets @beknown know of them in one conversation; `belief_id` where it is a belief."""

    id: UUID
    person_id: UUID
    belief_id: UUID | None
    text: str


@dataclass(frozen=True, slots=True)
class Source:
    """Something that an answer may stand on: a message, or what a member allowed. `at` is when a message was said."""

    cite: Cite
    speaker: str
    text: str
    at: datetime | None
    is_ai: bool = False


@dataclass(frozen=True, slots=True)
class Room:
    """A mention that waits for its answer, with all that the answer may draw on, oldest first, and nothing else.

    `shared_from` is the first message that all who are present may see.
    """

    chat_id: ChatId
    seq: int
    question: str
    kind: str
    name: str
    asker: str
    locale: str
    time_zone: str
    shared_from: int
    sources: tuple[Source, ...]
