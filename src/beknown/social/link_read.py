"""Ask the pages that posts link to, once for all readers, in nobody's name, and keep what they say of themselves."""

import io
from uuid import UUID

from beknown.kit.blobs import Blobs
from beknown.kit.db import Scope, Tx
from beknown.kit.errors import Invalid, TooLarge
from beknown.social import link_store as store
from beknown.social.link import host_of
from beknown.social.picture import Drawn, draw_anew
from beknown.sources import Guest, PageWords, read_page, read_picture

EDGE = 800
"""A picture of a page is drawn at most this long, in pixels."""

LEAST = 64
"""Smaller ones stand for nothing: they count readers."""

_NOTHING = PageWords("", "", "")


async def read_link(guest: Guest, blobs: Blobs, scope: Scope, post: UUID, *, our_host: str) -> None:
    """Ask the page that a post links to if that waits, and delete what is left of an earlier one.

    No transaction is open meanwhile: what comes is kept if the post still links there.

    Args:
        guest: Asks.
        blobs: Files.
        scope: Of the post's author.
        post: Which.
        our_host: This house's own name, which isn't asked for anybody.
    """
    async with guest.db.begin(scope) as tx:
        await blobs.delete_unused(tx)
        link = await store.find_post_link(tx, post)
    if link is None or link.state != "waits":
        return
    words = _NOTHING if host_of(link.url) == our_host else await _read_words(guest, link.url)
    drawn = await _read_picture(guest, words.picture) if words.title and words.picture else None
    async with guest.db.begin(scope) as tx:
        await _keep(tx, blobs, link.id, words, drawn)


async def drop_link(tx: Tx, post: UUID) -> None:
    """Keep nothing of a page, where an operator doesn't want any asked."""
    await store.delete_post_link(tx, post)


async def _read_words(guest: Guest, url: str) -> PageWords:
    try:
        words = await read_page(guest, url)
    except Invalid:
        return _NOTHING
    return PageWords(words.title or host_of(url), words.about, words.picture) if words.about else words


async def _read_picture(guest: Guest, url: str) -> Drawn | None:
    """A card without a picture is a card, too."""
    try:
        came = await read_picture(guest, url)
        drawn = await draw_anew(io.BytesIO(came.content), len(came.content), edge=EDGE)
    except (Invalid, TooLarge):
        return None
    return drawn if min(drawn.width, drawn.height) >= LEAST else None


async def _keep(tx: Tx, blobs: Blobs, link: UUID, words: PageWords, drawn: Drawn | None) -> None:
    picture = None
    if drawn is not None:
        stream = io.BytesIO(drawn.content)
        picture = await blobs.put(tx, stream, media_type="image/webp", name="link.webp", purposes=("feed",))
    await store.note_post_link(tx, link, words, blob=picture.id if picture else None, drawn=drawn)
    # The post may link elsewhere by now: then the picture is nobody's.
    await blobs.delete_unused(tx)
