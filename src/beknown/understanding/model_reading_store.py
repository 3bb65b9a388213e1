"""SQL of what a language model reads to find beliefs, and of the tokens it takes."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from beknown.kit.db import SqlFiles, Tx
from beknown.understanding.learn_store import UnreadCountRow, UnreadRow

_sql = SqlFiles(__file__)


@dataclass(frozen=True, slots=True)
class PersonRow:
    """Somebody of this place."""

    person_id: UUID


@dataclass(frozen=True, slots=True)
class TokensRow:
    """How many tokens."""

    tokens: int


async def find_for_model(
    tx: Tx, *, types: Collection[str], most: int, before: int, letters: int
) -> list[UnreadRow]:
    """Give events of these types that no model has read and that this scope may see, the latest first."""
    params = {"person": tx.person, "types": sorted(types), "most": most, "before": before, "letters": letters}
    return await tx.all(_sql("find_for_model"), UnreadRow, params)


async def count_for_model(tx: Tx, types: Collection[str]) -> int:
    """Count the events of these types that no model has read and that this scope may see."""
    params = {"person": tx.person, "types": sorted(types)}
    return (await tx.one(_sql("count_for_model"), UnreadCountRow, params)).events


async def add_readings(tx: Tx, events: Sequence[UUID], at: datetime) -> None:
    """Note that a model has read these events, with what stood before them at that time."""
    await tx.run(_sql("add_readings"), {"person": tx.person, "ids": list(events), "at": at})


async def delete_readings_after(tx: Tx, new: Sequence[UUID], *, before: int) -> None:
    """Have a model read those events again that come right after new ones, and were read without them."""
    params = {"person": tx.person, "new": list(new), "before": before}
    await tx.run(_sql("delete_readings_after"), params)


async def find_everybody(tx: Tx) -> list[UUID]:
    """Give the ids of all people of this place; asked by NOBODY."""
    return [row.person_id for row in await tx.all(_sql("find_everybody"), PersonRow)]


async def set_aside(tx: Tx, day: date, tokens: int, *, most: int) -> bool:
    """Count tokens that a call may take, unless that would be more than `most` on this day; tell which."""
    params = {"person": tx.person, "day": day, "tokens": tokens, "most": most}
    return await tx.run(_sql("set_aside_tokens"), params) > 0


async def add_spent(tx: Tx, day: date, tokens: int) -> None:
    """Count so many tokens more than were set aside on a day; fewer, where it is negative."""
    await tx.run(_sql("add_spent_tokens"), {"person": tx.person, "day": day, "tokens": tokens})


async def find_spent(tx: Tx, day: date) -> int:
    """Give how many tokens were taken on a day."""
    return (await tx.one(_sql("find_spent_tokens"), TokensRow, {"person": tx.person, "day": day})).tokens
