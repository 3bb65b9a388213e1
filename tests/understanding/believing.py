"""Observations and events by hand, for tests of beliefs."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from uuid import UUID

from beknown.events import purposes_of
from beknown.kit.ids import EventId, SourceId
from beknown.understanding.belief_types import LANGUAGE_RULES, Kind, Proposal
from beknown.understanding.consolidate import consolidate
from beknown.understanding.deeds import Deed, DeedDone
from beknown.understanding.held_types import YOU, Held, Known, Observation

DAY = datetime(2026, 1, 1, 12, tzinfo=UTC)
SOURCE = SourceId(UUID(int=7))


def event(number: int) -> EventId:
    """Give the id of an event."""
    return EventId(UUID(int=number))


def seen(
    statement: str,
    *,
    number: int,
    day: int | None = None,
    slot: str | None = None,
    value: str | None = None,
    kind: Kind = "fact",
    subject: str = "me",
    confidence: float = 0.8,
    holds_from: date | None = None,
    is_ended: bool = False,
    is_negated: bool = False,
    is_sensitive: bool = False,
    event_type: str = "social.message.sent.v1",
) -> Observation:
    """Have seen something in an event, said so many days after the beginning; None when that isn't known."""
    return Observation(
        event_id=event(number),
        source_id=SOURCE,
        said_at=None if day is None else DAY + timedelta(days=day),
        recorded_at=DAY + timedelta(days=100),
        purposes=frozenset(purposes_of(event_type)),
        kind=kind,
        subject=subject,
        statement=statement,
        start=0,
        size=len(statement),
        slot=slot,
        value=value,
        confidence=confidence,
        is_sensitive=is_sensitive,
        holds_from=holds_from,
        holds_until=None,
        is_ended=is_ended,
        is_negated=is_negated,
        proposed_by=LANGUAGE_RULES,
    )


def lives(where: str, *, number: int, day: int | None = None) -> Observation:
    """Have seen where the person lives."""
    return seen(f"lives in {where}", number=number, day=day, slot="home", value=where.lower())


def told(one: Observation, *, corrects: UUID | None = None) -> Observation:
    """Have it told by hand."""
    return replace(one, proposed_by=YOU, confidence=1.0, corrects=corrects)


def done(deed: Deed, *, number: int, day: int = 50) -> DeedDone:
    """Have something done by hand."""
    return DeedDone(event(number), DAY + timedelta(days=day), deed)


def hold(
    *observations: Observation, deeds: tuple[DeedDone, ...] = (), marks: frozenset[UUID] = frozenset()
) -> list[Held]:
    """Hold what follows."""
    return consolidate(Known(observations, deeds, marks))


def stand(*observations: Observation, deeds: tuple[DeedDone, ...] = ()) -> dict[str, str]:
    """Say how each statement stands."""
    return {each.statement: each.state for each in hold(*observations, deeds=deeds)}


def propose(
    statement: str, text: str, *, slot: str | None = None, value: str | None = None, kind: Kind = "fact"
) -> Proposal:
    """Propose a belief that stands on the whole of a text."""
    return Proposal(
        kind=kind,
        subject="me",
        statement=statement,
        start=0,
        end=len(text),
        slot=slot,
        value=value,
        confidence=0.8,
        is_sensitive=False,
        holds_from=None,
        holds_until=None,
        is_ended=False,
        is_negated=False,
        proposed_by=LANGUAGE_RULES,
    )
