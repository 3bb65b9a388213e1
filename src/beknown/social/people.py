"""Show oneself, follow, let follow, block. What a person does here is their own row, and an event of theirs."""

import io
import re
from typing import BinaryIO
from uuid import UUID

from beknown.events import EventDraft, append, ensure_source
from beknown.kit import clock
from beknown.kit.blobs import Blobs
from beknown.kit.db import Database, Scope, Tx
from beknown.kit.errors import Invalid, NotFound
from beknown.kit.ids import new_id
from beknown.kit.words import tidy_line, tidy_text
from beknown.social import people_store as store
from beknown.social.limits import FOLLOWS, PICTURES, check_limit
from beknown.social.picture import PORTRAIT_EDGE, draw_anew
from beknown.social.types import PersonCard, Profile

SOURCE_KIND = "social"
MAX_NAME = 80
MAX_BIO = 500
PAGE = 60
_HANDLE = re.compile(r"[a-z0-9_]{3,30}")


async def show_oneself(tx: Tx, *, handle: str, name: str, bio: str, is_private: bool) -> Profile:
    """Make or change the person's profile. Whoever follows by now goes on following when it becomes private.

    Raises:
        Invalid: The handle or the name can't be taken.
        Conflict: Somebody else has the handle.
    """
    handle = handle.strip().removeprefix("@").lower()
    name, bio = tidy_line(name), tidy_text(bio)
    if not _HANDLE.fullmatch(handle):
        raise Invalid(f"{handle!r} can't be a handle: 3 to 30 of a-z, 0-9 and _.")
    if not 0 < len(name) <= MAX_NAME:
        raise Invalid(f"A name has 1 to {MAX_NAME} letters; this one has {len(name)}.")
    if len(bio) > MAX_BIO:
        raise Invalid(f"At most {MAX_BIO} letters about yourself; these are {len(bio)}.")
    known = await store.find_profile(tx)
    if known is not None and is_private and not known.is_private:
        await store.keep_followers(tx)
    await store.set_profile(tx, handle=handle, name=name, bio=bio, is_private=is_private)
    return await get_profile(tx)


async def get_profile(tx: Tx) -> Profile:
    """Give how the person shows themselves.

    Raises:
        NotFound: They don't yet.
    """
    profile = await store.find_profile(tx)
    if profile is None:
        raise NotFound("Choose a name and a handle first: whoever shows themselves sees the others.")
    return profile


async def set_picture(db: Database, blobs: Blobs, scope: Scope, stream: BinaryIO, size_bytes: int) -> Profile:
    """Draw a picture anew and make it that of the person's profile.

    Raises:
        TooLarge, Invalid: It can't be taken.
        NotFound: The person has no profile yet.
    """
    drawn = await draw_anew(stream, size_bytes, edge=PORTRAIT_EDGE, is_square=True)
    async with db.begin(scope) as tx:
        await get_profile(tx)
        await check_limit(tx, PICTURES)
        blob = await blobs.put(tx, io.BytesIO(drawn.content), media_type="image/webp", name="portrait.webp")
        await store.set_picture(tx, blob.id)
        await blobs.delete_unused(tx)
        return await get_profile(tx)


async def remove_picture(tx: Tx, blobs: Blobs) -> None:
    """Take the picture of the person's profile away."""
    await store.set_picture(tx, None)
    await blobs.delete_unused(tx)


async def follow(tx: Tx, person: UUID) -> PersonCard:
    """Follow somebody; who is private is asked, and lets follow or not.

    Raises:
        NotFound: There is nobody of this id whom the person may see, or the person has no profile.
        Invalid: It is the person themselves.
        TooMany: The person follows very many at once.
    """
    await get_profile(tx)
    if person == tx.person:
        raise Invalid("Nobody follows themselves.")
    found = await store.get_someone(tx, person)
    if found.mine == "no":
        await check_limit(tx, FOLLOWS)
        draft = EventDraft(
            type="social.person.followed.v1",
            key=f"follow/{new_id()}",
            occurred_at=clock.now(),
            text=found.name,
            is_mine=True,
        )
        event = await append(tx, await ensure_source(tx, SOURCE_KIND), draft)
        if event is not None:
            await store.add_follow(tx, person, event)
    return await store.get_someone(tx, person)


async def answer_follower(tx: Tx, follower: UUID, *, is_accepted: bool) -> PersonCard:
    """Let somebody follow the person, or not (any more).

    Raises:
        NotFound: Nobody of this id follows or asks.
    """
    found = await store.get_someone(tx, follower)
    if found.theirs == "no":
        raise NotFound("They don't ask to follow you (any more).")
    await store.set_answer(tx, follower, is_accepted=is_accepted)
    return await store.get_someone(tx, follower)


async def block(tx: Tx, person: UUID) -> None:
    """Block somebody: neither sees the other from now on, and neither follows the other.

    Raises:
        NotFound: There is nobody of this id whom the person may see.
        Invalid: It is the person themselves.
    """
    if person == tx.person:
        raise Invalid("Nobody blocks themselves.")
    await get_profile(tx)
    await store.get_someone(tx, person)
    await store.delete_follow(tx, person)
    await store.set_answer(tx, person, is_accepted=False)
    await store.add_block(tx, person)
