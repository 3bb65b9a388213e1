"""Pictures for posts: taken, drawn anew, kept until they are posted, at most for a day."""

import io
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import BinaryIO
from uuid import UUID

from beknown.kit import clock
from beknown.kit.blobs import Blobs
from beknown.kit.db import Database, Scope, Tx
from beknown.kit.errors import Invalid, NotFound, TooMany
from beknown.kit.ids import new_id
from beknown.kit.words import tidy_line
from beknown.social import image_store as store
from beknown.social.limits import PICTURES, check_limit
from beknown.social.people import get_profile
from beknown.social.picture import draw_anew
from beknown.social.types import ImageUse

MOST_IN_A_POST = 4
MOST_WAITING = 20
MAX_ALT = 1000
UNSENT_FOR = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Taken:
    """A picture that waits to be posted; its size in pixels."""

    id: UUID
    width: int
    height: int


async def take_image(db: Database, blobs: Blobs, scope: Scope, stream: BinaryIO, size_bytes: int) -> Taken:
    """Draw a picture anew and keep it for a post.

    Raises:
        TooLarge, Invalid: It can't be taken.
        TooMany: Many wait already, or came in a short time.
        NotFound: The person has no profile.
    """
    drawn = await draw_anew(stream, size_bytes)
    image = new_id()
    async with db.begin(scope) as tx:
        await get_profile(tx)
        await check_limit(tx, PICTURES)
        if await store.delete_stale_images(tx, clock.now() - UNSENT_FOR):
            await blobs.delete_unused(tx)
        if await store.count_waiting_images(tx) >= MOST_WAITING:
            raise TooMany(f"{MOST_WAITING} pictures wait to be posted already. Post or remove some.")
        blob = await blobs.put(tx, io.BytesIO(drawn.content), media_type="image/webp", name="picture.webp")
        await store.add_image(tx, image, blob=blob.id, width=drawn.width, height=drawn.height)
    return Taken(image, drawn.width, drawn.height)


async def remove_image(tx: Tx, blobs: Blobs, image: UUID) -> None:
    """Delete a picture that waits to be posted."""
    await store.delete_image(tx, image)
    await blobs.delete_unused(tx)


async def use_images(tx: Tx, post: UUID, images: Sequence[ImageUse]) -> None:
    """Put pictures that wait into a post, in this order.

    Raises:
        Invalid: They are too many, or the words for one are too long.
        NotFound: One isn't there (any more).
    """
    if len(images) > MOST_IN_A_POST:
        raise Invalid(f"At most {MOST_IN_A_POST} pictures in a post; these are {len(images)}.")
    for position, image in enumerate(images):
        alt = tidy_line(image.alt)
        if len(alt) > MAX_ALT:
            raise Invalid(f"At most {MAX_ALT} letters to describe a picture; these are {len(alt)}.")
        if not await store.use_image(tx, ImageUse(image.id, alt), post=post, position=position):
            raise NotFound("A picture of this post is gone: they wait for a day. Add it again.")
