"""A post among what it answers and what answers it."""

from dataclasses import dataclass

from beknown.kit.db import Tx
from beknown.kit.errors import NotFound
from beknown.social import post_store as store
from beknown.social.types import PostCard, Ref


@dataclass(frozen=True, slots=True)
class Thread:
    """A post, what it answers (None when that is gone or isn't for the reader), and the first of its replies."""

    post: PostCard
    parent: PostCard | None
    replies: list[PostCard]


async def find_thread(tx: Tx, post: Ref, *, limit: int) -> Thread:
    """Give a post with what stands around it.

    Raises:
        NotFound: There is no such post for the reader.
    """
    found = await store.get_post(tx, post)
    parent = None
    if found.parent_person_id is not None and found.parent_id is not None:
        parent = await _find_post(tx, Ref(found.parent_person_id, found.parent_id))
    return Thread(found, parent, await store.find_replies(tx, post, after=None, limit=limit))


async def _find_post(tx: Tx, post: Ref) -> PostCard | None:
    try:
        return await store.get_post(tx, post)
    except NotFound:
        return None
