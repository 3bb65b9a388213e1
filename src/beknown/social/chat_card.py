"""What can be put into a message: something of this place, named by kind, whose it is and id. A domain adds its kinds.

The message names it alone. Each reader asks for its card in their own scope, so they see what is for them.
"""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from uuid import UUID

from beknown.kit.db import Tx
from beknown.kit.errors import Invalid, NotFound
from beknown.kit.words import calm
from beknown.social import post_store
from beknown.social.chat_types import Attached
from beknown.social.react import pass_on
from beknown.social.types import Ref

MAX_TEXT = 400


@dataclass(frozen=True, slots=True)
class Card:
    """What a reader sees of something that was put into a message.

    Args:
        title: Whose it is, or its name.
        text: How it begins.
        address: The page of the web app that shows it whole.
        picture: A picture of it as `(author, id)`, where it has one.
        alt: The words that stand for the picture.
    """

    title: str
    text: str
    address: str
    picture: tuple[UUID, UUID] | None = None
    alt: str = ""


Show = Callable[[Tx, Attached], Awaitable[Card]]
Note = Callable[[Tx, Attached], Awaitable[None]]


@dataclass(frozen=True, slots=True)
class CardKind:
    """A kind of things: how one is shown to who reads, and what is noted of who passes it on.

    Both raise NotFound where there is no such thing for that person.
    """

    show: Show
    note: Note


_kinds: dict[str, CardKind] = {}


def add_card_kind(name: str, kind: CardKind) -> None:
    """Let things of a kind be put into messages; `app` calls it for domains above this one."""
    _kinds[name] = kind


async def show_card(tx: Tx, attached: Attached) -> Card:
    """Show somebody what is in a message.

    Raises:
        NotFound: It is gone, or isn't for them; which of both isn't told.
    """
    return await _get_kind(attached).show(tx, attached)


async def note_passing_on(tx: Tx, attached: Attached) -> None:
    """Note that the person puts something into a message.

    Raises:
        Invalid: Nothing of this kind can be put into a message.
        NotFound: It is gone, or isn't for them.
    """
    if attached.kind not in _kinds:
        raise Invalid(f"Nothing of the kind {attached.kind!r} can be put into a message.")
    await _get_kind(attached).note(tx, attached)


def _get_kind(attached: Attached) -> CardKind:
    if attached.kind not in _kinds:
        raise NotFound("This isn't there any more.")
    return _kinds[attached.kind]


def _as_ref(attached: Attached) -> Ref:
    if attached.of is None:
        raise Invalid("A post is named by its author, `of`, and its `id`.")
    return Ref(attached.of, attached.id)


async def _show_post(tx: Tx, attached: Attached) -> Card:
    post = await post_store.get_post(tx, _as_ref(attached))
    image = post.images[0] if post.images else None
    return Card(
        post.name,
        calm(post.text).text[:MAX_TEXT],
        f"/people/of/{post.author_id}/{post.id}",
        (post.author_id, UUID(image["id"])) if image else None,
        image["alt"] if image else "",
    )


async def _note_post(tx: Tx, attached: Attached) -> None:
    await pass_on(tx, _as_ref(attached))


add_card_kind("post", CardKind(_show_post, _note_post))
