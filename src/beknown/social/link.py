"""The page that a post links to: whose address it is, and whether something of it is shown."""

import re
from urllib.parse import urlsplit
from uuid import UUID
from zlib import crc32

from beknown.kit.blobs import Blobs
from beknown.kit.db import Tx
from beknown.kit.ids import new_id
from beknown.kit.jobs import defer
from beknown.social import link_store as store
from beknown.social import post_store
from beknown.social.types import LinkFacts, PostCard, Ref
from beknown.sources import web_address

READ = "social.read_link"
_LANES = 4
"""So many pages are asked at once; slow machines must not take up all that a worker does."""

_ADDRESS = re.compile(r"https?://[^\s<>\"'\u200b-\u200f]+", re.IGNORECASE)
_AFTER = ".,;:!?)]}»\u201d\u2019"


def find_link(text: str) -> str | None:
    """Give the first address in a text that can be a link, without what closes the sentence. Pure.

    What is a link here is one on the page, too: `web/src/social/links.ts` follows the same rules.
    """
    written = (web_address(match[0].rstrip(_AFTER)) for match in _ADDRESS.finditer(text))
    return next((address for address in written if address), None)


def host_of(url: str) -> str:
    """Give the name of an address's machine in ASCII, so that no letter looks like another one; '' for none. Pure."""
    try:
        host = urlsplit(url).hostname or ""
        return host.encode("idna").decode("ascii").lower().removeprefix("www.")
    except ValueError:
        return ""


async def keep_link(tx: Tx, post: UUID, text: str, *, is_wanted: bool) -> None:
    """Have the page asked that a new text of the person's post links to, unless it is known already.

    Args:
        tx: A transaction of the post's author.
        post: Which.
        text: What it says now.
        is_wanted: Whether its author wants a preview. Where they once took it away it stays away.
    """
    url, known = find_link(text), await store.find_post_link(tx, post)
    if known is not None and url == known.url:
        return
    if url is None:
        await store.delete_post_link(tx, post)
    else:
        is_wanted = is_wanted and (known is None or known.state != "away")
        await store.set_post_link(tx, post, new_id(), url, is_wanted=is_wanted)
    if known is not None or (url is not None and is_wanted):
        await _ask(tx, post, url or "")


async def take_away(tx: Tx, blobs: Blobs, post: UUID) -> PostCard:
    """Show nothing more of the page that a post of the person links to; give the post.

    Raises:
        NotFound: The person has no such post.
    """
    await post_store.get_own_post(tx, post)
    await store.take_post_link_away(tx, post)
    await blobs.delete_unused(tx)
    return await post_store.get_post(tx, Ref(tx.person, post))


def show_link(link: LinkFacts | None) -> dict[str, object] | None:
    """Give a card with whose page it is."""
    return {**link, "host": host_of(link["url"])} if link else None


async def _ask(tx: Tx, post: UUID, url: str) -> None:
    """One at a time to a machine, whoever posted: its pages are in one lane, whose number tells nothing of it."""
    lane = crc32(host_of(url).encode()) % _LANES
    await defer(tx, READ, lock=f"link/{lane}", person_id=tx.person, post_id=post)
