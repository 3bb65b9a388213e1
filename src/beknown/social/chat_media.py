"""Pictures in messages: drawn anew, kept until they are sent (at most a day), gone with their message."""

import io
from collections.abc import Sequence
from datetime import timedelta
from typing import BinaryIO
from uuid import UUID

from beknown.kit import clock
from beknown.kit.blobs import Blobs
from beknown.kit.db import Database, Scope, Tx
from beknown.kit.errors import Invalid, NotFound, Refused, TooMany
from beknown.kit.ids import NOBODY, new_id
from beknown.social import chat_media_store as store
from beknown.social.chat_types import ChatId
from beknown.social.images import MAX_ALT, Taken
from beknown.social.limits import PICTURES, check_limit
from beknown.social.picture import draw_anew
from beknown.social.types import ImageUse
from beknown.social.words import tidy_line

MOST_IN_A_MESSAGE = 10
MOST_WAITING = 30
UNSENT_FOR = timedelta(days=1)


async def take_media(db: Database, blobs: Blobs, scope: Scope, stream: BinaryIO, size_bytes: int) -> Taken:
    """Draw a picture anew and keep it for a message.

    Raises:
        TooLarge, Invalid: It can't be taken.
        TooMany: Many wait already, or came in a short time.
    """
    drawn = await draw_anew(stream, size_bytes)
    media = new_id()
    async with db.begin(scope) as tx:
        await check_limit(tx, PICTURES)
        await delete_loose(tx, blobs)
        if await store.count_waiting_media(tx) >= MOST_WAITING:
            raise TooMany(f"{MOST_WAITING} pictures wait to be sent already. Send or remove some.")
        blob = await blobs.put(tx, io.BytesIO(drawn.content), media_type="image/webp", name="picture.webp")
        await store.add_media(tx, media, blob=blob.id, width=drawn.width, height=drawn.height)
    return Taken(media, drawn.width, drawn.height)


async def remove_media(tx: Tx, blobs: Blobs, media: UUID) -> None:
    """Delete a picture that waits to be sent."""
    await store.delete_media(tx, media)
    await blobs.delete_unused(tx)


async def check_may_send(tx: Tx, chat: ChatId, images: Sequence[ImageUse]) -> None:
    """Check that such pictures may be sent in a conversation. Nobody gets pictures of somebody they don't know.

    Raises:
        Invalid: They are too many.
        Refused: The other one neither follows the person nor has answered yet.
    """
    if len(images) > MOST_IN_A_MESSAGE:
        raise Invalid(f"At most {MOST_IN_A_MESSAGE} pictures in a message; these are {len(images)}.")
    if images and not await store.may_send_media(tx, chat):
        raise Refused(
            "Pictures can be sent once they have answered you, or follow you. Write some words first."
        )


async def use_media(tx: Tx, chat: ChatId, seq: int, images: Sequence[ImageUse]) -> None:
    """Put pictures that wait into a message, in this order.

    Raises:
        Invalid: The words for one are too long.
        NotFound: One isn't there (any more).
    """
    for position, image in enumerate(images):
        alt = tidy_line(image.alt)
        if len(alt) > MAX_ALT:
            raise Invalid(f"At most {MAX_ALT} letters to describe a picture; these are {len(alt)}.")
        if not await store.use_media(tx, ImageUse(image.id, alt), chat=chat, seq=seq, position=position):
            raise NotFound("A picture of this message is gone: they wait for a day. Add it again.")


async def delete_loose(tx: Tx, blobs: Blobs) -> None:
    """Delete the person's pictures whose message is gone, and those that were never sent, with their bytes."""
    if await store.delete_loose_media(tx, clock.now() - UNSENT_FOR):
        await blobs.delete_unused(tx)


async def delete_all_loose(db: Database, blobs: Blobs) -> None:
    """Do so for everybody."""
    async with db.begin(Scope(NOBODY, "safety")) as tx:
        people = await store.find_people_with_loose_media(tx, clock.now() - UNSENT_FOR)
    for person in people:
        async with db.begin(Scope(person, "export")) as tx:
            await delete_loose(tx, blobs)
