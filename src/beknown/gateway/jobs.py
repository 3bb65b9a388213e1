"""Jobs of the model API."""

from uuid import UUID

from beknown.gateway.batches import BATCH_JOB, run_batch
from beknown.gateway.gateway import Gateway
from beknown.kit.jobs import JobContext, job, person_of


@job(BATCH_JOB, queue="gateway")
async def answer_batch(ctx: JobContext, *, person_id: str, batch_id: str) -> None:
    """Answer the requests of a batch."""
    person = person_of({"person_id": person_id})
    await run_batch(ctx.part(Gateway), ctx.blobs, person, UUID(batch_id))
