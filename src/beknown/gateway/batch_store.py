"""SQL of batches."""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from uuid import UUID

from pydantic import JsonValue

from beknown.kit import clock
from beknown.kit.db import SqlFiles, Tx

_sql = SqlFiles(__file__)


@dataclass(frozen=True, slots=True)
class BatchRow:
    """A file of requests and how far it is answered; `model` where all of them ask the same one."""

    id: UUID
    key_id: UUID
    endpoint: str
    file_id: UUID
    output_id: UUID | None
    errors_id: UUID | None
    metadata: dict[str, JsonValue]
    state: str
    total: int
    completed: int
    failed: int
    created_at: datetime
    started_at: datetime | None
    cancelled_at: datetime | None
    ended_at: datetime | None
    output_seconds: int | None
    model: str | None
    input_tokens: int
    cached_tokens: int
    output_tokens: int
    reasoning_tokens: int


@dataclass(frozen=True, slots=True)
class Tally:
    """How many requests of a batch were answered, how many failed, and what they used; reasoning is output too."""

    completed: int = 0
    failed: int = 0
    input_tokens: int = 0
    cached_tokens: int = 0
    output_tokens: int = 0
    reasoning_tokens: int = 0


async def add_batch(
    tx: Tx,
    batch: UUID,
    key: UUID,
    *,
    endpoint: str,
    file: UUID,
    metadata: Mapping[str, JsonValue],
    total: int,
    model: str | None,
    output_seconds: int | None,
) -> None:
    """Note a batch."""
    await tx.run(
        _sql("add_api_batch"),
        {
            "person": tx.person,
            "id": batch,
            "key": key,
            "endpoint": endpoint,
            "file": file,
            "metadata": json.dumps(metadata),
            "total": total,
            "model": model,
            "output_seconds": output_seconds,
            "at": clock.now(),
        },
    )


async def find_batches(tx: Tx, batch: UUID | None = None) -> list[BatchRow]:
    """List the person's batches, oldest first, or one of them."""
    return await tx.all(_sql("find_api_batches"), BatchRow, {"person": tx.person, "id": batch})


async def set_progress(tx: Tx, batch: UUID, tally: Tally) -> bool:
    """Note how far a batch is; False where it was given up."""
    values = {"person": tx.person, "id": batch, "at": clock.now()}
    return await tx.run(_sql("set_api_batch_progress"), values | asdict(tally)) > 0


async def cancel_batch(tx: Tx, batch: UUID) -> None:
    """Give a batch up, if it hasn't ended."""
    await tx.run(_sql("cancel_api_batch"), {"person": tx.person, "id": batch, "at": clock.now()})


async def end_batch(
    tx: Tx, batch: UUID, state: str, tally: Tally, *, output: UUID | None = None, errors: UUID | None = None
) -> None:
    """End a batch."""
    await tx.run(
        _sql("end_api_batch"),
        {
            "person": tx.person,
            "id": batch,
            "state": state,
            "output": output,
            "errors": errors,
            "at": clock.now(),
            **asdict(tally),
        },
    )
