"""SQL of how narrow a feed is."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from beknown.kit import clock
from beknown.kit.db import SqlFiles, Tx

_sql = SqlFiles(__file__)


@dataclass(frozen=True, slots=True)
class SeenRow:
    """A post, and how many people looked at it."""

    item_id: UUID
    people: int


@dataclass(frozen=True, slots=True)
class LookedRow:
    """A post that the person looked at, and when it was put on their page."""

    item_id: UUID
    made_at: datetime


@dataclass(frozen=True, slots=True)
class WideningRow:
    """From 0, as it comes, to 1, as wide as can be."""

    widening: float


async def find_seen_by_many(tx: Tx, *, since: datetime, least: int) -> list[SeenRow]:
    """Give posts that at least so many people looked at, five or more; `tx` is for purpose `feed`."""
    return await tx.all(_sql("find_seen_by_many"), SeenRow, {"since": since, "least": least})


async def find_looked_at(tx: Tx, *, since: datetime, most: int) -> list[LookedRow]:
    """Give what the person looked at, the latest first."""
    return await tx.all(
        _sql("find_looked_at"), LookedRow, {"person": tx.person, "since": since, "most": most}
    )


async def find_widening(tx: Tx) -> float:
    """Give how wide the person wants their feed."""
    return (await tx.one(_sql("find_widening"), WideningRow, {"person": tx.person})).widening


async def set_widening(tx: Tx, widening: float) -> None:
    """Set it."""
    await tx.run(_sql("set_widening"), {"person": tx.person, "widening": widening, "at": clock.now()})
