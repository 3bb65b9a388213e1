"""SQL of what is brought up."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime
from uuid import UUID

from beknown.kit import clock
from beknown.kit.db import SqlFiles, Tx
from beknown.understanding.propose import Candidate

_sql = SqlFiles(__file__)


@dataclass(frozen=True, slots=True)
class Anticipation:
    """Whether and when a person wants a brief, in minutes of their day; nothing comes in quiet hours."""

    is_on: bool = True
    brief_minute: int = 8 * 60
    quiet_from_minute: int = 21 * 60
    quiet_until_minute: int = 7 * 60 + 30
    budget: int = 3


@dataclass(frozen=True, slots=True)
class SuggestionRow:
    """Something brought up, and the events it stands on."""

    id: UUID
    kind: str
    subject: str
    what: str
    name: str
    acquaintance_id: UUID | None
    quote: str
    on_day: date
    is_mine: bool
    is_certain: bool
    score: float
    made_on: date
    put_away_on: date | None
    event_ids: list[UUID]


@dataclass(frozen=True, slots=True)
class ContactDayRow:
    """A day on which something was written with somebody."""

    acquaintance_id: UUID
    day: date
    event_id: UUID


@dataclass(frozen=True, slots=True)
class MadeRow:
    """How many suggestions."""

    made: int


@dataclass(frozen=True, slots=True)
class SuggestionIdRow:
    """An id of a suggestion."""

    id: UUID


async def find_anticipation(tx: Tx) -> Anticipation:
    """Give what the person set, or what holds until they do."""
    found = await tx.first(_sql("get_anticipation"), Anticipation, {"person": tx.person})
    return found or Anticipation()


async def set_anticipation(tx: Tx, wanted: Anticipation) -> None:
    """Note what the person set."""
    await tx.run(_sql("set_anticipation"), {"person": tx.person, **asdict(wanted)})


async def find_contact_days(
    tx: Tx, people: Sequence[UUID], since: datetime, zone: str
) -> list[ContactDayRow]:
    """Give the days on which something was written with each of some people, the earliest first."""
    params = {"person": tx.person, "ids": list(people), "since": since, "zone": zone}
    return await tx.all(_sql("find_contact_days"), ContactDayRow, params)


async def find_made(tx: Tx, ids: Sequence[UUID]) -> set[UUID]:
    """Give which of some suggestions were made before."""
    params = {"person": tx.person, "ids": list(ids)}
    return {each.id for each in await tx.all(_sql("find_suggestion_ids"), SuggestionIdRow, params)}


async def count_made(tx: Tx, day: date) -> int:
    """Count what was brought up on a day."""
    return (await tx.one(_sql("count_suggestions"), MadeRow, {"person": tx.person, "day": day})).made


async def add_suggestion(tx: Tx, suggestion: UUID, candidate: Candidate, made_on: date) -> None:
    """Note what is brought up and why."""
    params = {
        "person": tx.person,
        "id": suggestion,
        "kind": candidate.kind,
        "subject": candidate.subject,
        "what": candidate.what,
        "name": candidate.name,
        "acquaintance": candidate.acquaintance_id,
        "quote": candidate.quote,
        "on_day": candidate.on_day,
        "mine": candidate.is_mine,
        "certain": candidate.is_certain,
        "score": candidate.score,
        "made_on": made_on,
        "made_at": clock.now(),
    }
    await tx.run(_sql("add_suggestion"), params)
    evidence = {"person": tx.person, "id": suggestion, "events": list(candidate.evidence)}
    await tx.run(_sql("add_suggestion_evidence"), evidence)


async def find_suggestions(tx: Tx, since: date) -> list[SuggestionRow]:
    """Give what was brought up since a day and not dealt with, the weightiest first."""
    return await tx.all(_sql("find_suggestions"), SuggestionRow, {"person": tx.person, "since": since})


async def get_suggestion(tx: Tx, suggestion: UUID) -> SuggestionRow:
    """Give one suggestion."""
    return await tx.one(_sql("get_suggestion"), SuggestionRow, {"person": tx.person, "id": suggestion})


async def set_suggestion_state(
    tx: Tx,
    suggestion: UUID,
    state: str,
    *,
    act: UUID | None = None,
    kind: str | None = None,
    subject: str | None = None,
) -> None:
    """Note what the person made of a suggestion, and of all open ones of a kind, or of a kind and a subject."""
    params = {"person": tx.person, "id": suggestion, "state": state, "kind": kind, "subject": subject}
    await tx.run(_sql("set_suggestion_state"), {**params, "act": act})


async def reopen_suggestions(tx: Tx, suggestion: UUID, act: UUID | None) -> None:
    """Open a suggestion again, and all that was closed by the same act."""
    await tx.run(_sql("reopen_suggestions"), {"person": tx.person, "id": suggestion, "act": act})


async def put_away(tx: Tx, suggestions: Sequence[UUID], day: date | None) -> None:
    """Put suggestions away from the card for a day; None puts them back."""
    await tx.run(_sql("put_away_suggestions"), {"person": tx.person, "ids": list(suggestions), "day": day})
