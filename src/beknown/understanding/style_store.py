"""SQL of style: marks by event, their counts, and what the person set by hand."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from beknown.kit.db import SqlFiles, Tx
from beknown.kit.ids import EventId
from beknown.understanding.learn import Heard

_sql = SqlFiles(__file__)
_BETWEEN = "\x1f"
MAY_SERVE = ("assistant", "export", "live", "safety")
"""How a person writes is known from their dialogues too: it never serves feed, business or ads."""


@dataclass(frozen=True, slots=True)
class KnownRow:
    """How often a mark was seen (`number`), or what the person set a trait to (`value`)."""

    name: str
    number: int | None
    value: str | None


@dataclass(frozen=True, slots=True)
class Known:
    """How often each mark was seen, and what the person set, by trait."""

    counts: dict[str, int]
    choices: dict[str, str]


@dataclass(frozen=True, slots=True)
class ExampleRow:
    """A text that bears a mark."""

    id: UUID
    text: str
    occurred_at: datetime | None


async def add_observations(tx: Tx, observed: Sequence[tuple[Heard, tuple[str, ...]]]) -> None:
    """Note how things were written; what is noted already stays."""
    params = {
        "person": tx.person,
        "events": [heard.id for heard, _ in observed],
        "sources": [heard.source_id for heard, _ in observed],
        "marks": [_BETWEEN.join(marks) for _, marks in observed],
        "purposes": list(MAY_SERVE),
    }
    await tx.run(_sql("add_style_observation"), params)


async def find_known(tx: Tx) -> Known:
    """Give how often each mark was seen, and what the person set: in one statement, as every answer asks it."""
    rows = await tx.all(_sql("find_style"), KnownRow, {"person": tx.person})
    return Known(
        {row.name: row.number for row in rows if row.number is not None},
        {row.name: row.value for row in rows if row.value is not None},
    )


async def add_choice(tx: Tx, event: EventId, trait: str, value: str | None, purposes: Sequence[str]) -> None:
    """Note what the person set, or with None gave back."""
    params = {"person": tx.person, "event": event, "trait": trait, "value": value, "purposes": list(purposes)}
    await tx.run(_sql("add_style_choice"), params)


async def find_examples(tx: Tx, mark: str, most: int) -> list[ExampleRow]:
    """Give some of the latest texts that bear a mark."""
    return await tx.all(
        _sql("find_style_examples"), ExampleRow, {"person": tx.person, "mark": mark, "most": most}
    )


async def clear(tx: Tx) -> None:
    """Drop all of it."""
    await tx.run(_sql("clear_style_observations"), {"person": tx.person})
    await tx.run(_sql("clear_style_choices"), {"person": tx.person})
