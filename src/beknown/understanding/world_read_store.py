"""SQL that reads a person's world."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from beknown.kit import clock
from beknown.kit.db import SqlFiles, Tx

_sql = SqlFiles(__file__)

LATELY_DAYS = 92
BEFORE_DAYS = 365


@dataclass(frozen=True, slots=True)
class PersonRow:
    """Somebody in the person's life; `lately` counts messages of three months, `before` those of the year before.

    `heard_at` is when anybody at all was heard last.
    """

    id: UUID
    name: str
    relation: str | None
    sent: int
    received: int
    in_groups: int
    months: int
    first_at: datetime | None
    last_at: datetime | None
    closeness: float
    lately: int
    before: int
    sources: list[str]
    heard_at: datetime | None


@dataclass(frozen=True, slots=True)
class NamedRow:
    """Somebody whom words may mean, with all names they go by."""

    id: UUID
    name: str
    relation: str | None
    names: list[str]


@dataclass(frozen=True, slots=True)
class KnownRow:
    """Somebody with the names they go by; `is_open` where all their sources serve the assistant."""

    id: UUID
    name: str
    relation: str | None
    names: list[str]
    first_names: list[str]
    is_open: bool


@dataclass(frozen=True, slots=True)
class TieRow:
    """Two who are in groups together."""

    one_id: UUID
    other_id: UUID
    strength: int


@dataclass(frozen=True, slots=True)
class GroupRow:
    """A conversation of several; `member_ids` are those who speak most."""

    id: UUID
    title: str
    source: str
    members: int
    messages: int
    first_at: datetime | None
    last_at: datetime | None
    member_ids: list[UUID]


@dataclass(frozen=True, slots=True)
class PlaceRow:
    """A place and the latest events there."""

    id: UUID
    name: str
    address: str
    latitude: float | None
    longitude: float | None
    visits: int
    first_at: datetime | None
    last_at: datetime | None
    event_ids: list[UUID]


@dataclass(frozen=True, slots=True)
class MonthRow:
    """How much was written in a month, and with how many people."""

    month: date
    sent: int
    received: int
    in_groups: int
    people: int


@dataclass(frozen=True, slots=True)
class DateCueRow:
    """What an event says of a date that recurs; without an acquaintance it is the person's own."""

    what: str
    on_day: date
    is_certain: bool
    event_id: UUID
    occurred_at: datetime | None
    acquaintance_id: UUID | None
    name: str | None


@dataclass(frozen=True, slots=True)
class CommitmentCueRow:
    """A promise or an occasion with what was said; or something that shows that a promise was kept."""

    event_id: UUID
    position: int
    kind: str
    what: str
    is_mine: bool
    on_day: date | None
    occurred_at: datetime | None
    circle_id: UUID | None
    acquaintance_id: UUID | None
    name: str | None
    title: str
    quote: str


@dataclass(frozen=True, slots=True)
class AliasRow:
    """A name, number or handle of somebody, with its latest events as evidence."""

    id: UUID
    key: str
    kind: str
    name: str
    source: str
    events: int
    event_ids: list[UUID]


@dataclass(frozen=True, slots=True)
class EventWithRow:
    """An event in which somebody has a part."""

    id: UUID
    type: str
    occurred_at: datetime | None
    speaker: str | None
    is_mine: bool
    thread_title: str | None
    text: str
    source: str


async def find_people(tx: Tx, *, most: int, only: UUID | None = None) -> list[PersonRow]:
    """Give people, the closest first, or one of them."""
    today = clock.now().date()
    lately = today - timedelta(days=LATELY_DAYS)
    params = {
        "person": tx.person,
        "now": clock.now(),
        "lately": lately.replace(day=1),
        "since": (lately - timedelta(days=BEFORE_DAYS)).replace(day=1),
        "only": only,
        "most": most,
    }
    return await tx.all(_sql("find_people"), PersonRow, params)


async def find_people_named(
    tx: Tx, *, relations: Sequence[str], first_names: Sequence[str], matches: Sequence[str]
) -> list[NamedRow]:
    """Give the people whom words may mean, those most written with first."""
    params = {
        "person": tx.person,
        "relations": list(relations),
        "first_names": list(first_names),
        "matches": list(matches),
    }
    return await tx.all(_sql("find_people_named"), NamedRow, params)


async def find_known(tx: Tx) -> list[KnownRow]:
    """Give everybody with the names they go by."""
    return await tx.all(_sql("find_known"), KnownRow, {"person": tx.person})


async def find_ties(tx: Tx, *, most: int) -> list[TieRow]:
    """Give who is in groups with whom, the strongest ties first."""
    return await tx.all(_sql("find_ties"), TieRow, {"person": tx.person, "most": most})


async def find_groups(tx: Tx, *, most: int) -> list[GroupRow]:
    """Give the conversations of several, the busiest first."""
    return await tx.all(_sql("find_groups"), GroupRow, {"person": tx.person, "most": most})


async def find_places(tx: Tx, *, most: int) -> list[PlaceRow]:
    """Give places, the most visited first."""
    return await tx.all(_sql("find_places"), PlaceRow, {"person": tx.person, "most": most})


async def find_months(tx: Tx, *, only: UUID | None = None) -> list[MonthRow]:
    """Give how much was written month by month, with everybody or with one."""
    return await tx.all(_sql("find_months"), MonthRow, {"person": tx.person, "only": only})


async def find_date_cues(tx: Tx) -> list[DateCueRow]:
    """Give what is said of dates that recur, the earliest first."""
    return await tx.all(_sql("find_date_cues"), DateCueRow, {"person": tx.person})


async def find_commitment_cues(tx: Tx, since: datetime) -> list[CommitmentCueRow]:
    """Give promises, occasions and what shows that they were kept, the earliest first."""
    params = {"person": tx.person, "since": since}
    return await tx.all(_sql("find_commitment_cues"), CommitmentCueRow, params)


async def find_aliases_of(tx: Tx, acquaintance: UUID) -> list[AliasRow]:
    """Give the aliases of somebody, the most used first."""
    params = {"person": tx.person, "id": acquaintance}
    return await tx.all(_sql("find_aliases_of"), AliasRow, params)


async def find_events_with(
    tx: Tx, acquaintance: UUID, *, most: int, before: datetime | None = None
) -> list[EventWithRow]:
    """Give events in which somebody has a part, the latest first."""
    params = {"person": tx.person, "id": acquaintance, "most": most, "before": before}
    return await tx.all(_sql("find_events_with"), EventWithRow, params)
