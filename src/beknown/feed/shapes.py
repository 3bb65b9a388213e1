"""What the feed looks like over HTTP."""

from datetime import datetime
from typing import TYPE_CHECKING, Annotated, Literal
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field

from beknown.feed.made_types import MadeItem, MadeKind, Material, RefKind, Said
from beknown.feed.types import Cause, Deed, RunId
from beknown.kit.words import calm
from beknown.social import PostCard, PostOut, PostWords, show_post
from beknown.sources import OutletItemOut

if TYPE_CHECKING:
    from beknown.feed.home import Page, Placed
    from beknown.feed.setting import Setting

EXCERPT = 140
MOST_DEEDS = 200


class BecauseOut(BaseModel):
    """The post that a reason names."""

    author_id: UUID
    id: UUID
    name: str
    excerpt: str


class FeedReasonOut(BaseModel):
    """One reason for which an item is here; the shares of an item add up to 1.

    `rule` is for `wished`: which of the person's rules adds most to it. It may be over since.
    """

    cause: Cause
    share: float
    because: BecauseOut | None
    rule: UUID | None


class FeedPostOut(BaseModel):
    """A post in its place on the feed, and why it is there."""

    kind: Literal["post"] = "post"
    position: int
    post: PostOut
    reasons: list[FeedReasonOut]


class FeedSourceOut(BaseModel):
    """Something published elsewhere by whom the person follows, in its place on the feed, and why it is there."""

    kind: Literal["source"] = "source"
    position: int
    item: OutletItemOut
    reasons: list[FeedReasonOut]


class MadeLineOut(BaseModel):
    """A line of something that was made; `sources` are the numbers of those it stands on.

    `text` holds words as somebody wrote them, and only for `words` those of a language model.
    """

    model_config = ConfigDict(from_attributes=True)

    said: Said
    sources: list[int]
    text: str
    name: str
    amount: int


class MadeSourceOut(BaseModel):
    """What it stands on: an event of the person, a post with its author, or something published elsewhere."""

    number: int
    kind: RefKind
    id: UUID
    author_id: UUID | None
    name: str
    excerpt: str
    at: datetime | None
    link: str


class MadeOut(BaseModel):
    """Something that an AI made for this person alone; a language model phrased it where `is_phrased`."""

    id: UUID
    kind: MadeKind
    about: str
    lines: list[MadeLineOut]
    sources: list[MadeSourceOut]
    is_phrased: bool
    made_at: datetime


class FeedMadeOut(BaseModel):
    """Something that Beknown made for the person, in its place on the feed, and why it is there."""

    kind: Literal["made"] = "made"
    position: int
    made: MadeOut
    reasons: list[FeedReasonOut]


FeedItemOut = Annotated[FeedPostOut | FeedSourceOut | FeedMadeOut, Field(discriminator="kind")]


class FeedOut(BaseModel):
    """A page of the feed. `next` is the token of the next one, null where everything was seen.

    `is_hidden` says that the person doesn't show themselves, so that nobody's posts are on it.
    """

    run: UUID
    items: list[FeedItemOut]
    next: str | None
    is_hidden: bool


class FeedDeedIn(BaseModel):
    """What was done with what stands at a position of a run; `seconds` for how long it was looked at."""

    run: UUID
    position: Annotated[int, Field(ge=0, le=100_000)]
    action: Literal["open", "dwell", "share"]
    seconds: Annotated[int, Field(ge=0, le=86_400)] | None = None

    def deed(self) -> Deed:
        """Give it as the domain knows it."""
        return Deed(RunId(self.run), self.position, self.action, self.seconds)


class FeedDeedsIn(BaseModel):
    """What was done."""

    deeds: Annotated[list[FeedDeedIn], Field(max_length=MOST_DEEDS)]


class LessIn(BaseModel):
    """A post to hide, and where it stood on the feed."""

    author_id: UUID
    post_id: UUID
    run: UUID | None = None
    position: Annotated[int, Field(ge=0, le=100_000)] | None = None

    def deed(self) -> Deed | None:
        """Give where it stood, if it stood on the feed."""
        return _hiding(self.run, self.position)


class LessSourceIn(BaseModel):
    """An item to hide of whose source less is wanted, and where it stood on the feed."""

    item_id: UUID
    run: UUID | None = None
    position: Annotated[int, Field(ge=0, le=100_000)] | None = None

    def deed(self) -> Deed | None:
        """Give where it stood, if it stood on the feed."""
        return _hiding(self.run, self.position)


class LessMadeIn(LessSourceIn):
    """Something that was made for the person, of whose kind less is wanted, and where it stood on the feed."""


class LessMadeOut(BaseModel):
    """A kind of what is made of which less is wanted; `times` counts the wishes."""

    model_config = ConfigDict(from_attributes=True)

    kind: MadeKind
    times: int


class LessSourceOut(BaseModel):
    """A source of which less is wanted: the id under which it is followed, its name; `times` counts the wishes."""

    model_config = ConfigDict(from_attributes=True)

    id: UUID
    source: str
    times: int


class LessOut(BaseModel):
    """A wish for less of what is like a post, or of a source; its id takes it back."""

    id: UUID


class LessPostOut(BaseModel):
    """A wish for less, with the post that it names."""

    id: UUID
    post: BecauseOut


class FeedSettingIn(BaseModel):
    """How the feed shall be: what actions are worth, where it isn't what they are worth to everybody."""

    weights: dict[str, float] = {}
    has_made: bool = True


class WeightOut(BaseModel):
    """What an action is worth: to everybody, to the person, and within what they may choose."""

    action: str
    default: float
    mine: float
    low: float
    high: float


class FeedSettingOut(BaseModel):
    """How the feed is set, and for how many days it is kept what stood on feeds."""

    weights: list[WeightOut]
    has_made: bool
    keep_days: int


class AgainstOut(BaseModel):
    """Why a post isn't on the feed; null when nothing is against it."""

    reason: str | None


def show_setting(setting: "Setting", keep_days: int) -> FeedSettingOut:
    """Give how the feed is set."""
    weights = [WeightOut.model_validate(each, from_attributes=True) for each in setting.weights]
    return FeedSettingOut(weights=weights, has_made=setting.has_made, keep_days=keep_days)


def _hiding(run: UUID | None, position: int | None) -> Deed | None:
    return None if run is None or position is None else Deed(RunId(run), position, "hide")


def show_page(page: "Page", reader: UUID) -> FeedOut:
    """Give a page as its reader gets it."""
    return FeedOut(
        run=page.token.run,
        items=[_show_item(placed, reader) for placed in page.placed],
        next=page.next.write() if page.next else None,
        is_hidden=not page.has_profile,
    )


def _show_item(placed: "Placed", reader: UUID) -> FeedPostOut | FeedSourceOut | FeedMadeOut:
    named = {post.id: show_because(post) for post in placed.because}
    reasons = [
        FeedReasonOut(
            cause=reason.cause,
            share=reason.share,
            because=named.get(reason.because.id) if reason.because else None,
            rule=reason.rule,
        )
        for reason in placed.reasons
    ]
    thing = placed.thing
    if isinstance(thing, PostCard):
        return FeedPostOut(position=placed.position, post=show_post(thing, reader), reasons=reasons)
    if isinstance(thing, MadeItem):
        return FeedMadeOut(position=placed.position, made=_show_made(thing), reasons=reasons)
    item = OutletItemOut.model_validate(thing)
    return FeedSourceOut(position=placed.position, item=item, reasons=reasons)


def _show_made(made: MadeItem) -> MadeOut:
    return MadeOut(
        id=made.id,
        kind=made.kind,
        about=made.about,
        lines=[MadeLineOut.model_validate(line) for line in made.lines],
        sources=[_show_source(number, each) for number, each in enumerate(made.sources, start=1)],
        is_phrased=made.model is not None,
        made_at=made.made_at,
    )


def _show_source(number: int, source: Material) -> MadeSourceOut:
    return MadeSourceOut(
        number=number,
        kind=source.ref.kind,
        id=source.ref.id,
        author_id=source.ref.author,
        name=source.name,
        excerpt=_cut(source.text),
        at=source.at,
        link=source.link,
    )


def _cut(text: str) -> str:
    return text if len(text) <= EXCERPT else text[:EXCERPT].rstrip() + "…"


def show_because(post: PostCard | PostWords) -> BecauseOut:
    """Give a post in few words."""
    return BecauseOut(
        author_id=post.author_id, id=post.id, name=post.name, excerpt=_cut(calm(post.text).text)
    )
