"""SQL of what was decided about a person, as they see it themselves."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from beknown.kit import clock
from beknown.kit.db import SqlFiles, Tx
from beknown.kit.ids import new_id
from beknown.social.moderation_types import OwnDecision

_sql = SqlFiles(__file__)


@dataclass(frozen=True, slots=True)
class UnseenRow:
    """How many there are."""

    number: int


@dataclass(frozen=True, slots=True)
class AppealedRow:
    """Whether it could be."""

    yes: bool


@dataclass(frozen=True, slots=True)
class SuspensionRow:
    """Until when the person may not post; None when they may."""

    until: datetime | None


async def find_own_decisions(tx: Tx) -> list[OwnDecision]:
    """Give what was decided about the person, the latest first."""
    return await tx.all(_sql("find_own_decisions"), OwnDecision, {"person": tx.person})


async def count_unseen_decisions(tx: Tx) -> int:
    """Count the decisions and answers that the person hasn't seen."""
    return (await tx.one(_sql("count_unseen_decisions"), UnseenRow, {"person": tx.person})).number


async def see_decisions(tx: Tx) -> None:
    """Note that the person has seen all that was decided about them."""
    await tx.one(_sql("see_decisions"), UnseenRow, {"at": clock.now()})


async def appeal_decision(tx: Tx, decision: UUID, words: str) -> bool:
    """Ask for a decision to be looked at again; give False when it isn't in force, or was asked already."""
    params = {"id": decision, "step": new_id(), "words": words, "at": clock.now()}
    return (await tx.one(_sql("appeal_decision"), AppealedRow, params)).yes


async def find_suspension(tx: Tx) -> datetime | None:
    """Give until when the person may not post, if they may not."""
    params = {"person": tx.person, "at": clock.now()}
    return (await tx.one(_sql("find_suspension"), SuspensionRow, params)).until
