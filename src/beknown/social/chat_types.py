"""What a conversation between people is."""

from dataclasses import dataclass
from datetime import datetime
from typing import NewType
from uuid import UUID

ChatId = NewType("ChatId", UUID)


@dataclass(frozen=True, slots=True)
class Reachable:
    """Somebody one may write to, or with whom one shares a conversation."""

    id: UUID
    name: str


@dataclass(frozen=True, slots=True)
class Message:
    """Something that was said: `seq` is its place in the conversation, `id` was made by who sent it."""

    chat_id: UUID
    seq: int
    id: UUID
    author_id: UUID
    text: str
    sent_at: datetime


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


@dataclass(frozen=True, slots=True)
class Change:
    """One thing that a person was told; `message` is None where it isn't about one, or that one is gone."""

    seq: int
    kind: str
    chat_id: UUID
    message_seq: int | None
    message: Message | None


@dataclass(frozen=True, slots=True)
class Member:
    """Somebody who is in a conversation, and what they may do there: `member` or `admin`."""

    id: UUID
    role: str
