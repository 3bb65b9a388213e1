"""Pass posts on that are for everybody. A repost goes with the post, and for whoever may not see that."""

from beknown.kit.db import Tx
from beknown.kit.errors import Refused
from beknown.social import post_store as store
from beknown.social.limits import POSTS, check_limit
from beknown.social.people import get_profile
from beknown.social.react import append_deed
from beknown.social.standing import check_may_post
from beknown.social.types import PostCard, Ref


async def repost(tx: Tx, post: Ref) -> PostCard:
    """Pass a post on to the person's followers.

    Raises:
        NotFound: There is no such post for the person, or they have no profile.
        Refused: It isn't for everybody, it is a minor's, to whom they are a stranger, or the person is suspended.
        TooMany: The person posts very often.
    """
    await get_profile(tx)
    found = await store.get_post(tx, post)
    if found.is_reposted:
        return found
    check_is_public(found)
    await check_may_post(tx)
    await check_limit(tx, POSTS)
    await store.add_repost(tx, post, await append_deed(tx, "social.reaction.given.v1", found, "repost"))
    return await store.get_post(tx, post)


async def take_repost_back(tx: Tx, post: Ref) -> PostCard:
    """Pass a post on no more.

    Raises:
        NotFound: There is no such post for the person.
    """
    await store.delete_repost(tx, post)
    return await store.get_post(tx, post)


def check_is_public(post: PostCard) -> None:
    """Check that a post may be passed on.

    Raises:
        Refused: It isn't for everybody; what somebody private posts isn't.
    """
    if not post.is_public:
        raise Refused("This is for fewer than everybody, so it can't be passed on.")
