"""SQL of posts and of what people do with them."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from datetime import datetime
from operator import attrgetter
from typing import Any, TypeVar
from uuid import UUID

from psycopg.errors import ForeignKeyViolation, RestrictViolation

from beknown.kit import clock
from beknown.kit.columns import as_columns
from beknown.kit.db import SqlFiles, Tx
from beknown.kit.errors import NotFound, Refused
from beknown.kit.ids import EventId, new_id
from beknown.social.types import LinkFacts, ListedPost, PostCard, PostDraft, PostId, PostWords, Ref

_sql = SqlFiles(__file__)
_NIL = UUID(int=0)
_TO_STRANGERS = "Only people they know can answer here. You can answer somebody else in this conversation."
_NOT_PASSED_ON = (
    "Only people they know can pass this on. You can pass on the post that the conversation began with."
)
Card = TypeVar("Card", bound=PostCard)


@dataclass(frozen=True, slots=True)
class PassedRow:
    """Whether a post was put into a message."""

    yes: bool


@dataclass(frozen=True, slots=True)
class QuotedLinkRow:
    """The card of the page that a quoted post links to."""

    author_id: UUID
    post_id: UUID
    id: UUID
    url: str
    title: str
    about: str
    has_picture: bool


@dataclass(frozen=True, slots=True)
class OwnPost:
    """A post as its author changes it."""

    id: UUID
    event_id: UUID
    text: str
    shown_to: str
    is_reply: bool
    made_at: datetime
    edited_at: datetime | None
    gone_at: datetime | None


@dataclass(frozen=True, slots=True)
class CardOrWordsRow(PostCard):
    """A post; what hangs on it is known only where `is_whole`."""

    is_whole: bool = True


_CARD_VALUES: Callable[[CardOrWordsRow], tuple[Any, ...]] = attrgetter(
    *(each.name for each in fields(PostCard))
)


@dataclass(frozen=True, slots=True)
class Version:
    """What a post said from `written_at` until it was changed."""

    number: int
    text: str
    written_at: datetime


@dataclass(frozen=True, slots=True)
class Reacted:
    """Who reacted, and how."""

    id: UUID
    handle: str
    name: str
    picture_id: UUID | None
    kind: str


async def add_post(tx: Tx, post: PostId, event: EventId, draft: PostDraft) -> None:
    """Add a post.

    Raises:
        NotFound: What it answers or quotes, or its list, isn't there for the person.
        Refused: What it answers or quotes is by somebody to whom no stranger speaks.
    """
    params: Mapping[str, object] = {
        "id": post,
        "event": event,
        "text": draft.text,
        "shown_to": draft.shown_to,
        "list": draft.list_id,
        "parent_person": draft.parent.author if draft.parent else None,
        "parent": draft.parent.id if draft.parent else None,
        "quote_person": draft.quote.author if draft.quote else None,
        "quote": draft.quote.id if draft.quote else None,
    }
    try:
        await tx.run(_sql("add_post"), {"person": tx.person, "at": clock.now(), **params})
    except ForeignKeyViolation as error:
        raise NotFound(
            "What this answers or quotes is gone, or it isn't for you. Copy your text and go back."
        ) from error
    except RestrictViolation as error:
        raise Refused(_TO_STRANGERS if draft.parent else _NOT_PASSED_ON) from error


async def get_post(tx: Tx, post: Ref) -> PostCard:
    """Give one post as the person may see it."""
    (card,) = await _with_quoted_links(tx, [await tx.one(_sql("get_post"), PostCard, _named(tx, post))])
    return card


async def find_replies(tx: Tx, post: Ref, *, after: UUID | None, limit: int) -> list[PostCard]:
    """Give a page of the direct replies to a post, the oldest first."""
    params = {"after": after or _NIL, "limit": limit}
    return await _with_quoted_links(
        tx, await tx.all(_sql("find_replies"), PostCard, {**_named(tx, post), **params})
    )


async def find_posts_of(tx: Tx, author: UUID, *, before: UUID | None, limit: int) -> list[ListedPost]:
    """Give a page of what somebody posted and passed on, the newest first."""
    params = {"author": author, "before": before, "limit": limit}
    return await _with_quoted_links(tx, await tx.all(_sql("find_posts_of"), ListedPost, params))


async def find_following(tx: Tx, *, before: UUID | None, limit: int) -> list[ListedPost]:
    """Give a page of what the person and those they follow posted and passed on, the newest first."""
    params = {"person": tx.person, "before": before, "limit": limit}
    return await _with_quoted_links(tx, await tx.all(_sql("find_following"), ListedPost, params))


async def find_latest(tx: Tx, *, before: UUID | None, limit: int) -> list[PostCard]:
    """Give a page of all posts that the person may see and hasn't muted, the newest first."""
    params = {"person": tx.person, "before": before, "limit": limit}
    return await _with_quoted_links(tx, await tx.all(_sql("find_latest"), PostCard, params))


async def find_cards(tx: Tx, posts: Sequence[Ref]) -> list[PostCard]:
    """Give named posts as far as the person may see them and hasn't muted them, in no order.

    Args:
        tx: A transaction with purpose `export` or `feed`.
        posts: Which.
    """
    columns = as_columns(("authors", "ids"), ((post.author, post.id) for post in posts))
    return await _with_quoted_links(tx, await tx.all(_sql("find_cards"), PostCard, columns))


async def find_cards_and_words(
    tx: Tx, posts: Sequence[Ref], named: Sequence[Ref]
) -> tuple[list[PostCard], list[PostWords]]:
    """Give posts as `find_cards` does and, of those that are only named, who wrote them and their words: in one go.

    Args:
        tx: A transaction with purpose `export` or `feed`.
        posts: Which.
        named: Others.
    """
    asked = [
        *((post.author, post.id, True) for post in posts),
        *((post.author, post.id, False) for post in named),
    ]
    columns = as_columns(("authors", "ids", "are_whole"), asked)
    rows = await tx.all(_sql("find_cards_and_words"), CardOrWordsRow, columns)
    cards = [PostCard(*_CARD_VALUES(row)) for row in rows if row.is_whole]
    words = [PostWords(row.author_id, row.id, row.name, row.text) for row in rows if not row.is_whole]
    return await _with_quoted_links(tx, cards), words


async def find_saved(tx: Tx, *, before: UUID | None, limit: int) -> list[PostCard]:
    """Give a page of the posts that the person saved, the newest first."""
    params = {"person": tx.person, "before": before, "limit": limit}
    return await _with_quoted_links(tx, await tx.all(_sql("find_saved"), PostCard, params))


async def get_own_post(tx: Tx, post: UUID) -> OwnPost:
    """Give a post of the person, and hold it until the transaction ends."""
    return await tx.one(_sql("get_own_post"), OwnPost, {"person": tx.person, "id": post})


async def add_version(tx: Tx, post: UUID) -> None:
    """Keep what a post says by now."""
    await tx.run(_sql("add_version"), {"person": tx.person, "id": post})


async def set_text(tx: Tx, post: UUID, text: str, event: EventId) -> None:
    """Change what a post says.

    Raises:
        Refused: It answers somebody to whom no stranger speaks.
    """
    params = {"id": post, "text": text, "event": event, "at": clock.now()}
    try:
        await tx.run(_sql("set_text"), {"person": tx.person, **params})
    except RestrictViolation as error:
        raise Refused("Only people they know can answer here. You can delete what you said.") from error


async def set_gone(tx: Tx, post: UUID, at: datetime | None) -> None:
    """Take a post out of sight, or bring it back."""
    await tx.run(_sql("set_gone"), {"person": tx.person, "id": post, "at": at})


async def find_versions(tx: Tx, post: Ref) -> list[Version]:
    """Give what a post said before it was changed, the oldest first."""
    return await tx.all(_sql("find_versions"), Version, {"author": post.author, "id": post.id})


async def set_reaction(tx: Tx, post: Ref, kind: str, event: EventId) -> None:
    """Set the person's reaction to a post that has none of theirs.

    Raises:
        Refused: It is by somebody to whom no stranger speaks.
    """
    params = {"kind": kind, "event": event, "at": clock.now()}
    try:
        await tx.run(_sql("set_reaction"), {**_named(tx, post), **params})
    except RestrictViolation as error:
        raise Refused("Only people they know can react here. You can save it for yourself.") from error


async def delete_reaction(tx: Tx, post: Ref) -> int:
    """Take the person's reaction back; its event goes with it."""
    return await tx.run(_sql("delete_reaction"), _named(tx, post))


async def find_reactions(tx: Tx, post: Ref) -> list[Reacted]:
    """Give who reacted to a post, the newest first."""
    return await tx.all(_sql("find_reactions"), Reacted, {"author": post.author, "id": post.id})


async def add_saved(tx: Tx, post: Ref, event: EventId) -> None:
    """Save a post."""
    await tx.run(_sql("add_saved"), {**_named(tx, post), "event": event, "at": clock.now()})


async def is_passed_on(tx: Tx, post: Ref) -> bool:
    """Say whether the person put a post into a message before."""
    return (await tx.one(_sql("is_passed_on"), PassedRow, _named(tx, post))).yes


async def add_passed_on(tx: Tx, post: Ref, event: EventId) -> None:
    """Note that the person put a post into a message."""
    await tx.run(_sql("add_passed_on"), {**_named(tx, post), "event": event, "at": clock.now()})


async def delete_saved(tx: Tx, post: Ref) -> int:
    """Save a post no more; the event goes with it."""
    return await tx.run(_sql("delete_saved"), _named(tx, post))


async def add_repost(tx: Tx, post: Ref, event: EventId) -> None:
    """Pass a post on.

    Raises:
        NotFound: It isn't there for the person, or not for everybody.
        Refused: It is by somebody to whom no stranger speaks.
    """
    params = {"repost": new_id(), "event": event, "at": clock.now()}
    try:
        await tx.run(_sql("add_repost"), {**_named(tx, post), **params})
    except ForeignKeyViolation as error:
        raise NotFound("This post is gone, or not for everybody any more.") from error
    except RestrictViolation as error:
        raise Refused(_NOT_PASSED_ON) from error


async def delete_repost(tx: Tx, post: Ref) -> int:
    """Pass a post on no more; the event goes with it."""
    return await tx.run(_sql("delete_repost"), _named(tx, post))


def _named(tx: Tx, post: Ref) -> dict[str, object]:
    return {"person": tx.person, "author": post.author, "id": post.id}


async def _with_quoted_links(tx: Tx, cards: list[Card]) -> list[Card]:
    """Give cards with the pages that the posts they quote link to; asked only where something is quoted."""
    quoted = [(UUID(card.quoted["author_id"]), UUID(card.quoted["id"])) for card in cards if card.quoted]
    if not quoted:
        return cards
    columns = as_columns(("authors", "ids"), set(quoted))
    rows = await tx.all(_sql("find_quoted_links"), QuotedLinkRow, columns)
    links = {(row.author_id, row.post_id): row for row in rows}
    return [_add_link(card, links) for card in cards]


def _add_link(card: Card, links: Mapping[tuple[UUID, UUID], QuotedLinkRow]) -> Card:
    if card.quoted is None:
        return card
    row = links.get((UUID(card.quoted["author_id"]), UUID(card.quoted["id"])))
    if row is None:
        return card
    link: LinkFacts = {
        "id": str(row.id),
        "url": row.url,
        "title": row.title,
        "about": row.about,
        "has_picture": row.has_picture,
        "is_waiting": False,
    }
    return replace(card, quoted={**card.quoted, "link": link})
