"""SQL of the stores in which programs search files."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal
from uuid import UUID

from pydantic import JsonValue

from beknown.gateway.file_store import IdRow
from beknown.kit import clock
from beknown.kit.db import SqlFiles, Tx
from beknown.models import Vector

_sql = SqlFiles(__file__)


@dataclass(frozen=True, slots=True)
class StoreRow:
    """A store, and how many files it holds, by how far they are. `expired_at` is when it was emptied."""

    id: UUID
    name: str
    description: str
    metadata: dict[str, JsonValue]
    created_at: datetime
    last_active_at: datetime
    expires_days: int | None
    expired_at: datetime | None
    in_progress: int
    completed: int
    failed: int
    cancelled: int
    size_bytes: int

    @property
    def expires_at(self) -> datetime | None:
        """When it expires if nobody uses it; None for never."""
        return None if self.expires_days is None else self.last_active_at + timedelta(days=self.expires_days)

    @property
    def is_expired(self) -> bool:
        """Whether its time is over."""
        at = self.expires_at
        return self.expired_at is not None or (at is not None and at <= clock.now())


@dataclass(frozen=True, slots=True)
class NewStore:
    """A store as a program wants it; it holds for so many days after its last use, or for ever."""

    name: str
    description: str
    metadata: Mapping[str, JsonValue]
    expires_days: int | None


@dataclass(frozen=True, slots=True)
class StoreBatchRow:
    """Files that go into a store together, and how many of them are how far."""

    id: UUID
    store_id: UUID
    key_id: UUID
    state: str
    created_at: datetime
    in_progress: int
    completed: int
    failed: int
    cancelled: int


@dataclass(frozen=True, slots=True)
class StoreFileRow:
    """A file in a store; `error` says why it couldn't be read, `batch_id` with which others it came."""

    store_id: UUID
    file_id: UUID
    attributes: dict[str, JsonValue]
    error: str | None
    size_bytes: int
    created_at: datetime
    state: str
    part_tokens: int
    overlap_tokens: int
    batch_id: UUID | None
    name: str


@dataclass(frozen=True, slots=True)
class FoundRow:
    """A passage that was found; `score` is the cosine of the angle."""

    file_id: UUID
    name: str
    text: str
    score: float


async def add_store(tx: Tx, store: UUID, new: NewStore) -> None:
    """Make a store."""
    await tx.run(
        _sql("add_vector_store"),
        {
            "person": tx.person,
            "id": store,
            "name": new.name,
            "description": new.description,
            "metadata": json.dumps(new.metadata),
            "expires_days": new.expires_days,
            "at": clock.now(),
        },
    )


async def change_store(
    tx: Tx, store: UUID, *, name: str, metadata: Mapping[str, JsonValue], expires_days: int | None
) -> None:
    """Give a store another name, other metadata, or another time that it holds."""
    values = {"person": tx.person, "id": store, "name": name, "metadata": json.dumps(metadata)}
    await tx.run(_sql("change_vector_store"), {**values, "expires_days": expires_days, "at": clock.now()})


async def touch_store(tx: Tx, store: UUID) -> None:
    """Note that a store was used just now."""
    await tx.run(_sql("touch_vector_store"), {"person": tx.person, "id": store, "at": clock.now()})


async def delete_store(tx: Tx, store: UUID) -> bool:
    """Delete a store; False where there is none."""
    return await tx.run(_sql("delete_vector_store"), {"person": tx.person, "id": store}) > 0


async def find_stores(tx: Tx, store: UUID | None = None) -> list[StoreRow]:
    """List the person's stores, oldest first, or one of them."""
    return await tx.all(_sql("find_vector_stores"), StoreRow, {"person": tx.person, "id": store})


async def find_files(tx: Tx, store: UUID, batch: UUID | None = None) -> list[StoreFileRow]:
    """List the files of a store, oldest first, or those of one batch."""
    values = {"person": tx.person, "store": store, "batch": batch, "at": clock.now()}
    return await tx.all(_sql("find_vector_store_files"), StoreFileRow, values)


async def put_file(
    tx: Tx,
    row: StoreFileRow,
    space: str,
    parts: Sequence[tuple[str, Vector]],
) -> None:
    """Put a file into a store with its passages, in place of what was there of it."""
    place = {"person": tx.person, "store": row.store_id, "file": row.file_id}
    await tx.run(
        _sql("put_vector_store_file"),
        {
            **place,
            "attributes": json.dumps(row.attributes),
            "error": row.error,
            "size_bytes": row.size_bytes,
            "at": row.created_at,
            "state": row.state,
            "part_tokens": row.part_tokens,
            "overlap_tokens": row.overlap_tokens,
            "batch": row.batch_id,
        },
    )
    await tx.run(_sql("delete_vector_store_parts"), place)
    await tx.run_many(
        _sql("add_vector_store_part"),
        [
            {**place, "number": number, "text": text, "space": space, "vector": _write(vector)}
            for number, (text, vector) in enumerate(parts)
        ],
    )


async def delete_file(tx: Tx, store: UUID, file: UUID) -> bool:
    """Take a file out of a store; False where it isn't in it."""
    return (
        await tx.run(_sql("delete_vector_store_file"), {"person": tx.person, "store": store, "file": file})
        > 0
    )


async def search(
    tx: Tx, store: UUID, files: Sequence[UUID], *, space: str, vector: Vector, limit: int
) -> list[FoundRow]:
    """Find the nearest passages among some files of a store, nearest first."""
    return await tx.all(
        _sql("search_vector_store"),
        FoundRow,
        {
            "person": tx.person,
            "store": store,
            "files": list(files),
            "space": space,
            "vector": _write(vector),
            "limit": limit,
        },
    )


async def set_attributes(tx: Tx, store: UUID, file: UUID, attributes: Mapping[str, JsonValue]) -> None:
    """Give a file in a store other attributes."""
    values = {"person": tx.person, "store": store, "file": file, "attributes": json.dumps(attributes)}
    await tx.run(_sql("set_vector_store_attributes"), values)


async def add_batch(tx: Tx, batch: UUID, store: UUID, key: UUID) -> None:
    """Note files that go into a store together."""
    values = {"person": tx.person, "id": batch, "store": store, "key": key, "at": clock.now()}
    await tx.run(_sql("add_vector_store_batch"), values)


async def find_batch(tx: Tx, batch: UUID) -> StoreBatchRow | None:
    """Find files that go into a store together, and how far they are."""
    return await tx.first(_sql("find_vector_store_batch"), StoreBatchRow, {"person": tx.person, "id": batch})


async def end_batch(tx: Tx, batch: UUID, state: Literal["completed", "cancelled", "failed"]) -> None:
    """End a batch that is under way; of its files, those that weren't put in are given up."""
    await tx.run(_sql("end_vector_store_batch"), {"person": tx.person, "id": batch, "state": state})


async def lock_file(tx: Tx, store: UUID, file: UUID, batch: UUID) -> bool:
    """Keep a file that a batch has to put into a store from being changed; False where it hasn't any more."""
    values = {"person": tx.person, "store": store, "file": file, "batch": batch}
    return await tx.first(_sql("lock_vector_store_file"), IdRow, values) is not None


def _write(vector: Vector) -> str:
    return "[" + ",".join(f"{float(each):.6g}" for each in vector) + "]"
