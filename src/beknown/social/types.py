"""What people and posts are."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal, NewType, NotRequired, TypedDict
from uuid import UUID

from beknown.social.moderation_types import Mark

PostId = NewType("PostId", UUID)

Tie = Literal["no", "waits", "follows", "refused"]
"""What stands between two people in one direction: `waits` is for the word of who is followed."""

Audience = Literal["me", "everyone", "followers", "list"]
MuteKind = Literal["person", "word", "thread"]
ReactionKind = Literal["like", "love", "laugh", "wow", "sad", "thanks"]


@dataclass(frozen=True, slots=True)
class Profile:
    """How a person shows themselves."""

    handle: str
    name: str
    bio: str
    is_private: bool
    picture_id: UUID | None


@dataclass(frozen=True, slots=True)
class Ref:
    """Names a post: whose it is and which."""

    author: UUID
    id: UUID


@dataclass(frozen=True, slots=True)
class PersonCard:
    """A person as another one sees them: `mine` is how that one follows them, `theirs` how they follow that one."""

    id: UUID
    handle: str
    name: str
    bio: str
    picture_id: UUID | None
    is_private: bool
    mine: str
    theirs: str


class ImageFacts(TypedDict):
    """A picture of a post; `alt` is '' where its author gave no words for it. Width and height in pixels."""

    id: str
    alt: str
    width: int
    height: int


class VideoFacts(TypedDict):
    """A video of a post or a message; `alt` is '' where its author gave no words for it. Width and height in pixels."""

    id: str
    alt: str
    width: int
    height: int
    length_ms: int
    has_captions: bool


class LinkFacts(TypedDict):
    """The page that a post links to, as it says itself; while it waits to be asked, its author alone gets it."""

    id: str
    url: str
    title: str
    about: str
    has_picture: bool
    is_waiting: bool


class QuotedPost(TypedDict):
    """A post that is quoted, as the reader may see it."""

    author_id: str
    id: str
    handle: str
    name: str
    picture_id: str | None
    text: str
    made_at: str
    images: list[ImageFacts]
    video: VideoFacts | None
    link: NotRequired[LinkFacts | None]
    marks: list[Mark]


@dataclass(frozen=True, slots=True)
class PostCard:
    """A post as it is read. `host_id` says whose followers and lists its audience means.

    `is_public` ones can be passed on. `quoted` is None where it quotes nothing, or (`is_quote`) what can't be seen.
    """

    author_id: UUID
    id: UUID
    handle: str
    name: str
    picture_id: UUID | None
    text: str
    shown_to: str
    host_id: UUID | None
    is_reply: bool
    parent_person_id: UUID | None
    parent_id: UUID | None
    root_person_id: UUID | None
    root_id: UUID | None
    made_at: datetime
    edited_at: datetime | None
    replies: int
    my_reaction: str | None
    is_saved: bool
    reactions: dict[str, int] = field(default_factory=dict[str, int])
    images: list[ImageFacts] = field(default_factory=list[ImageFacts])
    marks: list[Mark] = field(default_factory=list[Mark])
    is_public: bool = False
    is_quote: bool = False
    quoted: QuotedPost | None = None
    reposts: int = 0
    quotes: int = 0
    is_reposted: bool = False
    link: LinkFacts | None = None
    video: VideoFacts | None = None


@dataclass(frozen=True, slots=True)
class PostWords:
    """Who wrote a post, and its words."""

    author_id: UUID
    id: UUID
    name: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ListedPost(PostCard):
    """A post in a list: `entry_id` is its place there. The reposter is None where its author posted it."""

    entry_id: UUID
    reposter_id: UUID | None
    reposter_handle: str | None
    reposter_name: str | None
    reposter_picture_id: UUID | None


@dataclass(frozen=True, slots=True)
class MuteDraft:
    """What to mute: each kind needs its own of the other fields."""

    kind: MuteKind
    person: UUID | None = None
    word: str | None = None
    thread: Ref | None = None


@dataclass(frozen=True, slots=True)
class ImageUse:
    """A picture or a video that was taken, and the words that stand for it where it isn't seen."""

    id: UUID
    alt: str


@dataclass(frozen=True, slots=True)
class PostDraft:
    """A post to make; with `parent` it is a reply, and takes over the parent's audience.

    `quote` is a post for everybody that it quotes; `draft` was its draft, which goes with posting. `has_preview` says
    whether something of the page that it links to is shown beneath it.
    """

    text: str
    shown_to: Audience = "followers"
    list_id: UUID | None = None
    parent: Ref | None = None
    images: tuple[ImageUse, ...] = ()
    quote: Ref | None = None
    draft: UUID | None = None
    has_preview: bool = True
    video: ImageUse | None = None


@dataclass(frozen=True, slots=True)
class Draft:
    """Words that aren't posted yet, and for whom they shall be."""

    id: UUID
    text: str
    shown_to: str
    list_id: UUID | None
    changed_at: datetime
