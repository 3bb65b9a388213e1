"""What is worth bringing up on a day: birthdays, promises, occasions, silences. Pure, and measured on invented lives.

Each candidate says why by the events that it stands on. Better to bring up little: whoever is hardly known gets no
birthday, an occasion is followed up for three days and then no more.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise
from typing import Literal
from uuid import UUID

from beknown.kit.ids import EventId
from beknown.understanding.world import ComingDate, Commitment, Person

SuggestionKind = Literal[
    "birthday", "anniversary", "promise", "awaited", "prepare", "follow_up", "silence", "plan"
]

KNOWN_CLOSENESS = 0.1
CLOSE_CLOSENESS = 0.3
CLOSEST = 15
OVERDUE_DAYS = 3
AWAITED_AFTER_DAYS = 2
AWAITED_UNTIL_DAYS = 7
AHEAD_DAYS = 3
FOLLOW_UP_DAYS = 3
SILENT_AT_LEAST_DAYS = 21
SILENT_AT_MOST_DAYS = 365
UNUSUAL = 3.0
CONTACTS_TO_JUDGE = 8
HEARD_DAYS = 7
"""Where nobody was heard for so long, nobody's silence says anything: nothing was brought lately."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """Something that may be brought up.

    `subject` is what 'not this again' holds for: somebody, or one promise. `occasion` tells one time from the next.
    """

    kind: SuggestionKind
    subject: str
    occasion: str
    on_day: date
    score: float
    evidence: tuple[EventId, ...]
    name: str = ""
    acquaintance_id: UUID | None = None
    what: str = ""
    quote: str = ""
    is_mine: bool = True
    is_certain: bool = True


@dataclass(frozen=True, slots=True)
class Planned:
    """A plan or goal that the person voiced, with the day it is meant for."""

    statement: str
    on_day: date
    evidence: tuple[EventId, ...]


@dataclass(frozen=True, slots=True)
class Contact:
    """A day on which something was written with somebody, and its latest event."""

    day: date
    event_id: EventId


@dataclass(frozen=True, slots=True)
class Known:
    """All that candidates are made of."""

    people: Sequence[Person]
    dates: Sequence[ComingDate]
    commitments: Sequence[Commitment]
    contacts: Mapping[UUID, Sequence[Contact]]
    plans: Sequence[Planned] = ()


def propose(known: Known, today: date) -> list[Candidate]:
    """Give what may be brought up on a day, the weightiest first."""
    people = {each.id: each for each in known.people}
    found = [
        *_of_dates(known.dates, people, today),
        *_of_commitments(known.commitments, today),
        *_of_plans(known.plans, today),
        *sorted(_of_silence(known, today), key=lambda each: (-each.score, each.subject))[:1],
    ]
    return sorted(found, key=lambda each: (-each.score, each.on_day, each.subject))


def _of_dates(dates: Iterable[ComingDate], people: Mapping[UUID, Person], today: date) -> Iterator[Candidate]:
    for each in dates:
        days = (each.on_day - today).days
        if each.acquaintance_id is None and each.what == "birthday":
            continue
        person = people.get(each.acquaintance_id) if each.acquaintance_id else None
        is_known = each.acquaintance_id is None or (
            person is not None and (person.relation is not None or person.closeness >= KNOWN_CLOSENESS)
        )
        if days not in {0, 1} or not is_known:
            continue
        yield Candidate(
            kind="birthday" if each.what == "birthday" else "anniversary",
            subject=f"{each.what}/{each.acquaintance_id or 'me'}",
            occasion=str(each.on_day.year),
            on_day=each.on_day,
            score=1.0 if days == 0 else 0.95,
            evidence=each.evidence,
            name=each.name or "",
            acquaintance_id=each.acquaintance_id,
            is_certain=each.is_certain,
        )


def _of_commitments(commitments: Iterable[Commitment], today: date) -> Iterator[Candidate]:
    for each in commitments:
        if each.due_on is None or each.state != "open" or each.what == "reminder":
            continue
        judged = _judge(each, (each.due_on - today).days)
        if judged is None:
            continue
        kind, score = judged
        yield Candidate(
            kind=kind,
            subject=f"{each.event_id}/{each.position}",
            occasion=str(each.due_on),
            on_day=each.due_on,
            score=score,
            evidence=(each.event_id,),
            name=each.name or "",
            acquaintance_id=each.acquaintance_id,
            what=each.what,
            quote=each.quote,
            is_mine=each.is_mine,
        )


def _judge(commitment: Commitment, days: int) -> tuple[SuggestionKind, float] | None:
    """Tell what a promise or an occasion is worth bringing up as, so many days before it is due; below 0, after."""
    if commitment.kind == "promise":
        if commitment.is_mine:
            return ("promise", 0.9 if days <= 0 else 0.85) if -OVERDUE_DAYS <= days <= 1 else None
        return ("awaited", 0.6) if -AWAITED_UNTIL_DAYS <= days <= -AWAITED_AFTER_DAYS else None
    if -FOLLOW_UP_DAYS <= days < 0:
        return ("follow_up", 0.7)
    return ("prepare", 0.8) if commitment.is_mine and 0 < days <= AHEAD_DAYS else None


def _of_plans(plans: Iterable[Planned], today: date) -> Iterator[Candidate]:
    for each in plans:
        if 0 <= (each.on_day - today).days <= 1:
            yield Candidate(
                kind="plan",
                subject=f"plan/{each.statement}",
                occasion=str(each.on_day),
                on_day=each.on_day,
                score=0.75,
                evidence=each.evidence,
                quote=each.statement,
            )


def _of_silence(known: Known, today: date) -> Iterator[Candidate]:
    heard = max((each.last_at.date() for each in known.people if each.last_at is not None), default=date.min)
    if (today - heard).days > HEARD_DAYS:
        return
    close = [each for each in known.people if each.closeness >= CLOSE_CLOSENESS][:CLOSEST]
    for person in close:
        contacts = [each for each in known.contacts.get(person.id, ()) if each.day <= today]
        if len(contacts) < CONTACTS_TO_JUDGE:
            continue
        silent = (today - contacts[-1].day).days
        usual = _usual_gap([each.day for each in contacts])
        if SILENT_AT_LEAST_DAYS <= silent <= SILENT_AT_MOST_DAYS and silent >= UNUSUAL * usual:
            yield Candidate(
                kind="silence",
                subject=f"silence/{person.id}",
                occasion=str(contacts[-1].day),
                on_day=contacts[-1].day + timedelta(days=silent),
                score=round(0.4 + 0.15 * person.closeness, 4),
                evidence=(contacts[-1].event_id,),
                name=person.name,
                acquaintance_id=person.id,
                what=str(silent),
            )


def _usual_gap(days: Sequence[date]) -> float:
    """Give the gap between days of contact that nine of ten stay within."""
    gaps = sorted((later - earlier).days for earlier, later in pairwise(days))
    return float(gaps[min(len(gaps) - 1, int(0.9 * len(gaps)))])
