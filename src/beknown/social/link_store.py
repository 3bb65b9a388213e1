"""SQL of the pages that posts link to."""

from dataclasses import dataclass
from uuid import UUID

from beknown.kit import clock
from beknown.kit.db import SqlFiles, Tx
from beknown.social.image_store import ImageBlob
from beknown.social.picture import Drawn
from beknown.sources import PageWords

_sql = SqlFiles(__file__)


@dataclass(frozen=True, slots=True)
class LinkRow:
    """The page that a post links to; `state` is waits, shown, empty or away."""

    id: UUID
    url: str
    state: str


async def set_post_link(tx: Tx, post: UUID, link: UUID, url: str, *, is_wanted: bool) -> None:
    """Keep the address of a post's page, in place of an earlier one and all that was kept of it."""
    params = {"post": post, "id": link, "url": url, "is_wanted": is_wanted, "at": clock.now()}
    await tx.run(_sql("set_post_link"), {"person": tx.person, **params})


async def find_post_link(tx: Tx, post: UUID) -> LinkRow | None:
    """Give the page that a post of the person links to."""
    return await tx.first(_sql("find_post_link"), LinkRow, {"person": tx.person, "post": post})


async def delete_post_link(tx: Tx, post: UUID) -> None:
    """Keep nothing of a post's page."""
    await tx.run(_sql("delete_post_link"), {"person": tx.person, "post": post})


async def take_post_link_away(tx: Tx, post: UUID) -> None:
    """Show nothing of a post's page any more."""
    await tx.run(_sql("take_post_link_away"), {"person": tx.person, "post": post})


async def note_post_link(
    tx: Tx, link: UUID, words: PageWords, *, blob: UUID | None, drawn: Drawn | None
) -> None:
    """Keep what a page said of itself, with its picture, if it still waits for that."""
    size = {"width": drawn.width if drawn else None, "height": drawn.height if drawn else None}
    params = {"id": link, "title": words.title, "about": words.about, "blob": blob, **size}
    await tx.run(_sql("note_post_link"), {"person": tx.person, **params})


async def get_link_blob(tx: Tx, author: UUID, link: UUID) -> UUID:
    """Give where the picture of a page is, to whoever may see the post."""
    return (await tx.one(_sql("get_link_blob"), ImageBlob, {"author": author, "id": link})).blob_id
