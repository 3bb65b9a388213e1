"""What people and posts look like over HTTP."""

from collections.abc import Sequence
from datetime import datetime
from typing import Annotated
from uuid import UUID

from pydantic import BaseModel, ConfigDict, StringConstraints

from beknown.kit.words import calm
from beknown.social.link import show_link
from beknown.social.moderation_types import MarkKind
from beknown.social.types import (
    Audience,
    ImageUse,
    ListedPost,
    PersonCard,
    PostCard,
    PostDraft,
    QuotedPost,
    ReactionKind,
    Ref,
    Tie,
)
from beknown.social.video_shapes import VideoIn, VideoOut

LONGEST = 20_000
"""Longer is refused before it is looked at; the domain says the real limits."""

Line = Annotated[str, StringConstraints(max_length=500)]
Text = Annotated[str, StringConstraints(max_length=LONGEST)]


class _Out(BaseModel):
    model_config = ConfigDict(from_attributes=True)


class ShownProfileIn(BaseModel):
    """How a person wants to show themselves."""

    handle: Line
    name: Line
    bio: Text = ""
    is_private: bool = False


class ProfileOut(_Out):
    """How a person shows themselves."""

    handle: str
    name: str
    bio: str
    is_private: bool
    picture_id: UUID | None


class OwnProfileOut(BaseModel):
    """The person's own profile; null as long as they don't show themselves.

    `has_previews` says whether pages that posts link to are asked here.
    """

    id: UUID
    profile: ProfileOut | None
    has_previews: bool


class SomeoneOut(_Out):
    """Somebody as the person sees them: how the person follows them (`mine`), and they the person (`theirs`)."""

    id: UUID
    handle: str
    name: str
    bio: str
    picture_id: UUID | None
    is_private: bool
    mine: Tie
    theirs: Tie


class SomeoneFullOut(BaseModel):
    """Somebody with how many follow them, whom they follow, and the labels that stand at them by decision."""

    person: SomeoneOut
    followers: int
    followed: int
    labels: list[str]


class PeopleSearchIn(BaseModel):
    """Words to look for in names and handles, and the last person of the page before."""

    words: Line = ""
    after_name: Line = ""
    after_id: UUID = UUID(int=0)


class PeopleOut(BaseModel):
    """A page of people, by name."""

    people: list[SomeoneOut]
    has_more: bool


class BlockedOut(_Out):
    """Somebody whom the person blocked."""

    id: UUID
    handle: str
    name: str


class FollowAnswerIn(BaseModel):
    """Whether somebody may follow."""

    is_accepted: bool


class RefOut(BaseModel):
    """Names a post."""

    author_id: UUID
    id: UUID


class AuthorOut(BaseModel):
    """Who wrote a post."""

    id: UUID
    handle: str
    name: str
    picture_id: UUID | None


class ImageIn(BaseModel):
    """A picture that was taken, and the words that stand for it where it isn't seen."""

    id: UUID
    alt: Text = ""


class TakenImageOut(BaseModel):
    """A picture that waits to be posted."""

    id: UUID
    author_id: UUID
    width: int
    height: int


class ImageOut(BaseModel):
    """A picture of a post; `alt` is empty where its author gave no words for it."""

    id: UUID
    alt: str
    width: int
    height: int


class LinkOut(BaseModel):
    """The page that a post links to, as it says itself; `host` is whose it is. Its author gets one that waits, too."""

    id: UUID
    url: str
    host: str
    title: str
    about: str
    has_picture: bool
    is_waiting: bool


class PostIn(BaseModel):
    """A post; with `parent` a reply, which is shown to whom the parent is shown.

    `quote` is a post for everybody; `draft_id` names a draft that goes when it is posted. `has_preview` says whether
    something of the page that it links to is shown beneath it.
    """

    text: Text
    shown_to: Audience = "followers"
    list_id: UUID | None = None
    parent: RefOut | None = None
    images: list[ImageIn] = []
    quote: RefOut | None = None
    draft_id: UUID | None = None
    has_preview: bool = True
    video: VideoIn | None = None

    def draft(self) -> PostDraft:
        """Give it as the domain knows it."""
        parent = Ref(self.parent.author_id, self.parent.id) if self.parent else None
        images = tuple(ImageUse(image.id, image.alt) for image in self.images)
        quote = Ref(self.quote.author_id, self.quote.id) if self.quote else None
        video = ImageUse(self.video.id, self.video.alt) if self.video else None
        return PostDraft(
            self.text,
            self.shown_to,
            self.list_id,
            parent,
            images,
            quote,
            self.draft_id,
            self.has_preview,
            video,
        )


class PostTextIn(BaseModel):
    """What a post shall say."""

    text: Text


class ReactionIn(BaseModel):
    """A reaction."""

    kind: ReactionKind


class MarkOut(_Out):
    """What stands at a post by a decision. Others see labels alone; its author sees all."""

    kind: MarkKind
    label: str | None


class QuotedOut(BaseModel):
    """A post that is quoted."""

    author: AuthorOut
    id: UUID
    text: str
    made_at: datetime
    images: list[ImageOut]
    video: VideoOut | None
    link: LinkOut | None
    marks: list[MarkOut]


class PostOut(BaseModel):
    """A post. `text` is calm; `is_calmed` says that marks or signs were left out for that, and `written` has them.

    `parent` is null where a reply answers what was deleted. `written` is given to the author alone. `quoted` is null
    where it quotes nothing, or (`is_quote`) what isn't to be seen. In a list, `entry_id` is its place, and
    `reposted_by` passed it on. `is_public` ones can be passed on.
    """

    author: AuthorOut
    id: UUID
    entry_id: UUID
    reposted_by: AuthorOut | None
    text: str
    is_calmed: bool
    written: str | None
    shown_to: Audience
    is_mine: bool
    is_reply: bool
    parent: RefOut | None
    root: RefOut | None
    made_at: datetime
    edited_at: datetime | None
    replies: int
    reactions: dict[str, int]
    my_reaction: ReactionKind | None
    is_saved: bool
    images: list[ImageOut]
    marks: list[MarkOut]
    is_public: bool
    is_quote: bool
    quoted: QuotedOut | None
    reposts: int
    quotes: int
    is_reposted: bool
    link: LinkOut | None
    video: VideoOut | None


class PostsOut(BaseModel):
    """A page of posts; `next` is the cursor of the next one, null at the end."""

    posts: list[PostOut]
    next: UUID | None


class ThreadOut(BaseModel):
    """A post with what it answers and the first of its replies."""

    post: PostOut
    parent: PostOut | None
    replies: list[PostOut]
    next: UUID | None


class VersionOut(_Out):
    """What a post said from `written_at` until it was changed."""

    number: int
    text: str
    written_at: datetime


class ReactedOut(_Out):
    """Who reacted, and how."""

    id: UUID
    handle: str
    name: str
    picture_id: UUID | None
    kind: ReactionKind


def show_post(card: PostCard, reader: UUID) -> PostOut:
    """Give a post as its reader gets it."""
    calmed, is_mine = calm(card.text), card.author_id == reader
    return PostOut.model_validate(
        {
            "author": AuthorOut(
                id=card.author_id, handle=card.handle, name=card.name, picture_id=card.picture_id
            ),
            "id": card.id,
            "entry_id": card.id,
            "reposted_by": None,
            "text": calmed.text,
            "is_calmed": calmed.is_changed,
            "written": card.text if is_mine else None,
            "shown_to": card.shown_to,
            "is_mine": is_mine,
            "is_reply": card.is_reply,
            "parent": _show_ref(card.parent_person_id, card.parent_id),
            "root": _show_ref(card.root_person_id, card.root_id),
            "made_at": card.made_at,
            "edited_at": card.edited_at,
            "replies": card.replies,
            "reactions": card.reactions,
            "my_reaction": card.my_reaction,
            "is_saved": card.is_saved,
            "images": card.images,
            "marks": card.marks,
            "is_public": card.is_public,
            "is_quote": card.is_quote,
            "quoted": _show_quoted(card.quoted) if card.quoted else None,
            "reposts": card.reposts,
            "quotes": card.quotes,
            "is_reposted": card.is_reposted,
            "video": card.video,
            "link": show_link(card.link),
        }
    )


def show_posts(cards: Sequence[PostCard], reader: UUID, limit: int) -> PostsOut:
    """Give a page of posts, with its cursor when it is full."""
    return PostsOut(
        posts=[show_post(card, reader) for card in cards],
        next=cards[-1].id if len(cards) == limit else None,
    )


def show_listed(cards: Sequence[ListedPost], reader: UUID, limit: int) -> PostsOut:
    """Give a page of what people posted and passed on, with its cursor when it is full."""
    return PostsOut(
        posts=[
            show_post(card, reader).model_copy(
                update={"entry_id": card.entry_id, "reposted_by": _show_reposter(card)}
            )
            for card in cards
        ],
        next=cards[-1].entry_id if len(cards) == limit else None,
    )


def show_people(cards: Sequence[PersonCard], limit: int) -> PeopleOut:
    """Give a page of people."""
    return PeopleOut(people=[SomeoneOut.model_validate(card) for card in cards], has_more=len(cards) == limit)


def _show_reposter(card: ListedPost) -> AuthorOut | None:
    if card.reposter_id is None or card.reposter_handle is None or card.reposter_name is None:
        return None
    return AuthorOut(
        id=card.reposter_id,
        handle=card.reposter_handle,
        name=card.reposter_name,
        picture_id=card.reposter_picture_id,
    )


def _show_quoted(quoted: QuotedPost) -> QuotedOut:
    author = {"id": quoted["author_id"], **{key: quoted[key] for key in ("handle", "name", "picture_id")}}
    more = {"author": author, "text": calm(quoted["text"]).text, "link": show_link(quoted.get("link"))}
    return QuotedOut.model_validate({**quoted, **more})


def _show_ref(author: UUID | None, post: UUID | None) -> RefOut | None:
    return RefOut(author_id=author, id=post) if author is not None and post is not None else None
