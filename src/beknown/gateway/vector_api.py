"""The routes of OpenAI's vector stores."""

from typing import Annotated

from fastapi import FastAPI, Query
from pydantic import BaseModel, Field, JsonValue

from beknown.gateway import vector_file_store as store
from beknown.gateway.files import cut_page, not_found, read_id, scope_of, write_id, write_list
from beknown.gateway.surface import KeyHolder, Parts
from beknown.gateway.types import JsonObject
from beknown.gateway.vector_file_store import StoreFileRow, StoreRow
from beknown.gateway.vector_files import (
    OVERLAP_TOKENS,
    PART_TOKENS,
    Asked,
    check_facts,
    find_file,
    get_store,
    make_store,
    put_file,
    search,
)
from beknown.kit.web import Files

Limit = Annotated[int, Query(ge=1, le=100)]
Order = Annotated[str, Query(pattern="^(asc|desc)$")]


class StoreIn(BaseModel):
    """A store as a program wants it."""

    name: str | None = Field(default=None, max_length=256)
    metadata: dict[str, JsonValue] | None = None
    file_ids: list[str] = []


class StoreFileIn(BaseModel):
    """A file that goes into a store."""

    file_id: str = Field(max_length=100)
    attributes: dict[str, JsonValue] | None = None


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


def _add_stores(app: FastAPI) -> None:
    @app.post("/vector_stores", response_model=None)
    async def create_store(key: KeyHolder, gateway: Parts, blobs: Files, body: StoreIn) -> JsonObject:
        """Make a store."""
        await gateway.ledger.admit(key)
        return _store(
            await make_store(
                gateway,
                blobs,
                key,
                name=body.name or "",
                metadata=body.metadata or {},
                files=body.file_ids,
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
        return write_list([_store(row) for row in page], has_more=has_more)

    @app.get("/vector_stores/{store_id}", response_model=None)
    async def retrieve_store(store_id: str, key: KeyHolder, gateway: Parts) -> JsonObject:
        """Give a store."""
        return _store(await get_store(gateway, key, store_id))

    @app.post("/vector_stores/{store_id}", response_model=None)
    async def update_store(store_id: str, key: KeyHolder, gateway: Parts, body: StoreIn) -> JsonObject:
        """Give a store another name or other metadata."""
        found = await get_store(gateway, key, store_id)
        name = found.name if body.name is None else body.name
        metadata = found.metadata if body.metadata is None else body.metadata
        check_facts(metadata, "metadata")
        async with gateway.db.begin(scope_of(key)) as tx:
            await store.change_store(tx, found.id, name, metadata)
        return _store(await get_store(gateway, key, store_id))

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
        return _store_file(
            await put_file(
                gateway,
                blobs,
                key,
                text=store_id,
                file=body.file_id,
                attributes=body.attributes or {},
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
    ) -> JsonObject:
        """List the files of a store."""
        found = await get_store(gateway, key, store_id)
        async with gateway.db.begin(scope_of(key)) as tx:
            rows = await store.find_files(tx, found.id)
        ids = [write_id("file-", row.file_id) for row in rows]
        page, has_more = cut_page(rows, ids, after=after, limit=limit, is_newest_first=order == "desc")
        return write_list([_store_file(row) for row in page], has_more=has_more)

    @app.get("/vector_stores/{store_id}/files/{file_id}", response_model=None)
    async def retrieve_store_file(store_id: str, file_id: str, key: KeyHolder, gateway: Parts) -> JsonObject:
        """Give a file in a store."""
        return _store_file(await find_file(gateway, key, store_id, file_id))

    @app.delete("/vector_stores/{store_id}/files/{file_id}", response_model=None)
    async def delete_store_file(store_id: str, file_id: str, key: KeyHolder, gateway: Parts) -> JsonObject:
        """Take a file out of a store; the file itself stays."""
        row = await find_file(gateway, key, store_id, file_id)
        async with gateway.db.begin(scope_of(key)) as tx:
            await store.delete_file(tx, row.store_id, row.file_id)
        return {"id": file_id, "object": "vector_store.file.deleted", "deleted": True}


def _store(row: StoreRow) -> JsonObject:
    return {
        "id": write_id("vs_", row.id),
        "object": "vector_store",
        "created_at": int(row.created_at.timestamp()),
        "last_active_at": int(row.last_active_at.timestamp()),
        "name": row.name,
        "metadata": row.metadata,
        "usage_bytes": row.size_bytes,
        "status": "completed",
        "file_counts": {
            "in_progress": 0,
            "completed": row.completed,
            "failed": row.failed,
            "cancelled": 0,
            "total": row.completed + row.failed,
        },
        "expires_after": None,
        "expires_at": None,
    }


def _store_file(row: StoreFileRow) -> JsonObject:
    trouble: JsonObject = {"code": "unsupported_file", "message": row.error}
    return {
        "id": write_id("file-", row.file_id),
        "object": "vector_store.file",
        "created_at": int(row.created_at.timestamp()),
        "vector_store_id": write_id("vs_", row.store_id),
        "usage_bytes": row.size_bytes,
        "status": "completed" if row.error is None else "failed",
        "last_error": None if row.error is None else trouble,
        "attributes": row.attributes,
        "chunking_strategy": {
            "type": "static",
            "static": {"max_chunk_size_tokens": PART_TOKENS, "chunk_overlap_tokens": OVERLAP_TOKENS},
        },
    }
