"""Bring what is held up to date with all that is known, in one transaction; what is so already isn't touched."""

import asyncio
import secrets
from collections.abc import Sequence
from typing import cast
from uuid import UUID

from beknown.events import after_forgetting, after_restoring
from beknown.kit.db import Tx
from beknown.kit.ids import EventId, SourceId
from beknown.understanding import belief_store, proposal_store
from beknown.understanding.aliases import find_aliases
from beknown.understanding.belief_store import as_stored, evidence_as_stored
from beknown.understanding.belief_types import ME, Kind
from beknown.understanding.consolidate import consolidate
from beknown.understanding.deeds import DEED_TYPES, DeedDone, read_deed
from beknown.understanding.held_types import YOU, Held, Known, Observation
from beknown.understanding.index import TOLD, index_told_anew
from beknown.understanding.proposal_store import ProposalRow, ToldRow
from beknown.understanding.world_learner import settle_world


async def settle_beliefs(tx: Tx) -> list[Held]:
    """Hold what follows from all that is known, and nothing else; give it.

    Args:
        tx: A transaction with purpose `export`: what is switched off for others counts all the same.
    """
    known = await read_known(tx)
    held = await asyncio.to_thread(consolidate, known)
    await _store(tx, held)
    return held


async def read_known(tx: Tx) -> Known:
    """Read all that beliefs follow from; nobody else settles them until this transaction ends."""
    keys = await proposal_store.lock_keys(tx)
    proposals = await proposal_store.find_proposals(tx)
    told = await proposal_store.find_told(tx, [TOLD, *DEED_TYPES])
    if not keys and (proposals or told):
        await proposal_store.add_key(tx, secrets.token_bytes(32))
        keys = await proposal_store.lock_keys(tx)
    observations = [_observe(row) for row in proposals]
    observations += [_observe_told(row) for row in told if row.type == TOLD and row.text.strip()]
    deeds = [_read_done(row) for row in told if row.type != TOLD]
    return Known(
        observations=tuple(observations),
        deeds=tuple(each for each in deeds if each is not None),
        marks=await proposal_store.find_marks(tx),
        keys=keys,
        aliases=await find_aliases(tx),
    )


async def _store(tx: Tx, held: Sequence[Held]) -> None:
    beliefs, evidence = await belief_store.find_stored(tx)
    wanted = [as_stored(each) for each in held]
    stands_on = {
        (each.id, one.event_id): evidence_as_stored(each.id, one) for each in held for one in each.evidence
    }
    await belief_store.put_beliefs(tx, [row for row in wanted if beliefs.get(row.id) != row])
    await belief_store.put_evidence(tx, [row for pair, row in stands_on.items() if evidence.get(pair) != row])
    await belief_store.delete_beliefs(tx, sorted(beliefs.keys() - {row.id for row in wanted}))
    await belief_store.delete_evidence(tx, sorted(evidence.keys() - stands_on.keys()))
    await index_told_anew(tx)


def _observe(row: ProposalRow) -> Observation:
    return Observation(
        event_id=EventId(row.event_id),
        source_id=SourceId(row.source_id),
        said_at=row.said_at,
        recorded_at=row.recorded_at,
        purposes=frozenset(row.purposes),
        kind=cast("Kind", row.kind),
        subject=row.subject,
        statement=row.statement,
        start=row.start,
        size=row.size,
        slot=row.slot,
        value=row.value,
        confidence=row.confidence,
        is_sensitive=row.is_sensitive,
        holds_from=row.holds_from,
        holds_until=row.holds_until,
        is_ended=row.is_ended,
        is_negated=row.is_negated,
        proposed_by=row.proposed_by,
    )


def _observe_told(row: ToldRow) -> Observation:
    return Observation(
        event_id=EventId(row.id),
        source_id=SourceId(row.source_id),
        said_at=row.occurred_at,
        recorded_at=row.recorded_at,
        purposes=frozenset(row.purposes),
        kind="fact",
        subject=ME,
        statement=row.text.strip(),
        start=0,
        size=len(row.text),
        slot=None,
        value=None,
        confidence=1.0,
        is_sensitive=False,
        holds_from=None,
        holds_until=None,
        is_ended=False,
        is_negated=False,
        proposed_by=YOU,
        corrects=read_id(row.payload.get("corrects")),
    )


def read_id(text: object) -> UUID | None:
    """Read an id out of what an event holds; None where it is none, as a file from outside may say anything."""
    try:
        return UUID(str(text)) if text is not None else None
    except ValueError:
        return None


def _read_done(row: ToldRow) -> DeedDone | None:
    deed = read_deed(row.type, row.payload)
    return None if deed is None else DeedDone(EventId(row.id), row.occurred_at or row.recorded_at, deed)


async def _settle_after(tx: Tx) -> None:
    await settle_beliefs(tx)


after_forgetting(settle_world)  # whom words mean is settled before what is believed of them
after_forgetting(_settle_after)
after_restoring(_settle_after)
