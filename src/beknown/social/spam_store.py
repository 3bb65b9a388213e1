"""SQL of what is said over and over."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from beknown.kit import clock
from beknown.kit.db import SqlFiles, Tx
from beknown.kit.ids import new_id
from beknown.social.spam import NEAR, Before

WINDOW = timedelta(days=1)
NEW_FOR = timedelta(days=7)
_sql = SqlFiles(__file__)


@dataclass(frozen=True, slots=True)
class FlaggedRow:
    """How many were."""

    number: int


@dataclass(frozen=True, slots=True)
class StrangerRow:
    """Yes or no."""

    yes: bool


async def add_sketch(tx: Tx, hashes: list[int], post: UUID | None) -> None:
    """Keep the sketch of a post, or (None) of a first message."""
    params = {"id": new_id(), "post": post, "hashes": hashes, "at": clock.now()}
    await tx.run(_sql("add_sketch"), {"person": tx.person, **params})


async def count_near(tx: Tx, hashes: list[int]) -> Before:
    """Count what was said in the last day that is nearly the same."""
    at = clock.now()
    params = {"hashes": hashes, "at_least": NEAR, "since": at - WINDOW, "new_since": at - NEW_FOR}
    return await tx.one(_sql("count_near"), Before, params)


async def flag_post(tx: Tx, post: UUID, text: str) -> None:
    """Put a post of the person before the moderators, with the label 'spam?'."""
    params = {"post": post, "id": new_id(), "text": text, "at": clock.now()}
    await tx.one(_sql("flag_post"), FlaggedRow, params)


async def is_to_stranger(tx: Tx, chat: UUID) -> bool:
    """Tell whether it is the first word to somebody who doesn't follow the person."""
    params = {"person": tx.person, "chat": chat}
    return (await tx.one(_sql("is_to_stranger"), StrangerRow, params)).yes


async def sweep_sketches(tx: Tx, before: datetime) -> None:
    """Delete sketches of what was said before a time."""
    await tx.run(_sql("sweep_sketches"), {"before": before})
