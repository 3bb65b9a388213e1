"""SQL of the stores in which programs search files."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from pydantic import JsonValue

from beknown.kit import clock
from beknown.kit.db import SqlFiles, Tx
from beknown.models import Vector

_sql = SqlFiles(__file__)


@dataclass(frozen=True, slots=True)
class StoreRow:
    """A store, and how many files it holds: those that could be read, and those that couldn't."""

    id: UUID
    name: str
    metadata: dict[str, JsonValue]
    created_at: datetime
    last_active_at: datetime
    completed: int
    failed: int
    size_bytes: int


@dataclass(frozen=True, slots=True)
class StoreFileRow:
    """A file in a store; `error` says why it couldn't be read."""

    store_id: UUID
    file_id: UUID
    attributes: dict[str, JsonValue]
    error: str | None
    size_bytes: int
    created_at: datetime
    name: str


@dataclass(frozen=True, slots=True)
class FoundRow:
    """A passage that was found; `score` is the cosine of the angle."""

    file_id: UUID
    name: str
    text: str
    score: float


async def add_store(tx: Tx, store: UUID, name: str, metadata: Mapping[str, JsonValue]) -> None:
    """Make a store."""
    await tx.run(_sql("add_vector_store"), _store_values(tx, store, name, metadata))


async def change_store(tx: Tx, store: UUID, name: str, metadata: Mapping[str, JsonValue]) -> None:
    """Give a store another name or other metadata."""
    await tx.run(_sql("change_vector_store"), _store_values(tx, store, name, metadata))


async def delete_store(tx: Tx, store: UUID) -> bool:
    """Delete a store; False where there is none."""
    return await tx.run(_sql("delete_vector_store"), {"person": tx.person, "id": store}) > 0


async def find_stores(tx: Tx, store: UUID | None = None) -> list[StoreRow]:
    """List the person's stores, oldest first, or one of them."""
    return await tx.all(_sql("find_vector_stores"), StoreRow, {"person": tx.person, "id": store})


async def find_files(tx: Tx, store: UUID) -> list[StoreFileRow]:
    """List the files of a store, oldest first."""
    return await tx.all(_sql("find_vector_store_files"), StoreFileRow, {"person": tx.person, "store": store})


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


def _store_values(tx: Tx, store: UUID, name: str, metadata: Mapping[str, JsonValue]) -> Mapping[str, object]:
    return {
        "person": tx.person,
        "id": store,
        "name": name,
        "metadata": json.dumps(metadata),
        "at": clock.now(),
    }


def _write(vector: Vector) -> str:
    return "[" + ",".join(f"{float(each):.6g}" for each in vector) + "]"
