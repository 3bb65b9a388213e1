"""What is followed elsewhere: outlets, what they publish, and how fetching them goes."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal, NewType, get_args
from uuid import UUID

from beknown.kit.errors import Invalid
from beknown.kit.outside import Why

FollowId = NewType("FollowId", UUID)
OutletKind = Literal["feed", "podcast", "youtube", "mastodon", "bluesky"]
OutletState = Literal["new", "good", "failing", "dead", "gone"]
Trouble = Why | Literal["robots", "busy", "missing", "gone", "denied", "broken", "not_a_feed"]

OUTLET_KINDS: tuple[OutletKind, ...] = get_args(OutletKind)

MOST_ITEMS = 100
"""So many of the newest things of one answer are taken."""

LAST_RETRY_S = 7 * 24 * 3600
"""Nobody is left alone for longer than that, whatever they ask for."""


@dataclass(frozen=True, slots=True)
class ItemDraft:
    """Something an outlet published, as it says itself: plain text that may be long, and may be anything.

    `name` is what the outlet calls it, by which it is known again. `published_at` is None where it isn't told.
    """

    name: str
    title: str = ""
    text: str = ""
    link: str = ""
    author: str = ""
    language: str | None = None
    media_url: str | None = None
    media_type: str | None = None
    media_s: int | None = None
    published_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Reading:
    """What an answer of an outlet holds, newest first as far as the outlet does so.

    `pause_s` is how long the outlet asks to be left alone.
    """

    kind: OutletKind
    title: str
    page: str
    items: tuple[ItemDraft, ...]
    pause_s: int = 0


@dataclass(frozen=True, slots=True)
class Place:
    """Where an outlet is: what kind it is, the address that is fetched, the page for people, a name as a guess."""

    kind: OutletKind
    address: str
    page: str = ""
    title: str = ""


class NotRead(Invalid):
    """An outlet answered, but not with what it publishes; `trouble` is for programs."""

    title = "Can't be followed"

    def __init__(
        self, trouble: Trouble, message: str, *, status_code: int | None = None, wait_s: int = 0
    ) -> None:
        super().__init__(message, trouble=trouble)
        self.trouble: Trouble = trouble
        self.status_code = status_code
        self.wait_s = wait_s
