"""What the API of conversations takes and gives."""

from datetime import datetime
from typing import Annotated, Literal
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field

from beknown.social.chat_say import Chats, Thread
from beknown.social.chat_store import ChangeRow
from beknown.social.chat_types import Asks, Attached, Chat, Draft, Message
from beknown.social.shapes import ImageIn, ImageOut
from beknown.social.types import ImageUse, ReactionKind
from beknown.social.video_shapes import VideoIn, VideoOut

MOST_CHARACTERS = 100_000
"""More than any message: what is too long is told by the domain, in words."""


class SearchPeopleIn(BaseModel):
    """A part of a name; empty for everybody."""

    words: Annotated[str, Field(max_length=200)] = ""


class ChatPersonOut(BaseModel):
    """Somebody one may write to."""

    model_config = ConfigDict(from_attributes=True)

    id: UUID
    name: str


class DirectIn(BaseModel):
    """With whom to talk."""

    person_id: UUID


class AttachedIn(BaseModel):
    """Something to put into a message: a post (`of` is its author), or another item that this place shows."""

    kind: Annotated[str, Field(pattern="^[a-z_]{1,40}$")]
    of: UUID | None = None
    id: UUID


class VoiceIn(BaseModel):
    """A voice note that was taken, and its words for those who can't hear it."""

    id: UUID
    words: Annotated[str, Field(max_length=MOST_CHARACTERS)] = ""


class VoiceOut(BaseModel):
    """A voice note; `words` is empty where its speaker gave none."""

    id: UUID
    words: str
    length_ms: int


class TakenVoiceOut(BaseModel):
    """A voice note that waits to be sent."""

    id: UUID
    author_id: UUID
    length_ms: int


class ChatMessageIn(BaseModel):
    """What to say. `id` is made by the page (a UUID): sent again under it, the message is said once.

    `text` may be empty where something is `attached` or there are `images`, a `voice` or a `video` that were taken;
    `reply_to` is the number of the message that it answers.
    """

    id: UUID
    text: Annotated[str, Field(max_length=MOST_CHARACTERS)] = ""
    attached: AttachedIn | None = None
    reply_to: Annotated[int | None, Field(ge=1, le=2**62)] = None
    images: Annotated[list[ImageIn], Field(max_length=100)] = []
    voice: VoiceIn | None = None
    video: VideoIn | None = None

    def as_draft(self) -> Draft:
        """Give it as the domain takes it."""
        attached = Attached(self.attached.kind, self.attached.of, self.attached.id) if self.attached else None
        images = tuple(ImageUse(each.id, each.alt) for each in self.images)
        voice = ImageUse(self.voice.id, self.voice.words) if self.voice else None
        video = ImageUse(self.video.id, self.video.alt) if self.video else None
        return Draft(self.text, attached, self.reply_to, images, voice, video)


class ChatReadIn(BaseModel):
    """Up to which message a conversation was read."""

    seq: Annotated[int, Field(ge=0, le=2**62)]


class ChatCiteOut(BaseModel):
    """What an answer stands on: a message of the conversation, or what a member allowed there."""

    seq: int | None = None
    share: UUID | None = None


class AttachedOut(BaseModel):
    """Something that was put into a message; its card is asked for by itself."""

    model_config = ConfigDict(from_attributes=True)

    kind: str
    of: UUID | None
    id: UUID


class ReplyOut(BaseModel):
    """What a message replies to, where its reader sees that."""

    model_config = ConfigDict(from_attributes=True)

    seq: int
    author_id: UUID
    is_ai: bool
    text: str


class ChatReactionOut(BaseModel):
    """The reaction of a member to a message."""

    kind: ReactionKind
    person_id: UUID


class ChatMessageOut(BaseModel):
    """Something that was said; `seq` orders the conversation. `reply` is null where it is gone, or not for its reader.

    `asks` says how far the answer to a mention of @beknown is, and of an answer that breaks off, why. An answer
    `is_ai`, belongs to who asked, and `cites` its sources in the order of their numbers in the text.
    """

    model_config = ConfigDict(from_attributes=True)

    chat_id: UUID
    seq: int
    id: UUID
    author_id: UUID
    text: str
    sent_at: datetime
    asks: Asks | None
    is_ai: bool
    answers: int | None
    cites: list[ChatCiteOut]
    edited_at: datetime | None
    attached: AttachedOut | None
    reply_to: int | None
    reply: ReplyOut | None
    reactions: list[ChatReactionOut]
    images: list[ImageOut]
    voice: VoiceOut | None
    video: VideoOut | None


class ChatThreadOut(BaseModel):
    """A page of a conversation, oldest first, and who speaks in it."""

    messages: list[ChatMessageOut]
    has_more: bool
    people: list[ChatPersonOut]


class ChatOut(BaseModel):
    """A conversation in the list. `name` is empty where the other one of a direct conversation is gone."""

    id: UUID
    kind: Literal["direct", "group"]
    name: str
    other_id: UUID | None
    read_seq: int
    unread: int
    last_at: datetime
    last_text: str | None
    last_seq: int | None
    last_author_id: UUID | None
    last_author: str | None
    last_attached: str | None
    is_last_ai: bool
    keep_days: int | None


class ChatsOut(BaseModel):
    """A page of conversations, the one in which something was said last first; `next` leads to the following page."""

    chats: list[ChatOut]
    next: str | None


class ChatAtOut(BaseModel):
    """Where a live stream begins."""

    seq: int


class ChatSignOut(BaseModel):
    """Somebody is typing, or has read up to `seq`."""

    model_config = ConfigDict(from_attributes=True)

    chat_id: UUID
    person_id: UUID
    seq: int


class ChatAnsweringOut(BaseModel):
    """How an answer goes on that is being written: `text` comes behind what came before, or is all where it `is_new`.

    `seq` is the number of the question. Without text a new one begins, or the one before is over.
    """

    chat_id: UUID
    seq: int
    text: str
    is_new: bool
    cites: list[ChatCiteOut]


class ChatChangeOut(BaseModel):
    """Something that changed; `message` is null where it isn't about one, or that one is gone."""

    chat_id: UUID
    message_seq: int | None
    message: ChatMessageOut | None


def show_chat(chat: Chat, names: dict[UUID, str]) -> ChatOut:
    """Show a conversation with the names that belong to it."""
    other = names.get(chat.other_id, "") if chat.other_id is not None else ""
    return ChatOut(
        id=chat.id,
        kind="group" if chat.kind == "group" else "direct",
        name=chat.name if chat.kind == "group" else other,
        other_id=chat.other_id,
        read_seq=chat.read_seq,
        unread=chat.unread,
        last_at=chat.last_at,
        last_text=chat.last_text,
        last_seq=chat.last_seq,
        last_author_id=chat.last_author_id,
        last_author=names.get(chat.last_author_id) if chat.last_author_id is not None else None,
        last_attached=chat.last_attached,
        is_last_ai=chat.is_last_ai,
        keep_days=chat.keep_days,
    )


def show_chats(page: Chats, at_most: int) -> ChatsOut:
    """Show a page of conversations."""
    last = page.chats[-1] if len(page.chats) == at_most else None
    return ChatsOut(
        chats=[show_chat(each, page.names) for each in page.chats],
        next=f"{last.last_at.isoformat()}_{last.id}" if last is not None else None,
    )


def show_thread(thread: Thread) -> ChatThreadOut:
    """Show a page of a conversation."""
    return ChatThreadOut(
        messages=[ChatMessageOut.model_validate(each) for each in thread.messages],
        has_more=thread.has_more,
        people=[ChatPersonOut(id=each, name=name) for each, name in thread.names.items()],
    )


def show_change(change: ChangeRow, message: Message | None) -> ChatChangeOut:
    """Show one thing that a person was told, with the message it is about where they may still see it."""
    return ChatChangeOut(
        chat_id=change.chat_id,
        message_seq=change.message_seq,
        message=ChatMessageOut.model_validate(message) if message is not None else None,
    )
