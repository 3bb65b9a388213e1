"""What an event says of interests: which kind of signal it is, how much it weighs and how fast that fades.

Weights and half-lives are choices, not measurements: a deed that costs something (joining, saving, publishing) weighs
more and lasts longer than one that doesn't (seeing, a word in a chat).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from beknown.events import JsonValue
from beknown.understanding.learn import Heard
from beknown.understanding.phrases import Phrase, find_phrases, key_of
from beknown.understanding.topics import TAG

UNDATED = 0.5
"""What has no date counts as of the day it was recorded, and half."""


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of signal: its weight, and in how many days half of it is gone."""

    name: str
    weight: float
    half_life_days: float


POSTED = Kind("posted", 1.0, 240)
COMMENTED = Kind("commented", 0.5, 120)
KINDS: Mapping[str, Kind] = {
    "social.post.published.v1": POSTED,
    "social.post.shared.v1": POSTED,
    "social.story.published.v1": Kind("posted", 0.7, 120),
    "social.comment.written.v1": COMMENTED,
    "social.comment.shared.v1": COMMENTED,
    "social.reaction.given.v1": Kind("liked", 0.8, 180),
    "social.item.saved.v1": Kind("saved", 1.2, 270),
    "social.post.passed_on.v1": Kind("passed_on", 1.0, 240),
    "social.person.followed.v1": Kind("followed", 0.8, 365),
    "social.page.liked.v1": Kind("liked_page", 1.2, 540),
    "social.group.joined.v1": Kind("joined", 1.5, 540),
    "social.gathering.answered.v1": Kind("attended", 0.8, 180),
    "social.item.viewed.v1": Kind("viewed", 0.1, 30),
    "feed.item.opened.v1": Kind("opened", 0.2, 30),
    "web.search.made.v1": Kind("searched", 0.7, 60),
    "web.page.visited.v1": Kind("visited", 0.2, 30),
    "media.item.watched.v1": Kind("watched", 0.6, 90),
    "interest.topic.assigned.v1": Kind("assigned", 0.4, 365),
    "note.note.written.v1": Kind("noted", 0.8, 240),
    "social.message.sent.v1": Kind("talked", 0.15, 120),
    "assistant.message.asked.v1": Kind("asked", 0.4, 90),
    "assistant.memory.told.v1": Kind("told", 1.5, 540),
}
"""By type of event. What others say, where a person was and what a machine answered tell nothing of interests."""

TAGS = ("tags", "labels", "genres")
"""Fields of a payload whose words are phrases by themselves, however short."""

MOST_TAGS = 20
MOST_TAG_LETTERS = 60


@dataclass(frozen=True, slots=True)
class Signal:
    """What one event says of interests."""

    kind: str
    at: datetime
    weight: float
    half_life_days: float
    phrases: tuple[Phrase, ...]


def read_signal(heard: Heard) -> Signal | None:
    """Read an event; None when it says nothing of the person's interests."""
    kind = KINDS.get(heard.type)
    if kind is None or not heard.is_mine:
        return None
    text = heard.text.split("\n", 1)[0] if kind.name == "searched" else heard.text
    phrases = {each.key: each for each in (*find_tags(heard.payload), *find_phrases(text))}
    if not phrases:
        return None
    weight = kind.weight if heard.occurred_at is not None else kind.weight * UNDATED
    at = heard.occurred_at or heard.recorded_at
    return Signal(kind.name, at, weight, kind.half_life_days, tuple(phrases.values()))


def find_tags(payload: Mapping[str, JsonValue]) -> list[Phrase]:
    """Give the tags that stand in a payload, as phrases."""
    found: list[Phrase] = []
    for name in TAGS:
        values = payload.get(name)
        for value in values if isinstance(values, list | tuple) else ():
            written = value.strip().lstrip("#") if isinstance(value, str) else ""
            if 1 < len(written) <= MOST_TAG_LETTERS and key_of(written):
                found.append(Phrase(TAG + key_of(written), written))
    return found[:MOST_TAGS]
