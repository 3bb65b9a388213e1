"""React to posts, save them and pass them on. What the log says of it goes with the post, or with taking it back."""

from beknown.events import EventDraft, append, ensure_source
from beknown.kit import clock
from beknown.kit.db import Tx
from beknown.kit.errors import Conflict
from beknown.kit.ids import EventId, new_id
from beknown.social import post_store as store
from beknown.social.limits import REACTIONS, check_limit
from beknown.social.people import SOURCE_KIND, get_profile
from beknown.social.types import PostCard, ReactionKind, Ref

MAX_EXCERPT = 500
"""So much of somebody else's post stands in the log of who reacted to it, so that its interest can be told."""


async def react(tx: Tx, post: Ref, kind: ReactionKind) -> PostCard:
    """Set the person's one reaction to a post; another one takes its place.

    Raises:
        NotFound: There is no such post for the person, or they have no profile.
        Refused: It is a minor's, to whom they are a stranger.
        TooMany: The person reacts very often.
    """
    await get_profile(tx)
    found = await store.get_post(tx, post)
    if found.my_reaction == kind:
        return found
    await check_limit(tx, REACTIONS)
    await store.delete_reaction(tx, post)
    event = await append_deed(tx, "social.reaction.given.v1", found, kind)
    await store.set_reaction(tx, post, kind, event)
    return await store.get_post(tx, post)


async def take_back(tx: Tx, post: Ref) -> PostCard:
    """Take the person's reaction back.

    Raises:
        NotFound: There is no such post for the person.
    """
    await store.delete_reaction(tx, post)
    return await store.get_post(tx, post)


async def save(tx: Tx, post: Ref) -> PostCard:
    """Save a post, for the person's own eyes.

    Raises:
        NotFound: There is no such post for the person, or they have no profile.
        TooMany: The person saves very often.
    """
    await get_profile(tx)
    found = await store.get_post(tx, post)
    if found.is_saved:
        return found
    await check_limit(tx, REACTIONS)
    event = await append_deed(tx, "social.item.saved.v1", found, "saved")
    await store.add_saved(tx, post, event)
    return await store.get_post(tx, post)


async def unsave(tx: Tx, post: Ref) -> PostCard:
    """Save a post no more.

    Raises:
        NotFound: There is no such post for the person.
    """
    await store.delete_saved(tx, post)
    return await store.get_post(tx, post)


async def pass_on(tx: Tx, post: Ref) -> None:
    """Note that the person puts a post into a message; of the same post it is noted once.

    Raises:
        NotFound: There is no such post for the person, or they have no profile.
    """
    await get_profile(tx)
    found = await store.get_post(tx, post)
    if not await store.is_passed_on(tx, post):
        event = await append_deed(tx, "social.post.passed_on.v1", found, "passed on")
        await store.add_passed_on(tx, post, event)


async def append_deed(tx: Tx, event_type: str, post: PostCard, deed: str) -> EventId:
    """Note in the person's log what they did with a post; the row of the deed takes the event along when it goes.

    Raises:
        Conflict: It was noted already.
    """
    draft = EventDraft(
        type=event_type,
        key=f"{deed}/{new_id()}",
        occurred_at=clock.now(),
        text=post.text[:MAX_EXCERPT],
        is_mine=True,
        payload={"deed": deed, "post_id": str(post.id)},
    )
    event = await append(tx, await ensure_source(tx, SOURCE_KIND), draft)
    if event is None:
        raise Conflict("This was done already.")
    return event
