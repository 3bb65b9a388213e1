"""What a person does with what is on their feed: they open it, look at it, share it, hide it."""

from collections.abc import Sequence
from uuid import UUID

from beknown.events import EventDraft, append, ensure_source
from beknown.feed import made_store, store
from beknown.feed.made_read import find_made
from beknown.feed.made_types import MadeKind
from beknown.feed.make_items import defer_making
from beknown.feed.note import SOURCE_KIND, defer_noting
from beknown.feed.types import Deed, ItemKind
from beknown.kit import clock
from beknown.kit.db import Tx
from beknown.kit.errors import Conflict, NotFound
from beknown.kit.ids import EventId, new_id
from beknown.social import Ref, find_cards
from beknown.sources import find_items_by_id

BUCKETS_S = (1, 3, 10, 30, 100)
"""How long somebody looked is kept as the longest of these that it reached: nobody's reading is timed to the second."""


async def note_deeds(tx: Tx, deeds: Sequence[Deed]) -> None:
    """Note what the person did; looking for less than a second is nothing.

    Args:
        tx: A transaction with purpose `export`.
        deeds: Of any runs of theirs; what isn't there (any more) is left out.
    """
    told = [each for each in map(put_in_bucket, deeds) if each is not None]
    if told:
        at = clock.now()
        await store.add_deeds(tx, told, at)
        await store.set_looked_at(tx, [(each.run, each.position) for each in told], at)
        await defer_noting(tx)


def put_in_bucket(deed: Deed) -> Deed | None:
    """Give the deed with the seconds of its bucket; None where somebody only scrolled by."""
    if deed.action != "dwell":
        return Deed(deed.run, deed.position, deed.action)
    reached = [bucket for bucket in BUCKETS_S if bucket <= (deed.seconds or 0)]
    return Deed(deed.run, deed.position, deed.action, reached[-1]) if reached else None


async def want_less(tx: Tx, post: Ref, deed: Deed | None = None) -> UUID:
    """Hide a post, and show less of what is like it; give the id of this wish. Twice is the same wish.

    Args:
        tx: A transaction with purpose `export`.
        post: Which.
        deed: Where it stood on the feed, if there.

    Raises:
        NotFound: There is no such post for the person.
    """
    known = await store.find_less_of(tx, author=post.author, post=post.id)
    if known is not None:
        return known
    if not await find_cards(tx, [post]):
        raise NotFound("This post is gone, or isn't for you; there is nothing of it to hide.")
    less = new_id()
    event = await _append_hiding(tx, less, "post", post.id)
    await store.add_less(tx, less, author=post.author, post=post.id, event=event)
    if deed is not None:
        await note_deeds(tx, [deed])
    return less


async def want_less_of_source(tx: Tx, item: UUID, deed: Deed | None = None) -> UUID:
    """Hide something published elsewhere, and show less of its source; give the id of this wish.

    Twice is the same wish.

    Args:
        tx: A transaction with purpose `export`.
        item: Which.
        deed: Where it stood on the feed, if there.

    Raises:
        NotFound: There is no such item of anything that the person follows.
    """
    known = await store.find_less_source_of(tx, item)
    if known is not None:
        return known
    found = await find_items_by_id(tx, [item])
    if not found:
        raise NotFound(
            "This is gone, or you don't follow its source any more; there is nothing of it to hide."
        )
    less = new_id()
    event = await _append_hiding(tx, less, "source", item)
    await store.add_less_source(tx, less, follow=found[0].follow_id, item=item, event=event)
    if deed is not None:
        await note_deeds(tx, [deed])
    return less


async def want_less_of_made(tx: Tx, item: UUID, deed: Deed | None = None) -> UUID:
    """Hide something that was made for the person, and have its kind rest; give the id of this wish.

    Twice is the same wish.

    Args:
        tx: A transaction with purpose `export`.
        item: Which.
        deed: Where it stood on the feed, if there.

    Raises:
        NotFound: There is no such thing.
    """
    known = await made_store.find_less_made_of(tx, item)
    if known is not None:
        return known
    found = await find_made(tx, [item])
    if not found:
        raise NotFound("This is gone; there is nothing of it to hide.")
    less = new_id()
    event = await _append_hiding(tx, less, "made", item)
    await made_store.add_less_made(tx, less, kind=found[0].kind, item=item, event=event, at=clock.now())
    if deed is not None:
        await note_deeds(tx, [deed])
    return less


async def _append_hiding(tx: Tx, less: UUID, kind: ItemKind, item: UUID) -> EventId:
    draft = EventDraft(
        type="feed.item.hidden.v1",
        key=f"hidden/{less}",
        occurred_at=clock.now(),
        text="",
        is_mine=True,
        payload={"kind": kind, "item": str(item)},
    )
    event = await append(tx, await ensure_source(tx, SOURCE_KIND), draft)
    if event is None:
        raise Conflict("This was hidden already.")
    return event


async def want_again(tx: Tx, less: UUID) -> None:
    """Take one wish for less back; others for less of the same thing stay.

    Raises:
        NotFound: There is no such wish.
    """
    if await made_store.delete_less_made(tx, less):
        await defer_making(tx, tx.person)
        return
    if not await store.delete_less(tx, less) and not await store.delete_less_source(tx, less):
        raise NotFound("This was taken back already.")


async def want_kind_again(tx: Tx, kind: MadeKind) -> None:
    """Take back all wishes for less of a kind of what is made.

    Raises:
        NotFound: There is none.
    """
    if not await made_store.delete_less_made_kind(tx, kind):
        raise NotFound("This was taken back already.")
    await defer_making(tx, tx.person)


async def want_source_again(tx: Tx, follow: UUID) -> None:
    """Take back all wishes for less of a source that the person follows.

    Raises:
        NotFound: There is none.
    """
    if not await store.delete_less_source_of(tx, follow):
        raise NotFound("This was taken back already.")
