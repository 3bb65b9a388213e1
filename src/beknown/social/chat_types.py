"""What a conversation between people is."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal, NewType, TypedDict
from uuid import UUID

from beknown.social.types import ImageFacts, ImageUse, VideoFacts

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
class Attached:
    """Something that was put into a message: its kind, whose it is (None where it is nobody's), its id."""

    kind: str
    of: UUID | None
    id: UUID


@dataclass(frozen=True, slots=True)
class Reply:
    """What a message replies to: its number, who said it, how it begins."""

    seq: int
    author_id: UUID
    is_ai: bool
    text: str


class VoiceFacts(TypedDict):
    """A voice note; `words` is '' where its speaker gave none for those who can't hear it."""

    id: str
    words: str
    length_ms: int


@dataclass(frozen=True, slots=True)
class Draft:
    """Something to say. `text` may be empty where something is put into the message, such as pictures.

    `voice` is a voice note that was taken, with its words as `alt`; `video` a video that is ready.
    """

    text: str
    attached: Attached | None = None
    reply_to: int | None = None
    images: tuple[ImageUse, ...] = ()
    voice: ImageUse | None = None
    video: ImageUse | None = None


@dataclass(frozen=True, slots=True)
class Message:
    """Something that was said: `seq` is its place in the conversation, `id` was made by who sent it.

    Args:
        asks: How far the answer is, where it mentions @beknown: one of `Asks`. Of an answer itself: `stopped` or
            `failed` where it breaks off.
        is_ai: It is such an answer; `author_id` is who asked, `answers` the number of the question.
        cites: What an answer stands on: its first source is [1].
        edited_at: When its author last changed it.
        attached_kind: Of which kind the thing is that was put into it, with `attached_of` and `attached_id`.
        reply_to: Which message it replies to; the columns that tell of that are None where its reader doesn't see it.
        reactions: Each with its `kind` and `person_id`.
        images: Its pictures, in order.
        voice: Its voice note.
        video: Its video.
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
    edited_at: datetime | None = None
    attached_kind: str | None = None
    attached_of: UUID | None = None
    attached_id: UUID | None = None
    reply_to: int | None = None
    reply_author_id: UUID | None = None
    is_reply_to_ai: bool | None = None
    reply_text: str | None = None
    reactions: Sequence[Mapping[str, str]] = ()
    images: Sequence[ImageFacts] = ()
    voice: VoiceFacts | None = None
    video: VideoFacts | None = None

    @property
    def attached(self) -> Attached | None:
        """What was put into it."""
        if self.attached_kind is None or self.attached_id is None:
            return None
        return Attached(self.attached_kind, self.attached_of, self.attached_id)

    @property
    def reply(self) -> Reply | None:
        """What it replies to, as far as its reader sees that."""
        if self.reply_to is None or self.reply_author_id is None:
            return None
        return Reply(self.reply_to, self.reply_author_id, bool(self.is_reply_to_ai), self.reply_text or "")


@dataclass(frozen=True, slots=True)
class Chat:
    """A conversation as its person sees it in the list.

    `name` is empty for a direct one; `other_id` is the other one of it, None when they are gone. `unread` counts up to
    100. The last message is None where nothing was said that this person may see; `last_attached` is the kind of what
    was put into it, `picture`, `video` or `voice`. What is said disappears after `keep_days`.
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
    last_attached: str | None
    is_last_ai: bool
    keep_days: int | None


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
class Answering:
    """How far an answer is that is being written; `seq` is the number of its question."""

    chat_id: UUID
    seq: int
    text: str
    cites: Sequence[Cite]


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


@dataclass(frozen=True, slots=True)
class ReadMark:
    """Up to which message somebody has read a conversation."""

    person_id: UUID
    seq: int


@dataclass(frozen=True, slots=True)
class ChatSetting:
    """Whether a person shows others how far they have read, and that they are typing; who doesn't isn't shown it."""

    shows_read: bool
    shows_typing: bool
