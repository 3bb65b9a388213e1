"""The routes by which many files go into a vector store at once."""

from typing import Annotated, Literal

from fastapi import FastAPI, Query
from pydantic import BaseModel, Field, JsonValue

from beknown.gateway.chunking import CutIn, read_cut
from beknown.gateway.files import cut_page, write_id, write_list
from beknown.gateway.surface import KeyHolder, Parts
from beknown.gateway.types import JsonObject
from beknown.gateway.vector_batches import (
    MOST_FILES,
    Wanted,
    begin_fill,
    cancel_fill,
    get_batch,
    list_batch_files,
)
from beknown.gateway.vector_shapes import write_store_batch, write_store_file
from beknown.kit.errors import Invalid

Limit = Annotated[int, Query(ge=1, le=100)]
Order = Annotated[str, Query(pattern="^(asc|desc)$")]
FileState = Literal["in_progress", "completed", "failed", "cancelled"]
BATCHES = "/vector_stores/{store_id}/file_batches"


class BatchedFileIn(BaseModel):
    """A file that goes into a store with others."""

    file_id: str = Field(max_length=100)
    attributes: dict[str, JsonValue] | None = None
    chunking_strategy: CutIn | None = None


class FileBatchIn(BaseModel):
    """Files that go into a store together: their ids, or each with its own attributes and cut."""

    file_ids: list[str] = Field(default=[], max_length=MOST_FILES)
    files: list[BatchedFileIn] = Field(default=[], max_length=MOST_FILES)
    attributes: dict[str, JsonValue] | None = None
    chunking_strategy: CutIn | None = None

    def wanted(self) -> list[Wanted]:
        """Give the files that are wanted, with what counts for each.

        Raises:
            Invalid: They are named in both ways.
        """
        if self.file_ids and self.files:
            raise Invalid("files: send either file_ids or files.", param="files")
        cut = read_cut(self.chunking_strategy)
        plain: list[Wanted] = [(file, self.attributes or {}, cut) for file in self.file_ids]
        return plain + [
            (each.file_id, each.attributes or {}, read_cut(each.chunking_strategy)) for each in self.files
        ]


def add_vector_batches(app: FastAPI) -> None:
    """Add the routes."""

    @app.post(BATCHES, response_model=None)
    async def create_file_batch(
        store_id: str, key: KeyHolder, gateway: Parts, body: FileBatchIn
    ) -> JsonObject:
        """Have files put into a store in the background."""
        await gateway.ledger.admit(key)
        return write_store_batch(await begin_fill(gateway, key, store_id, body.wanted()))

    @app.get(f"{BATCHES}/{{batch_id}}", response_model=None)
    async def retrieve_file_batch(store_id: str, batch_id: str, key: KeyHolder, gateway: Parts) -> JsonObject:
        """Say how far the files are."""
        return write_store_batch(await get_batch(gateway, key, store_id, batch_id))

    @app.post(f"{BATCHES}/{{batch_id}}/cancel", response_model=None)
    async def cancel_file_batch(store_id: str, batch_id: str, key: KeyHolder, gateway: Parts) -> JsonObject:
        """Give up the files that aren't in the store yet."""
        return write_store_batch(await cancel_fill(gateway, key, store_id, batch_id))

    @app.get(f"{BATCHES}/{{batch_id}}/files", response_model=None)
    async def list_file_batch(
        store_id: str,
        batch_id: str,
        key: KeyHolder,
        gateway: Parts,
        *,
        limit: Limit = 20,
        order: Order = "desc",
        after: str | None = None,
        state: Annotated[FileState | None, Query(alias="filter")] = None,
    ) -> JsonObject:
        """List the files of a batch."""
        found = await list_batch_files(gateway, key, store_id, batch_id)
        rows = [row for row in found if state in {None, row.state}]
        ids = [write_id("file-", row.file_id) for row in rows]
        page, has_more = cut_page(rows, ids, after=after, limit=limit, is_newest_first=order == "desc")
        return write_list([write_store_file(row) for row in page], has_more=has_more)
