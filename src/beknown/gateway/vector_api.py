"""The routes of OpenAI's vector stores."""

from typing import Annotated

from fastapi import FastAPI, Query
from pydantic import BaseModel, Field, JsonValue

from beknown.gateway import vector_file_store as store
from beknown.gateway.chunking import CutIn, read_cut
from beknown.gateway.expiry import StoreExpiry
from beknown.gateway.files import cut_page, not_found, read_id, scope_of, write_id, write_list
from beknown.gateway.surface import KeyHolder, Parts
from beknown.gateway.types import JsonObject
from beknown.gateway.vector_batch_api import FileState, Limit, Order, add_vector_batches
from beknown.gateway.vector_file_store import NewStore, StoreRow
from beknown.gateway.vector_files import (
    Asked,
    check_facts,
    find_file,
    get_open_store,
    get_store,
    make_store,
    put_file,
    search,
)
from beknown.gateway.vector_shapes import write_store, write_store_file
from beknown.kit.web import Files


class StoreIn(BaseModel):
    """A store as a program wants it."""

    name: str | None = Field(default=None, max_length=256)
    description: str = Field(default="", max_length=512)
    metadata: dict[str, JsonValue] | None = None
    file_ids: list[str] = []
    expires_after: StoreExpiry | None = None
    chunking_strategy: CutIn | None = None


class StoreChangeIn(BaseModel):
    """What shall be otherwise with a store; an `expires_after` of null has it hold for ever."""

    name: str | None = Field(default=None, max_length=256)
    metadata: dict[str, JsonValue] | None = None
    expires_after: StoreExpiry | None = None


class StoreFileIn(BaseModel):
    """A file that goes into a store."""

    file_id: str = Field(max_length=100)
    attributes: dict[str, JsonValue] | None = None
    chunking_strategy: CutIn | None = None


class AttributesIn(BaseModel):
    """What is kept with a file in a store."""

    attributes: dict[str, JsonValue] | None


class RankingIn(BaseModel):
    """From which score on a passage counts."""

    score_threshold: float = Field(default=0, ge=0, le=1)


class SearchIn(BaseModel):
    """What is searched for."""

    query: Annotated[str, Field(min_length=1, max_length=8192)] | list[str]
    max_num_results: int = Field(default=10, ge=1, le=50)
    filters: JsonValue = None
    ranking_options: RankingIn = RankingIn()


def add_vector_stores(app: FastAPI) -> None:
    """Add the routes."""
    _add_stores(app)
    _add_search(app)
    _add_store_files(app)
    _add_store_file(app)
    add_vector_batches(app)


def _add_stores(app: FastAPI) -> None:
    @app.post("/vector_stores", response_model=None)
    async def create_store(key: KeyHolder, gateway: Parts, blobs: Files, body: StoreIn) -> JsonObject:
        """Make a store."""
        await gateway.ledger.admit(key)
        days = None if body.expires_after is None else body.expires_after.days
        return write_store(
            await make_store(
                gateway,
                blobs,
                key,
                NewStore(body.name or "", body.description, body.metadata or {}, days),
                files=body.file_ids,
                cut=read_cut(body.chunking_strategy),
            )
        )

    @app.get("/vector_stores", response_model=None)
    async def list_stores(
        key: KeyHolder, gateway: Parts, *, limit: Limit = 20, order: Order = "desc", after: str | None = None
    ) -> JsonObject:
        """List stores."""
        async with gateway.db.begin(scope_of(key)) as tx:
            rows = await store.find_stores(tx)
        ids = [write_id("vs_", row.id) for row in rows]
        page, has_more = cut_page(rows, ids, after=after, limit=limit, is_newest_first=order == "desc")
        return write_list([write_store(row) for row in page], has_more=has_more)

    @app.get("/vector_stores/{store_id}", response_model=None)
    async def retrieve_store(store_id: str, key: KeyHolder, gateway: Parts) -> JsonObject:
        """Give a store."""
        return write_store(await get_store(gateway, key, store_id))

    @app.post("/vector_stores/{store_id}", response_model=None)
    async def update_store(store_id: str, key: KeyHolder, gateway: Parts, body: StoreChangeIn) -> JsonObject:
        """Give a store another name, other metadata, or another time that it holds."""
        found = await get_open_store(gateway, key, store_id)
        name = found.name if body.name is None else body.name
        metadata = found.metadata if body.metadata is None else body.metadata
        check_facts(metadata, "metadata")
        async with gateway.db.begin(scope_of(key)) as tx:
            await store.change_store(
                tx, found.id, name=name, metadata=metadata, expires_days=_days(body, found)
            )
        return write_store(await get_store(gateway, key, store_id))

    @app.delete("/vector_stores/{store_id}", response_model=None)
    async def delete_store(store_id: str, key: KeyHolder, gateway: Parts) -> JsonObject:
        """Delete a store; its files stay."""
        async with gateway.db.begin(scope_of(key)) as tx:
            if not await store.delete_store(tx, read_id("vs_", store_id)):
                raise not_found("vs_", store_id)
        return {"id": store_id, "object": "vector_store.deleted", "deleted": True}


def _add_search(app: FastAPI) -> None:
    @app.post("/vector_stores/{store_id}/search", response_model=None)
    async def search_store(store_id: str, key: KeyHolder, gateway: Parts, body: SearchIn) -> JsonObject:
        """Find passages."""
        await gateway.ledger.admit(key)
        words = body.query if isinstance(body.query, str) else "\n".join(body.query)
        asked = Asked(words, body.max_num_results, body.ranking_options.score_threshold, body.filters)
        data: list[JsonValue] = [
            {
                "file_id": write_id("file-", row.file_id),
                "filename": row.name,
                "score": round(min(max(row.score, 0.0), 1.0), 6),
                "attributes": attributes,
                "content": [{"type": "text", "text": row.text}],
            }
            for row, attributes in await search(gateway, key, store_id, asked)
        ]
        return {
            "object": "vector_store.search_results.page",
            "search_query": [words],
            "data": data,
            "has_more": False,
            "next_page": None,
        }


def _add_store_files(app: FastAPI) -> None:
    @app.post("/vector_stores/{store_id}/files", response_model=None)
    async def create_store_file(
        store_id: str, key: KeyHolder, gateway: Parts, blobs: Files, body: StoreFileIn
    ) -> JsonObject:
        """Put a file into a store."""
        await gateway.ledger.admit(key)
        return write_store_file(
            await put_file(
                gateway,
                blobs,
                key,
                text=store_id,
                file=body.file_id,
                attributes=body.attributes or {},
                cut=read_cut(body.chunking_strategy),
            )
        )

    @app.get("/vector_stores/{store_id}/files", response_model=None)
    async def list_store_files(
        store_id: str,
        key: KeyHolder,
        gateway: Parts,
        *,
        limit: Limit = 20,
        order: Order = "desc",
        after: str | None = None,
        state: Annotated[FileState | None, Query(alias="filter")] = None,
    ) -> JsonObject:
        """List the files of a store."""
        found = await get_store(gateway, key, store_id)
        async with gateway.db.begin(scope_of(key)) as tx:
            rows = [row for row in await store.find_files(tx, found.id) if state in {None, row.state}]
        ids = [write_id("file-", row.file_id) for row in rows]
        page, has_more = cut_page(rows, ids, after=after, limit=limit, is_newest_first=order == "desc")
        return write_list([write_store_file(row) for row in page], has_more=has_more)


def _add_store_file(app: FastAPI) -> None:
    @app.get("/vector_stores/{store_id}/files/{file_id}", response_model=None)
    async def retrieve_store_file(store_id: str, file_id: str, key: KeyHolder, gateway: Parts) -> JsonObject:
        """Give a file in a store."""
        return write_store_file(await find_file(gateway, key, store_id, file_id))

    @app.post("/vector_stores/{store_id}/files/{file_id}", response_model=None)
    async def update_store_file(
        store_id: str, file_id: str, key: KeyHolder, gateway: Parts, body: AttributesIn
    ) -> JsonObject:
        """Give a file in a store other attributes."""
        attributes = body.attributes or {}
        check_facts(attributes, "attributes")
        row = await find_file(gateway, key, store_id, file_id)
        async with gateway.db.begin(scope_of(key)) as tx:
            await store.set_attributes(tx, row.store_id, row.file_id, attributes)
        return write_store_file(await find_file(gateway, key, store_id, file_id))

    @app.delete("/vector_stores/{store_id}/files/{file_id}", response_model=None)
    async def delete_store_file(store_id: str, file_id: str, key: KeyHolder, gateway: Parts) -> JsonObject:
        """Take a file out of a store; the file itself stays."""
        row = await find_file(gateway, key, store_id, file_id)
        async with gateway.db.begin(scope_of(key)) as tx:
            await store.delete_file(tx, row.store_id, row.file_id)
        return {"id": file_id, "object": "vector_store.file.deleted", "deleted": True}


def _days(body: StoreChangeIn, found: StoreRow) -> int | None:
    """Give for how many days a store shall hold: as it did where nothing is said of it."""
    if "expires_after" not in body.model_fields_set:
        return found.expires_days
    return None if body.expires_after is None else body.expires_after.days
