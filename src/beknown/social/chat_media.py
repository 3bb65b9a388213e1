"""Pictures, voice notes and videos in messages: made anew, kept until sent (at most a day), gone with their message."""

import io
from dataclasses import dataclass
from datetime import timedelta
from typing import BinaryIO
from uuid import UUID

from beknown.kit import clock
from beknown.kit.blobs import Blobs
from beknown.kit.db import Database, Scope, Tx
from beknown.kit.errors import Invalid, NotFound, Refused, TooMany
from beknown.kit.ids import NOBODY, new_id
from beknown.kit.words import tidy_line
from beknown.social import chat_media_store as store
from beknown.social.chat_media_store import NewMedia
from beknown.social.chat_types import ChatId, Draft
from beknown.social.images import MAX_ALT, Taken
from beknown.social.limits import PICTURES, VOICES, Limit, check_limit
from beknown.social.picture import draw_anew
from beknown.social.types import ImageUse
from beknown.social.video_work import use_in_chat
from beknown.social.voice import write_anew

MOST_IN_A_MESSAGE = 10
MOST_WAITING = 30
UNSENT_FOR = timedelta(days=1)
_FILES = {"picture": ("image/webp", "picture.webp"), "voice": ("audio/mpeg", "voice.mp3")}


@dataclass(frozen=True, slots=True)
class TakenVoice:
    """A voice note that waits to be sent."""

    id: UUID
    length_ms: int


async def take_media(db: Database, blobs: Blobs, scope: Scope, stream: BinaryIO, size_bytes: int) -> Taken:
    """Draw a picture anew and keep it for a message.

    Raises:
        TooLarge, Invalid: It can't be taken.
        TooMany: Many wait already, or came in a short time.
    """
    drawn = await draw_anew(stream, size_bytes)
    new = NewMedia("picture", drawn.content, width=drawn.width, height=drawn.height)
    return Taken(await _keep(db, blobs, scope, new, PICTURES), drawn.width, drawn.height)


async def take_voice(
    db: Database, blobs: Blobs, scope: Scope, stream: BinaryIO, size_bytes: int
) -> TakenVoice:
    """Write a voice note anew and keep it for a message.

    Raises:
        TooLarge, Invalid: It can't be taken.
        TooMany: Many wait already, or came in a short time.
    """
    voice = await write_anew(stream, size_bytes)
    new = NewMedia("voice", voice.content, length_ms=voice.length_ms)
    return TakenVoice(await _keep(db, blobs, scope, new, VOICES), voice.length_ms)


async def _keep(db: Database, blobs: Blobs, scope: Scope, new: NewMedia, limit: Limit) -> UUID:
    media, (media_type, name) = new_id(), _FILES[new.kind]
    async with db.begin(scope) as tx:
        await check_limit(tx, limit)
        await delete_loose(tx, blobs)
        if await store.count_waiting_media(tx) >= MOST_WAITING:
            raise TooMany(
                f"{MOST_WAITING} pictures and voice notes wait to be sent already. Send or remove some."
            )
        blob = await blobs.put(tx, io.BytesIO(new.content), media_type=media_type, name=name)
        await store.add_media(tx, media, blob.id, new)
    return media


async def remove_media(tx: Tx, blobs: Blobs, media: UUID) -> None:
    """Delete a picture or a voice note that waits to be sent."""
    await store.delete_media(tx, media)
    await blobs.delete_unused(tx)


async def check_may_send(tx: Tx, chat: ChatId, draft: Draft) -> None:
    """Check that what is put into a message may be sent. Nobody gets to see or hear somebody they don't know.

    Raises:
        Invalid: They are too many.
        Refused: The other one neither follows the person nor has answered yet.
    """
    number = len(draft.images)
    if number > MOST_IN_A_MESSAGE:
        raise Invalid(f"At most {MOST_IN_A_MESSAGE} pictures in a message; these are {number}.")
    if (draft.images or draft.voice or draft.video) and not await store.may_send_media(tx, chat):
        raise Refused(
            "Pictures, voice notes and videos can be sent once they have answered you, or follow you. "
            "Write some words first."
        )


async def use_media(tx: Tx, chat: ChatId, seq: int, draft: Draft) -> None:
    """Put what waits into a message, pictures in their order.

    Raises:
        Invalid: The words for one are too long.
        NotFound: One isn't there (any more).
        Conflict: The video isn't ready.
    """
    for position, image in enumerate(draft.images):
        use = ImageUse(image.id, tidy_line(image.alt))
        if len(use.alt) > MAX_ALT:
            raise Invalid(f"At most {MAX_ALT} letters to describe a picture; these are {len(use.alt)}.")
        if not await store.use_media(tx, use, "picture", chat=chat, seq=seq, position=position):
            raise NotFound("A picture of this message is gone: they wait for a day. Add it again.")
    if draft.voice is not None:
        use = ImageUse(draft.voice.id, tidy_line(draft.voice.alt))
        if len(use.alt) > MAX_ALT:
            raise Invalid(f"At most {MAX_ALT} letters for what a voice note says; these are {len(use.alt)}.")
        if not await store.use_media(tx, use, "voice", chat=chat, seq=seq):
            raise NotFound("The voice note of this message is gone: it waits for a day. Record it again.")
    await use_in_chat(tx, chat, seq, draft.video)


async def delete_loose(tx: Tx, blobs: Blobs) -> None:
    """Delete the person's media whose message is gone or that were never sent, with their bytes."""
    if await store.delete_loose_media(tx, clock.now() - UNSENT_FOR):
        await blobs.delete_unused(tx)


async def delete_all_loose(db: Database, blobs: Blobs) -> None:
    """Do so for everybody."""
    async with db.begin(Scope(NOBODY, "safety")) as tx:
        people = await store.find_people_with_loose_media(tx, clock.now() - UNSENT_FOR)
    for person in people:
        async with db.begin(Scope(person, "export")) as tx:
            await delete_loose(tx, blobs)
