"""SQL of models: the operator's choices, and what each person used."""

from dataclasses import dataclass, field
from datetime import date

from beknown.kit import clock
from beknown.kit.db import SqlFiles, Tx
from beknown.models.choices import Choice, Server
from beknown.models.types import Slot, Usage

_sql = SqlFiles(__file__)


@dataclass(frozen=True, slots=True)
class ChoiceRow:
    """A stored choice; a server when `url` is set, else the embedded engine."""

    slot: str
    url: str | None
    model: str
    api_key: str | None = field(repr=False)
    weights: str


@dataclass(frozen=True, slots=True)
class KeyRow:
    """The key of a server."""

    api_key: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class UsageSum:
    """What everybody together used of a model."""

    model: str
    calls: int
    input_tokens: int
    output_tokens: int


async def find_choices(tx: Tx) -> list[ChoiceRow]:
    """Give the stored choices with their keys; empty in anybody's transaction but NOBODY's."""
    return await tx.all(_sql("find_choices"), ChoiceRow)


async def save_choice(tx: Tx, choice: Choice) -> None:
    """Keep an operator's choice; a server without a key keeps the key stored for its address."""
    server = choice.server or Server("", "")
    await tx.run(
        _sql("save_choice"),
        {
            "slot": choice.slot,
            "url": server.url or None,
            "model": server.model,
            "api_key": server.api_key,
            "weights": choice.weights,
            "at": clock.now(),
        },
    )


async def find_key(tx: Tx, slot: Slot, url: str) -> str | None:
    """Give the key stored for a server, to an operator; None when there is none."""
    found = await tx.first(_sql("find_key"), KeyRow, {"slot": slot, "url": url})
    return found.api_key if found else None


async def note_usage(tx: Tx, model: str, usage: Usage) -> None:
    """Count one call of a model and its tokens for the person of this transaction."""
    tokens = {"input_tokens": usage.input_tokens, "output_tokens": usage.output_tokens}
    await tx.run(
        _sql("note_usage"), {"person": tx.person, "day": clock.now().date(), "model": model[:300]} | tokens
    )


async def sum_usage(tx: Tx, since: date) -> list[UsageSum]:
    """Sum what everybody used since a day, by model; nothing unless an operator asks."""
    return await tx.all(_sql("sum_usage"), UsageSum, {"since": since})
