"""What an event is: the registry of types and the draft that a source hands to the log."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import BinaryIO, TypeAlias

JsonValue: TypeAlias = "str | int | float | bool | Sequence[JsonValue] | Mapping[str, JsonValue] | None"

EventType = str

TYPES: frozenset[EventType] = frozenset(
    {
        "social.message.sent.v1",
        "social.message.received.v1",
        "social.post.published.v1",
        "social.post.shared.v1",
        "social.comment.written.v1",
        "social.comment.shared.v1",
        "social.reaction.given.v1",
        "social.person.followed.v1",
        "social.person.befriended.v1",
        "social.group.joined.v1",
        "social.page.liked.v1",
        "social.item.saved.v1",
        "social.post.passed_on.v1",
        "social.item.viewed.v1",
        "social.story.published.v1",
        "social.gathering.answered.v1",
        "social.call.made.v1",
        "social.contact.added.v1",
        "feed.page.shown.v1",
        "feed.item.opened.v1",
        "feed.item.looked.v1",
        "feed.item.shared.v1",
        "feed.item.hidden.v1",
        "feed.feed.steered.v1",
        "web.search.made.v1",
        "web.page.visited.v1",
        "media.item.watched.v1",
        "app.activity.recorded.v1",
        "place.visit.recorded.v1",
        "profile.fact.stated.v1",
        "interest.topic.assigned.v1",
        "note.note.written.v1",
        "file.file.added.v1",
        "assistant.message.asked.v1",
        "assistant.message.answered.v1",
        "assistant.memory.told.v1",
        "assistant.reminder.set.v1",
        "account.consent.changed.v1",
        "understanding.interest.changed.v1",
        "understanding.style.set.v1",
        "understanding.belief.confirmed.v1",
        "understanding.belief.rejected.v1",
        "understanding.belief.unwanted.v1",
        "understanding.belief.dated.v1",
        "understanding.belief.merged.v1",
        "understanding.belief.parted.v1",
        "understanding.belief.allowed.v1",
        "understanding.belief.answered.v1",
        "understanding.belief.undone.v1",
        "understanding.acquaintance.merged.v1",
        "understanding.acquaintance.split.v1",
        "understanding.acquaintance.renamed.v1",
        "understanding.acquaintance.related.v1",
        "understanding.commitment.settled.v1",
        "understanding.act.undone.v1",
        "understanding.suggestion.declined.v1",
    }
)


@dataclass(frozen=True, slots=True)
class MediaDraft:
    """A picture, sound or document that belongs to an event; its bytes are opened only when asked for."""

    path_in_archive: str
    media_type: str
    caption: str
    open: Callable[[], BinaryIO]


@dataclass(frozen=True, slots=True)
class EventDraft:
    """One record of a source, before the log gives it an id.

    `key` identifies the record inside its source for ever: a newer export gives the same record the same key.
    `occurred_at` is aware UTC, or None when unknown. `text` is what a person would read and search.
    """

    type: EventType
    key: str
    occurred_at: datetime | None
    text: str
    speaker: str | None = None
    is_mine: bool = False
    thread: str | None = None
    thread_title: str | None = None
    payload: Mapping[str, JsonValue] = field(default_factory=dict[str, JsonValue])
    media: tuple[MediaDraft, ...] = ()
