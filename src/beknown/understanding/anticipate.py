"""Bring up what matters today, within what the person allows: quiet hours, a budget a day, 'not this again'."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, time, timedelta
from typing import Literal
from uuid import UUID, uuid5
from zoneinfo import ZoneInfo

from beknown.events import find_events_by_id
from beknown.kit import clock
from beknown.kit.db import Database, Scope, Tx
from beknown.kit.errors import Invalid
from beknown.kit.ids import EventId, PersonId
from beknown.kit.jobs import defer
from beknown.understanding import anticipate_store as store
from beknown.understanding import world_store
from beknown.understanding.anticipate_store import Anticipation, SuggestionRow
from beknown.understanding.beliefs import Belief, find_beliefs
from beknown.understanding.propose import CLOSEST, Candidate, Contact, Known, Planned, propose
from beknown.understanding.world import find_coming_dates, find_commitments, find_people
from beknown.understanding.world_acts import note_act, settle_commitment
from beknown.understanding.world_days import find_day
from beknown.understanding.world_learner import DECLINED, as_zone

ANTICIPATE_JOB = "understanding.anticipate"
LOOK_AGAIN = timedelta(hours=9)
LOOK_BACK = timedelta(days=60)
CONTACTS_OF = timedelta(days=500)
SHOWN_DAYS = 2
_PEOPLE = 300
_MOST_PLANS = 200

DeclineScope = Literal["once", "subject", "kind"]


async def look(db: Database, person: PersonId) -> list[Candidate]:
    """Bring up what is new today, if the person wants it and it isn't quiet; give it."""
    async with db.begin(Scope(person, "assistant")) as tx:
        wanted = await store.find_anticipation(tx)
        zone = as_zone(await world_store.find_time_zone(tx))
        now = clock.now().astimezone(zone)
        if not wanted.is_on or is_quiet(wanted, now):
            return []
        known = await _gather(tx, now.date(), zone)
    async with db.begin(Scope(person, "export")) as tx:
        return await _bring_up(tx, propose(known, now.date()), wanted, now.date())


async def find_brief(tx: Tx) -> list[SuggestionRow]:
    """Give what was brought up today and yesterday and isn't dealt with, the weightiest first."""
    zone = as_zone(await world_store.find_time_zone(tx))
    today = clock.now().astimezone(zone).date()
    return await store.find_suggestions(tx, today - timedelta(days=SHOWN_DAYS - 1))


async def finish(tx: Tx, suggestion: UUID) -> None:
    """Note that a suggestion is done; a promise is kept by it.

    Raises:
        NotFound: There is no such suggestion.
    """
    row = await store.get_suggestion(tx, suggestion)
    if row.kind in {"promise", "awaited"}:
        event, _, position = row.subject.partition("/")
        await settle_commitment(tx, UUID(event), int(position), "done")
    await store.set_suggestion_state(tx, suggestion, "done")


async def decline(tx: Tx, suggestion: UUID, scope: DeclineScope) -> EventId | None:
    """Say 'not this again': only this one, nothing of this subject, or nothing of this kind; it holds.

    Gives the act, by which it can be undone; None for only this one.

    Raises:
        NotFound: There is no such suggestion.
    """
    row = await store.get_suggestion(tx, suggestion)
    if scope == "once":
        await store.set_suggestion_state(tx, suggestion, "declined")
        return None
    subject = row.subject if scope == "subject" else None
    text = f"Not again: {row.kind}" + (f" {row.name}".rstrip() if subject else "")
    act = await note_act(tx, DECLINED, text, {"kind": row.kind, "subject": subject})
    await store.set_suggestion_state(tx, suggestion, "declined", kind=row.kind, subject=subject)
    return act


async def change(tx: Tx, wanted: Anticipation) -> None:
    """Set whether and when the person wants a brief.

    Raises:
        Invalid: The brief would come in the quiet hours.
    """
    if is_quiet(wanted, datetime.combine(date.min, _as_time(wanted.brief_minute))):
        raise Invalid("The brief would come in your quiet hours. Choose another time for one of them.")
    await store.set_anticipation(tx, wanted)


async def defer_look(tx: Tx, *, at: datetime | None = None) -> None:
    """Have a look soon or at a moment; at most one waits."""
    await defer(tx, ANTICIPATE_JOB, at=at, once=f"{ANTICIPATE_JOB}:{tx.person}", person_id=tx.person)


async def defer_next_look(db: Database, person: PersonId) -> None:
    """Have the next look at the time of the brief, or nine hours later when that is not quiet."""
    async with db.begin(Scope(person, "export")) as tx:
        wanted = await store.find_anticipation(tx)
        zone = as_zone(await world_store.find_time_zone(tx))
        await defer_look(tx, at=find_next_look(wanted, clock.now(), zone))


def find_next_look(wanted: Anticipation, now: datetime, zone: ZoneInfo) -> datetime:
    """Give the next moment to look: the brief's, or nine hours after it, whichever comes first and isn't quiet."""
    local = now.astimezone(zone)
    moments = [
        datetime.combine(local.date() + timedelta(days=days), _as_time(wanted.brief_minute), zone) + later
        for days in range(-1, 3)
        for later in (timedelta(), LOOK_AGAIN)
    ]
    return min(each for each in moments if each > local and not is_quiet(wanted, each))


def is_quiet(wanted: Anticipation, at: datetime) -> bool:
    """Tell whether a moment, in the person's time, is in their quiet hours, which may go over midnight."""
    minute = at.hour * 60 + at.minute
    start, end = wanted.quiet_from_minute, wanted.quiet_until_minute
    if start <= end:
        return start <= minute < end
    return minute >= start or minute < end


async def _gather(tx: Tx, today: date, zone: ZoneInfo) -> Known:
    people = await find_people(tx, _PEOPLE)
    close = [each.id for each in people[:CLOSEST]]
    contacts: dict[UUID, list[Contact]] = {}
    for row in await store.find_contact_days(tx, close, clock.now() - CONTACTS_OF, zone.key):
        contacts.setdefault(row.acquaintance_id, []).append(Contact(row.day, EventId(row.event_id)))
    commitments = await find_commitments(tx, since=clock.now() - LOOK_BACK)
    of_commitments = {each.event_id for each in commitments}
    return Known(
        people=people,
        dates=await find_coming_dates(tx, today + timedelta(days=1), since=today),
        commitments=commitments,
        contacts=contacts,
        plans=[
            each for each in await _find_plans(tx, zone) if not of_commitments.intersection(each.evidence)
        ],
    )


async def _find_plans(tx: Tx, zone: ZoneInfo) -> tuple[Planned, ...]:
    """Give plans and goals with the day they are meant for: as it is held, else as the words name it."""
    beliefs = [
        *await find_beliefs(tx, kind="plan", limit=_MOST_PLANS),
        *await find_beliefs(tx, kind="goal", limit=_MOST_PLANS),
    ]
    said = {
        EventId(each.id): each.occurred_at.astimezone(zone).date()
        for each in await find_events_by_id(tx, [event for one in beliefs for event in one.evidence[-1:]])
        if each.occurred_at is not None
    }
    dated = ((each, each.holds_from or _find_day_of(each, said)) for each in beliefs)
    return tuple(Planned(each.statement, day, each.evidence) for each, day in dated if day is not None)


def _find_day_of(belief: Belief, said: Mapping[EventId, date]) -> date | None:
    said_on = said.get(belief.evidence[-1]) if belief.evidence else None
    return find_day(belief.statement, said_on) if said_on is not None else None


async def _bring_up(
    tx: Tx, candidates: Sequence[Candidate], wanted: Anticipation, today: date
) -> list[Candidate]:
    acts = [act for act in await world_store.find_world_acts(tx) if act.act == DECLINED]
    declined = {(act.payload.get("kind"), act.payload.get("subject")) for act in acts}
    allowed = {
        uuid5(tx.person, f"{each.kind}|{each.subject}|{each.occasion}"): each
        for each in candidates
        if not declined & {(each.kind, None), (each.kind, each.subject)}
    }
    made = await store.find_made(tx, list(allowed))
    left = wanted.budget - await store.count_made(tx, today)
    chosen = [(key, each) for key, each in allowed.items() if key not in made][: max(0, left)]
    for key, each in chosen:
        await store.add_suggestion(tx, key, each, today)
    return [each for _, each in chosen]


def _as_time(minute: int) -> time:
    return time(minute // 60, minute % 60)
