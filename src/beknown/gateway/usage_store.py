"""SQL of what keys used: sums by day, and the latest calls."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from beknown.kit.db import SqlFiles, Tx

_sql = SqlFiles(__file__)


@dataclass(frozen=True, slots=True)
class UsageRow:
    """What a key used of a model on a day."""

    key_id: UUID
    day: date
    model: str
    calls: int
    errors: int
    input_tokens: int
    cached_tokens: int
    output_tokens: int
    cost_micros: int


@dataclass(frozen=True, slots=True)
class DayRow:
    """What a key used today, and the most it may cost in a day."""

    tokens: int
    cost_micros: int
    micros_per_day: int | None


@dataclass(frozen=True, slots=True)
class CallRow:
    """A call, without what was said; `status` is HTTP's, 499 when whoever asked went away."""

    id: UUID
    key_id: UUID
    at: datetime
    model: str
    status: int
    input_tokens: int
    cached_tokens: int
    output_tokens: int
    cost_micros: int
    took_ms: int | None


async def note_spent(tx: Tx, rows: Sequence[UsageRow]) -> None:
    """Add calls to what keys used."""
    await tx.run_many(
        _sql("note_spent"),
        [
            {
                "person": tx.person,
                "key": row.key_id,
                "day": row.day,
                "model": row.model,
                "calls": row.calls,
                "errors": row.errors,
                "input_tokens": row.input_tokens,
                "cached_tokens": row.cached_tokens,
                "output_tokens": row.output_tokens,
                "cost_micros": row.cost_micros,
            }
            for row in rows
        ],
    )


async def find_usage(tx: Tx, since: date) -> list[UsageRow]:
    """Give what the person's keys used since a day."""
    return await tx.all(_sql("find_usage"), UsageRow, {"person": tx.person, "since": since})


async def find_day(tx: Tx, key: UUID, day: date) -> DayRow | None:
    """Give what a key used on a day; None where the key is gone."""
    return await tx.first(_sql("find_day"), DayRow, {"person": tx.person, "key": key, "day": day})


async def add_calls(tx: Tx, key: UUID, calls: Sequence[CallRow]) -> None:
    """Keep calls of a key."""
    await tx.run(
        _sql("add_calls"),
        {
            "person": tx.person,
            "key": key,
            "ids": [call.id for call in calls],
            "ats": [call.at for call in calls],
            "models": [call.model for call in calls],
            "statuses": [call.status for call in calls],
            "input_tokens": [call.input_tokens for call in calls],
            "cached_tokens": [call.cached_tokens for call in calls],
            "output_tokens": [call.output_tokens for call in calls],
            "cost_micros": [call.cost_micros for call in calls],
            "took_ms": [call.took_ms for call in calls],
        },
    )


async def trim_calls(tx: Tx, key: UUID, most: int) -> None:
    """Forget all but the newest calls of a key."""
    await tx.run(_sql("trim_calls"), {"person": tx.person, "key": key, "most": most})


async def find_calls(tx: Tx, *, key: UUID | None, before: UUID | None, most: int) -> list[CallRow]:
    """Give the person's latest calls, newest first."""
    params = {"person": tx.person, "key": key, "before": before, "most": most}
    return await tx.all(_sql("find_calls"), CallRow, params)
