"""Which purposes each type of event may ever serve. A person's switches can only narrow it."""

from collections.abc import Mapping
from typing import Literal

from beknown.events.types import TYPES, EventType
from beknown.kit.db import Purpose

SWITCHABLE: tuple[Purpose, ...] = ("assistant", "live", "feed", "business", "ads")
"""The purposes a person can switch for each source; `export` and `safety` always hold, `account` never."""

DEFAULT_ON: frozenset[Purpose] = frozenset({"assistant", "live", "feed", "export", "safety"})
"""What a new source may serve until the person says otherwise: nothing that others gain from."""

Sensitivity = Literal["dialogue", "feed", "private", "open"]

_DIALOGUE: frozenset[Purpose] = frozenset({"assistant", "live", "export", "safety"})
_FEED: frozenset[Purpose] = frozenset({"feed", "export", "safety"})
_PRIVATE: frozenset[Purpose] = frozenset({"assistant", "live", "feed", "export", "safety"})
_OPEN: frozenset[Purpose] = frozenset({"assistant", "live", "feed", "business", "ads", "export", "safety"})

_SENSITIVITY: Mapping[EventType, Sensitivity] = {
    "social.message.sent.v1": "dialogue",
    "social.message.received.v1": "dialogue",
    "social.call.made.v1": "dialogue",
    "assistant.message.asked.v1": "dialogue",
    "assistant.message.answered.v1": "dialogue",
    "assistant.memory.told.v1": "dialogue",
    "assistant.reminder.set.v1": "dialogue",
    "account.consent.changed.v1": "dialogue",
    "understanding.interest.changed.v1": "dialogue",
    "understanding.style.set.v1": "dialogue",
    "understanding.belief.confirmed.v1": "dialogue",
    "understanding.belief.rejected.v1": "dialogue",
    "understanding.belief.unwanted.v1": "dialogue",
    "understanding.belief.dated.v1": "dialogue",
    "understanding.belief.merged.v1": "dialogue",
    "understanding.belief.parted.v1": "dialogue",
    "understanding.belief.allowed.v1": "dialogue",
    "understanding.belief.answered.v1": "dialogue",
    "understanding.belief.undone.v1": "dialogue",
    "understanding.acquaintance.merged.v1": "dialogue",
    "understanding.acquaintance.split.v1": "dialogue",
    "understanding.acquaintance.renamed.v1": "dialogue",
    "understanding.acquaintance.related.v1": "dialogue",
    "understanding.commitment.settled.v1": "dialogue",
    "understanding.act.undone.v1": "dialogue",
    "understanding.suggestion.declined.v1": "dialogue",
    "note.note.written.v1": "dialogue",
    "file.file.added.v1": "dialogue",
    "feed.page.shown.v1": "feed",
    "feed.item.opened.v1": "feed",
    "feed.item.looked.v1": "feed",
    "feed.item.shared.v1": "feed",
    "feed.item.hidden.v1": "feed",
    "feed.feed.steered.v1": "feed",
    "social.post.shared.v1": "private",
    "social.post.passed_on.v1": "private",
    "social.comment.shared.v1": "private",
    "place.visit.recorded.v1": "private",
    "web.search.made.v1": "private",
    "web.page.visited.v1": "private",
    "profile.fact.stated.v1": "private",
    "social.contact.added.v1": "private",
    "app.activity.recorded.v1": "private",
}


def purposes_of(event_type: EventType) -> frozenset[Purpose]:
    """Say what an event of this type may serve at most.

    Dialogue is for the person's own assistant alone: never for feed, ads or business.
    """
    if event_type not in TYPES:
        raise ValueError(f"unknown event type {event_type!r}; add it to TYPES in events/types.py")
    match _SENSITIVITY.get(event_type, "open"):
        case "dialogue":
            return _DIALOGUE
        case "feed":
            return _FEED
        case "private":
            return _PRIVATE
        case "open":
            return _OPEN
