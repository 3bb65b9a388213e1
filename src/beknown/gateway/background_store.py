"""SQL of answers in the background."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from psycopg.types.json import Jsonb

from beknown.gateway.types import JsonObject
from beknown.kit import clock
from beknown.kit.db import SqlFiles, Tx

_sql = SqlFiles(__file__)


@dataclass(frozen=True, slots=True)
class BackgroundRow:
    """A request that is yet to be answered, and its answer so far."""

    key_id: UUID
    body: JsonObject
    response: JsonObject


@dataclass(frozen=True, slots=True)
class EventRow:
    """An event of an answer, by its number."""

    number: int
    event: JsonObject


async def add_background(tx: Tx, response: str, body: JsonObject) -> None:
    """Note a request that is to be answered."""
    await tx.run(_sql("add_background"), {"person": tx.person, "response": response, "body": Jsonb(body)})


async def find_background(tx: Tx, response: str) -> BackgroundRow | None:
    """Give a request that is yet to be answered; None where it was, or was given up."""
    asked = {"person": tx.person, "response": response}
    return await tx.first(_sql("find_background"), BackgroundRow, asked)


async def end_background(tx: Tx, response: str) -> None:
    """Forget a request: it was answered, or given up."""
    await tx.run(_sql("end_background"), {"person": tx.person, "response": response})


async def set_response(tx: Tx, response: str, new: JsonObject) -> bool:
    """Note how far an answer is; False where it has ended, was given up or deleted."""
    asked = {"person": tx.person, "response": response, "new": Jsonb(new)}
    return await tx.run(_sql("set_response"), asked) > 0


async def add_events(tx: Tx, response: str, events: Sequence[JsonObject]) -> None:
    """Keep events, each by its `sequence_number`."""
    await tx.run(
        _sql("add_response_events"),
        {
            "person": tx.person,
            "response": response,
            "numbers": [event["sequence_number"] for event in events],
            "events": [Jsonb(event) for event in events],
            "at": clock.now(),
        },
    )


async def find_events(tx: Tx, response: str, *, after: int, most: int) -> list[EventRow]:
    """Give the events after one, in their order."""
    asked = {"person": tx.person, "response": response, "after": after, "most": most}
    return await tx.all(_sql("find_response_events"), EventRow, asked)


async def delete_events(tx: Tx, response: str, *, since: int) -> None:
    """Forget the events of an answer from one on."""
    asked = {"person": tx.person, "response": response, "since": since}
    await tx.run(_sql("delete_response_events"), asked)


async def sweep_events(tx: Tx, before: datetime) -> None:
    """Forget the person's events from before a time."""
    await tx.run(_sql("sweep_response_events"), {"person": tx.person, "before": before})
