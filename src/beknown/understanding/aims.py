"""What a person has ahead: promises and occasions out of messages, goals and plans out of beliefs; due when, how far.

What the person says of one by hand means the words it stands on, not the belief's id: a rebuild gives other ids. A
place below 0 says that the words begin that far into the event.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from datetime import date
from uuid import UUID
from zoneinfo import ZoneInfo

from beknown.kit import clock
from beknown.kit.db import Tx
from beknown.kit.ids import EventId
from beknown.understanding import aim_store, world_store
from beknown.understanding.aim_store import AimRow
from beknown.understanding.world import (
    Commitment,
    CommitmentState,
    find_commitments,
    find_settled,
    read_state,
)
from beknown.understanding.world_days import find_day, find_month
from beknown.understanding.world_learner import as_zone
from beknown.understanding.world_store import ActRow


async def find_undertaken(tx: Tx) -> list[Commitment]:
    """Give promises, occasions, goals, plans and commitments, the latest said first; tell which are past due."""
    commitments = await find_commitments(tx)
    aims = await find_aims(tx, taken={each.event_id for each in commitments})
    today = clock.now().astimezone(as_zone(await world_store.find_time_zone(tx))).date()
    found = [_mark_past_due(each, today) for each in (*commitments, *aims)]
    return sorted(found, key=lambda each: (each.said_at is not None, each.said_at), reverse=True)


async def find_aims(tx: Tx, *, taken: Collection[EventId] = ()) -> list[Commitment]:
    """Give goals, plans and commitments among the beliefs, the earliest said first.

    Args:
        tx: A transaction; it gives what may serve its purpose.
        taken: Events that tell of a promise or an occasion already: what stands on one of them is left out.
    """
    spans: dict[UUID, list[AimRow]] = {}
    for row in await aim_store.find_aims(tx):
        spans.setdefault(row.id, []).append(row)
    if not spans:
        return []
    settled = find_settled(await world_store.find_world_acts(tx))
    zone = as_zone(await world_store.find_time_zone(tx))
    return [
        _aim(rows, zone, settled)
        for rows in spans.values()
        if not any(EventId(each.event_id) in taken for each in rows)
    ]


def place_of(start: int) -> int:
    """Give the place by which an aim is meant whose words begin so far into an event; below 0, as no cue's is."""
    return -1 - start


def _aim(rows: Sequence[AimRow], zone: ZoneInfo, settled: Mapping[tuple[str, object], ActRow]) -> Commitment:
    first, last = rows[0], rows[-1]
    acts = [
        act for each in rows if (act := settled.get((str(each.event_id), place_of(each.start)))) is not None
    ]
    learned: CommitmentState = "dropped" if first.state == "ended" else "open"
    act = max(acts, key=lambda each: (each.acted_at, each.event_id), default=None)
    return Commitment(
        event_id=EventId(last.event_id),
        position=place_of(last.start),
        kind=first.kind,
        what=first.kind,
        is_mine=True,
        quote=first.statement,
        due_on=_find_due(last, zone),
        said_at=last.said_at,
        acquaintance_id=None,
        name=None,
        state=learned if act is None else read_state(act),
    )


def _find_due(row: AimRow, zone: ZoneInfo) -> date | None:
    """Read the day that it is meant for, seen from when it was last said; what is held of it comes second."""
    said_on = row.said_at.astimezone(zone).date()
    held = [each for each in (row.holds_until, row.holds_from) if each is not None and each >= said_on]
    return find_day(row.statement, said_on) or find_month(row.statement, said_on) or next(iter(held), None)


def _mark_past_due(commitment: Commitment, today: date) -> Commitment:
    is_past = commitment.due_on is not None and commitment.due_on < today
    return replace(commitment, is_past_due=is_past and commitment.state == "open")
