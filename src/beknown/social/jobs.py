"""Jobs of social."""

from uuid import UUID

from beknown.kit.db import Scope
from beknown.kit.ids import PersonId
from beknown.kit.jobs import JobContext, job
from beknown.social.post import PURGE, purge_post


@job(PURGE)
async def purge(ctx: JobContext, *, person_id: str, post_id: str) -> None:
    """Delete a post for good when its author hasn't brought it back."""
    async with ctx.db.begin(Scope(PersonId(UUID(person_id)), "export")) as tx:
        await purge_post(tx, ctx.blobs, UUID(post_id))
