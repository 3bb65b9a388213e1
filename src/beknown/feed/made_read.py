"""Read what was made, and what it stands on, with the person's own eyes.

Nothing is shown of which a source is gone, was changed, or may not serve the feed any more.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import cast
from uuid import UUID

from beknown.feed import made_store as store
from beknown.feed.made_store import MadeRow, MadeSourceRow
from beknown.feed.made_types import Line, MadeItem, MadeKind, Material, Said, SourceRef
from beknown.kit import clock
from beknown.kit.db import Tx
from beknown.social import PostCard, Ref, find_cards
from beknown.sources import OutletItem, find_items_by_id


async def find_made(
    tx: Tx, ids: Sequence[UUID] | None = None, *, at: datetime | None = None
) -> list[MadeItem]:
    """Give what was made for the person and may be shown now, the latest first.

    Args:
        tx: A transaction with purpose `feed`, whose policies say what may be used.
        ids: Only these.
        at: Now.
    """
    rows = await store.find_made(tx, at or clock.now(), ids)
    if not rows:
        return []
    sources: dict[UUID, list[MadeSourceRow]] = {row.id: [] for row in rows}
    for each in await store.find_made_sources(tx, list(sources)):
        sources[each.made_id].append(each)
    known = await read_materials(tx, {_ref_of(each) for some in sources.values() for each in some})
    found = (_read(row, sources[row.id], known) for row in rows)
    return [each for each in found if each is not None]


async def read_materials(tx: Tx, refs: Iterable[SourceRef]) -> dict[SourceRef, Material]:
    """Read sources, as far as the person may read them and they may serve the purpose."""
    wanted = list(refs)
    events = [each.id for each in wanted if each.kind == "event"]
    posts = [Ref(each.author, each.id) for each in wanted if each.kind == "post" and each.author is not None]
    items = [each.id for each in wanted if each.kind == "item"]
    found = [as_words(row) for row in await store.find_words(tx, events)] if events else []
    found += [as_post(card) for card in await find_cards(tx, posts)] if posts else []
    found += [as_item(item) for item in await find_items_by_id(tx, items)] if items else []
    return {each.ref: each for each in found}


def as_words(row: store.WordsRow) -> Material:
    """Give an event as a source."""
    return Material(SourceRef("event", row.id), row.speaker or "", row.text, row.occurred_at)


def as_post(card: PostCard) -> Material:
    """Give a post as a source."""
    return Material(SourceRef("post", card.id, card.author_id), card.name, card.text, card.made_at)


def as_item(item: OutletItem) -> Material:
    """Give something published elsewhere as a source."""
    text = "\n".join(part for part in (item.title, item.text) if part)
    return Material(SourceRef("item", item.id), item.source, text, item.published_at, item.link)


def _ref_of(row: MadeSourceRow) -> SourceRef:
    if row.event_id is not None:
        return SourceRef("event", row.event_id)
    if row.post_id is not None:
        return SourceRef("post", row.post_id, row.author_id)
    return SourceRef("item", cast("UUID", row.item_id))


def _read(
    row: MadeRow, sources: Sequence[MadeSourceRow], known: Mapping[SourceRef, Material]
) -> MadeItem | None:
    """Give something that was made; None unless each of its sources stands as it did."""
    materials = [known.get(_ref_of(each)) for each in sources]
    read = [each for each in materials if each is not None]
    if len(read) < len(sources) or [each.digest for each in read] != [each.digest for each in sources]:
        return None
    lines = tuple(_read_line(each) for each in row.lines)
    kind = cast("MadeKind", row.kind)
    return MadeItem(row.id, kind, row.subject, row.about, lines, row.model, row.made_at, tuple(read))


def _read_line(line: Mapping[str, object]) -> Line:
    return Line(
        said=cast("Said", line["said"]),
        sources=tuple(cast("list[int]", line["sources"])),
        text=str(line["text"]),
        name=str(line["name"]),
        amount=int(cast("int", line["amount"])),
    )
