"""Read what an outlet answers, by its kind."""

from asyncio import to_thread

from beknown.kit.outside import Answer
from beknown.sources.outlet_feed import read_feed
from beknown.sources.outlet_social import read_bluesky, read_mastodon
from beknown.sources.outlet_types import OutletKind, Reading


async def read_outlet(kind: OutletKind, answer: Answer) -> Reading:
    """Give what an answer of an outlet holds.

    Raises:
        NotRead: It isn't what outlets of this kind answer.
    """
    if kind == "mastodon":
        return await to_thread(read_mastodon, answer)
    if kind == "bluesky":
        return await to_thread(read_bluesky, answer)
    return await read_feed(answer)
