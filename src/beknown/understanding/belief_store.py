"""SQL of beliefs and the evidence that each stands on."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from beknown.kit.db import SqlFiles, Tx
from beknown.kit.ids import EventId

_sql = SqlFiles(__file__)


@dataclass(frozen=True, slots=True)
class BeliefRow:
    """One belief, with the ids of the events that it stands on, and what corrected it if something did."""

    id: UUID
    text: str
    held_since: datetime
    superseded_by: UUID | None
    evidence: list[UUID]


@dataclass(frozen=True, slots=True)
class BeliefCount:
    """A number of beliefs."""

    number: int


async def add_belief(
    tx: Tx, belief: UUID, *, text: str, held_since: datetime, purposes: Sequence[str]
) -> None:
    """Hold a belief; add its evidence in the same transaction."""
    await tx.run(
        _sql("add_belief"),
        {
            "person": tx.person,
            "id": belief,
            "text": text,
            "held_since": held_since,
            "purposes": list(purposes),
        },
    )


async def add_belief_evidence(tx: Tx, belief: UUID, event: EventId) -> None:
    """Say that a belief stands on an event."""
    await tx.run(_sql("add_belief_evidence"), {"person": tx.person, "belief": belief, "event": event})


async def supersede_belief(tx: Tx, belief: UUID, *, by: UUID) -> None:
    """Say that a belief was corrected by another one."""
    await tx.run(_sql("supersede_belief"), {"person": tx.person, "id": belief, "by": by})


async def drop_corrected_memory(tx: Tx, belief: UUID) -> None:
    """Recall no longer the words of a belief that was corrected."""
    await tx.run(_sql("drop_corrected_memory"), {"person": tx.person, "belief": belief})


async def find_beliefs(tx: Tx) -> list[BeliefRow]:
    """Give all beliefs that this scope may see, newest first, corrected ones too."""
    return await tx.all(_sql("find_beliefs"), BeliefRow, {"person": tx.person})


async def find_belief_chain(tx: Tx, belief: UUID) -> list[BeliefRow]:
    """Give a belief with all that it corrected, newest first; empty when there is none."""
    return await tx.all(_sql("find_belief_chain"), BeliefRow, {"person": tx.person, "id": belief})


async def delete_belief(tx: Tx, belief: UUID) -> None:
    """Delete a belief with all that it corrected."""
    await tx.run(_sql("delete_belief"), {"person": tx.person, "id": belief})


async def count_baseless_beliefs(tx: Tx) -> int:
    """Count the beliefs that stand on doomed events alone."""
    return (await tx.one(_sql("count_baseless_beliefs"), BeliefCount, {"person": tx.person})).number
