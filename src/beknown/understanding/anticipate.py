"""Bring up what matters today, within what the person allows: quiet hours, a budget a day, 'not this again'."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, time, timedelta
from typing import Literal
from uuid import UUID, uuid5
from zoneinfo import ZoneInfo

from beknown.kit import clock
from beknown.kit.db import Database, Scope, Tx
from beknown.kit.errors import Invalid
from beknown.kit.ids import EventId, PersonId
from beknown.kit.jobs import defer
from beknown.understanding import anticipate_store as store
from beknown.understanding import world_store
from beknown.understanding.aims import find_aims
from beknown.understanding.anticipate_store import Anticipation, SuggestionRow
from beknown.understanding.propose import CLOSEST, Candidate, Contact, Known, Planned, propose
from beknown.understanding.world import Commitment, find_coming_dates, find_commitments, find_people
from beknown.understanding.world_acts import note_act, settle_commitment, undo
from beknown.understanding.world_learner import DECLINED, as_zone

ANTICIPATE_JOB = "understanding.anticipate"
LOOK_AGAIN = timedelta(hours=9)
LOOK_BACK = timedelta(days=60)
CONTACTS_OF = timedelta(days=500)
SHOWN_DAYS = 2
MOST_ON_CARD = 3
_PEOPLE = 300

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


async def find_card(tx: Tx) -> list[SuggestionRow]:
    """Give what stands above a new conversation: at most three things of today, none in quiet hours or when it's off.

    What was put away today isn't among them.
    """
    wanted = await store.find_anticipation(tx)
    now = clock.now().astimezone(as_zone(await world_store.find_time_zone(tx)))
    if not wanted.is_on or is_quiet(wanted, now):
        return []
    rows = await store.find_suggestions(tx, now.date())
    shown = rows[: min(MOST_ON_CARD, wanted.budget)]
    return [each for each in shown if each.put_away_on != now.date()]


async def put_away(tx: Tx, suggestions: Sequence[UUID], *, is_away: bool) -> None:
    """Put suggestions away from the card for today, or back onto it; the brief keeps them."""
    zone = as_zone(await world_store.find_time_zone(tx))
    today = clock.now().astimezone(zone).date()
    await store.put_away(tx, suggestions, today if is_away else None)


async def finish(tx: Tx, suggestion: UUID) -> EventId | None:
    """Note that a suggestion is done; a promise is kept by it. Gives the act that says so, if it took one.

    Raises:
        NotFound: There is no such suggestion.
    """
    row = await store.get_suggestion(tx, suggestion)
    act = None
    if row.kind in {"promise", "awaited"}:
        event, _, position = row.subject.partition("/")
        act = await settle_commitment(tx, UUID(event), int(position), "done")
    await store.set_suggestion_state(tx, suggestion, "done", act=act)
    return act


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
    await store.set_suggestion_state(tx, suggestion, "declined", act=act, kind=row.kind, subject=subject)
    return act


async def reopen(tx: Tx, suggestion: UUID, act: UUID | None) -> None:
    """Take back 'done' or 'not this again': it stands in the brief again, with all that the same act closed.

    Raises:
        NotFound: There is no such suggestion or act.
    """
    await store.get_suggestion(tx, suggestion)
    if act is not None:
        await undo(tx, act)
    await store.reopen_suggestions(tx, suggestion, act)


async def change(tx: Tx, wanted: Anticipation) -> None:
    """Set whether and when the person wants a brief.

    Raises:
        Invalid: The brief would come in the quiet hours.
    """
    if is_quiet(wanted, datetime.combine(date.min, _as_time(wanted.brief_minute))):
        raise Invalid("The brief would come in your quiet hours. Choose another time for one of them.")
    await store.set_anticipation(tx, wanted)


async def defer_look(tx: Tx, *, at: datetime | None = None) -> None:
    """Have a look soon or at a moment; of each at most one waits, so that a later one holds up no earlier one."""
    moment = "soon" if at is None else at.astimezone(UTC).strftime("%Y%m%d%H%M")
    await defer(tx, ANTICIPATE_JOB, at=at, once=f"{ANTICIPATE_JOB}:{tx.person}:{moment}", person_id=tx.person)


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
    aims = await find_aims(tx, taken={each.event_id for each in commitments})
    return Known(
        people=people,
        dates=await find_coming_dates(tx, today + timedelta(days=1), since=today),
        commitments=commitments,
        contacts=contacts,
        plans=_plans(aims),
    )


def _plans(aims: Sequence[Commitment]) -> tuple[Planned, ...]:
    return tuple(
        Planned(each.quote, each.due_on, (each.event_id,))
        for each in aims
        if each.due_on is not None and each.state == "open" and each.kind != "commitment"
    )


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
