"""SQL of goals, plans and commitments among the beliefs."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from beknown.kit.db import SqlFiles, Tx

_sql = SqlFiles(__file__)


@dataclass(frozen=True, slots=True)
class AimRow:
    """A goal, plan or commitment and one span that it stands on: where it begins in which event, said when."""

    id: UUID
    kind: str
    statement: str
    state: str
    holds_from: date | None
    holds_until: date | None
    event_id: UUID
    start: int
    said_at: datetime


async def find_aims(tx: Tx) -> list[AimRow]:
    """Give the person's own, a row for each span that one stands on, the earliest said first."""
    return await tx.all(_sql("find_aims"), AimRow, {"person": tx.person})
