"""Jobs of the model API."""

from datetime import timedelta
from uuid import UUID

from beknown.gateway import background, oauth_store
from beknown.gateway.background import RESPONSE_JOB
from beknown.gateway.batches import BATCH_JOB, run_batch
from beknown.gateway.expiry import expire
from beknown.gateway.gateway import Gateway
from beknown.gateway.vector_batches import STORE_JOB, fill_store
from beknown.kit.db import Scope
from beknown.kit.ids import NOBODY
from beknown.kit.jobs import JobContext, job, person_of

UNUSED_APP = timedelta(days=7)
"""An app that registered itself and that nobody let in is forgotten after it."""


@job(BATCH_JOB, queue="gateway")
async def answer_batch(ctx: JobContext, *, person_id: str, batch_id: str) -> None:
    """Answer the requests of a batch."""
    person = person_of({"person_id": person_id})
    await run_batch(ctx.part(Gateway), ctx.blobs, person, UUID(batch_id))


@job(RESPONSE_JOB, queue="gateway")
async def answer_response(ctx: JobContext, *, person_id: str, response_id: str) -> None:
    """Answer a request of the Responses API in the background."""
    await background.run(ctx.part(Gateway), person_of({"person_id": person_id}), response_id)


@job(STORE_JOB, queue="gateway")
async def put_files(ctx: JobContext, *, person_id: str, batch_id: str) -> None:
    """Put the files of a batch into their store."""
    person = person_of({"person_id": person_id})
    await fill_store(ctx.part(Gateway), ctx.blobs, person, UUID(batch_id))


@job("gateway.expire", cron="*/10 * * * *")
async def sweep_expired(ctx: JobContext) -> None:
    """Delete what programs gave for a while that is over."""
    await expire(ctx.db, ctx.blobs)


@job("gateway.sweep_apps", cron="47 * * * *")
async def sweep_apps(ctx: JobContext) -> None:
    """Delete codes and refresh tokens that have expired, and apps that nobody let in."""
    async with ctx.db.begin(Scope(NOBODY, "account")) as tx:
        await oauth_store.sweep(tx, UNUSED_APP)
