"""Stores, the files in them and batches of those, in OpenAI's shape. Pure.

Source: OpenAI API reference, "Vector stores", version 2.3.0 of the specification.
"""

from beknown.gateway.files import write_id
from beknown.gateway.types import JsonObject
from beknown.gateway.vector_file_store import StoreBatchRow, StoreFileRow, StoreRow


def write_store(row: StoreRow) -> JsonObject:
    """Give a store."""
    after: JsonObject = {"anchor": "last_active_at", "days": row.expires_days}
    status = "in_progress" if row.in_progress else "completed"
    return {
        "id": write_id("vs_", row.id),
        "object": "vector_store",
        "created_at": int(row.created_at.timestamp()),
        "last_active_at": int(row.last_active_at.timestamp()),
        "name": row.name,
        "description": row.description,
        "metadata": row.metadata,
        "usage_bytes": row.size_bytes,
        "status": "expired" if row.is_expired else status,
        "file_counts": _counts(row),
        "expires_after": None if row.expires_days is None else after,
        "expires_at": None if row.expires_at is None else int(row.expires_at.timestamp()),
    }


def write_store_file(row: StoreFileRow) -> JsonObject:
    """Give a file in a store."""
    trouble: JsonObject = {"code": "unsupported_file", "message": row.error}
    return {
        "id": write_id("file-", row.file_id),
        "object": "vector_store.file",
        "created_at": int(row.created_at.timestamp()),
        "vector_store_id": write_id("vs_", row.store_id),
        "usage_bytes": row.size_bytes,
        "status": row.state,
        "last_error": None if row.error is None else trouble,
        "attributes": row.attributes,
        "chunking_strategy": {
            "type": "static",
            "static": {"max_chunk_size_tokens": row.part_tokens, "chunk_overlap_tokens": row.overlap_tokens},
        },
    }


def write_store_batch(row: StoreBatchRow) -> JsonObject:
    """Give files that go into a store together."""
    return {
        "id": write_id("vsfb_", row.id),
        "object": "vector_store.files_batch",
        "created_at": int(row.created_at.timestamp()),
        "vector_store_id": write_id("vs_", row.store_id),
        "status": row.state,
        "file_counts": _counts(row),
    }


def _counts(row: StoreRow | StoreBatchRow) -> JsonObject:
    return {
        "in_progress": row.in_progress,
        "completed": row.completed,
        "failed": row.failed,
        "cancelled": row.cancelled,
        "total": row.in_progress + row.completed + row.failed + row.cancelled,
    }
