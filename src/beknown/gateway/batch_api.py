"""The routes of OpenAI's batches."""

from typing import Annotated, Literal

from fastapi import FastAPI, Query
from pydantic import BaseModel, Field, JsonValue

from beknown.gateway import batch_store
from beknown.gateway.batches import begin_batch, get_batch, write_batch
from beknown.gateway.expiry import FileExpiry
from beknown.gateway.files import cut_page, scope_of, write_id, write_list
from beknown.gateway.surface import KeyHolder, Parts
from beknown.gateway.types import JsonObject
from beknown.kit.web import Files

Limit = Annotated[int, Query(ge=1, le=100)]


class BatchIn(BaseModel):
    """A batch as a program wants it."""

    input_file_id: str = Field(max_length=100)
    endpoint: str = Field(max_length=100)
    completion_window: Literal["24h"] = "24h"
    metadata: dict[str, JsonValue] | None = None
    output_expires_after: FileExpiry | None = None


def add_batches(app: FastAPI) -> None:
    """Add the routes."""

    @app.post("/batches", response_model=None)
    async def create_batch(key: KeyHolder, gateway: Parts, blobs: Files, body: BatchIn) -> JsonObject:
        """Have a file of requests answered in the background."""
        await gateway.ledger.admit(key)
        holds = body.output_expires_after
        row = await begin_batch(
            gateway,
            blobs,
            key,
            endpoint=body.endpoint,
            file=body.input_file_id,
            metadata=body.metadata or {},
            output_seconds=None if holds is None else holds.seconds,
        )
        return write_batch(row)

    @app.get("/batches", response_model=None)
    async def list_batches(
        key: KeyHolder, gateway: Parts, limit: Limit = 20, after: str | None = None
    ) -> JsonObject:
        """List batches, newest first."""
        async with gateway.db.begin(scope_of(key)) as tx:
            rows = await batch_store.find_batches(tx)
        ids = [write_id("batch_", row.id) for row in rows]
        page, has_more = cut_page(rows, ids, after=after, limit=limit, is_newest_first=True)
        return write_list([write_batch(row) for row in page], has_more=has_more)

    @app.get("/batches/{batch_id}", response_model=None)
    async def retrieve_batch(batch_id: str, key: KeyHolder, gateway: Parts) -> JsonObject:
        """Give a batch."""
        return write_batch(await get_batch(gateway.db, key, batch_id))

    @app.post("/batches/{batch_id}/cancel", response_model=None)
    async def cancel_batch(batch_id: str, key: KeyHolder, gateway: Parts) -> JsonObject:
        """Give a batch up."""
        found = await get_batch(gateway.db, key, batch_id)
        async with gateway.db.begin(scope_of(key)) as tx:
            await batch_store.cancel_batch(tx, found.id)
        return write_batch(await get_batch(gateway.db, key, batch_id))
