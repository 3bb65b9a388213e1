"""Interests that rise: what a person lately met much more than before."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from beknown.kit.db import Tx
from beknown.understanding import interest_store
from beknown.understanding.interest_types import Interest
from beknown.understanding.interests import MOST_SHOWN, find_interests

RECENT = timedelta(days=14)
COMPARED = timedelta(days=70)


@dataclass(frozen=True, slots=True)
class Rising:
    """A topic that rises: met `recent` times in two weeks, at last in these events, the latest first."""

    interest: Interest
    recent: int
    events: tuple[UUID, ...]


async def find_rising(tx: Tx, at: datetime) -> list[Rising]:
    """Give topics that rise, the steepest first: met twice as often in two weeks as in ten weeks before, on average.

    Args:
        tx: A transaction; each purpose is shown such topics, words and events alone as may serve it.
        at: Now.
    """
    since = at - RECENT
    rows = await interest_store.find_rising(
        tx, since=since, before=since - COMPARED, windows=COMPARED / RECENT
    )
    known = {each.id: each for each in await find_interests(tx, MOST_SHOWN)} if rows else {}
    return [Rising(known[row.id], row.recent, tuple(row.event_ids)) for row in rows if row.id in known]
