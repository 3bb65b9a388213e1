"""Notice spam as it is said. A post is labelled and put before the moderators; a message is refused with a word."""

from uuid import UUID

from beknown.kit.db import Tx
from beknown.kit.errors import TooMany
from beknown.social import spam_store as store
from beknown.social.spam import is_worth_comparing, sketch, suspect

WAIT_S = 3600


async def notice_post(tx: Tx, post: UUID, text: str, *, is_reply: bool) -> None:
    """Look at a post of the person that others see; flag it where it looks like spam. It stays where it is.

    Until a moderator has looked, it has the label 'spam?' and isn't put into feeds.
    """
    hashes = sketch(text)
    is_compared = is_worth_comparing(text, is_reply=is_reply)
    why = suspect(text, await store.count_near(tx, hashes), is_compared=is_compared)
    if is_compared:
        await store.add_sketch(tx, hashes, post)
    if why is not None:
        await store.flag_post(tx, post, text)


async def check_message(tx: Tx, chat: UUID, text: str) -> None:
    """Check a first message to somebody who doesn't follow the person. No moderator reads it.

    Raises:
        TooMany: Nearly the same was said to several people in the last day, or it is mostly links of a new account.
    """
    if not await store.is_to_stranger(tx, chat):
        return
    hashes = sketch(text)
    is_compared = is_worth_comparing(text, is_reply=False)
    why = suspect(text, await store.count_near(tx, hashes), is_compared=is_compared)
    if why is not None:
        raise TooMany(
            "This looks like spam: nearly the same was sent to several people, or it is mostly links. Say it in your"
            " own words, or wait until they follow you.",
            retry_after_s=WAIT_S,
        )
    if is_compared:
        await store.add_sketch(tx, hashes, None)
