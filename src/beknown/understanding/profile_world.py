"""What a profile says of a person's world: who is close, and the days and promises ahead."""

from datetime import timedelta

from beknown.kit import clock
from beknown.kit.db import Tx
from beknown.kit.ids import EventId
from beknown.understanding import world_read_store
from beknown.understanding.fold import fold
from beknown.understanding.profile_types import MOST_LINE_LETTERS, Line
from beknown.understanding.world import (
    ComingDate,
    Commitment,
    Person,
    find_coming_dates,
    find_commitments,
    find_people,
)

MOST_PEOPLE = 5
MOST_DATES = 5
MOST_PROMISES = 8
AHEAD_DAYS = 21
EVENTS_OF_PERSON = 5


async def find_world_lines(tx: Tx) -> list[Line]:
    """Give lines on those who are close, and on birthdays, anniversaries and promises of the days ahead."""
    today = clock.now().date()
    people = await find_people(tx, MOST_PEOPLE)
    dates = await find_coming_dates(tx, today + timedelta(days=AHEAD_DAYS))
    promises = [each for each in await find_commitments(tx) if each.state == "open"]
    behind = [await _find_behind(tx, each) for each in people]
    return [
        *(_of_person(each, at, behind[at]) for at, each in enumerate(people)),
        *(_of_date(each) for each in dates[:MOST_DATES]),
        *(_of_promise(each, at) for at, each in enumerate(promises[:MOST_PROMISES])),
    ]


async def _find_behind(tx: Tx, person: Person) -> tuple[EventId, ...]:
    rows = await world_read_store.find_events_with(tx, person.id, most=EVENTS_OF_PERSON)
    return tuple(EventId(row.id) for row in rows)


def _of_person(person: Person, at: int, behind: tuple[EventId, ...]) -> Line:
    trend = {"closer": ", closer lately", "apart": ", less in touch lately"}.get(person.trend, "")
    relation = person.relation or "in touch"
    first_name = fold(person.name).split(" ")[0]
    text = _one_line(f"{person.name}: {relation}{trend}")
    return Line("people", text, 0.3 + 0.4 * person.closeness, at / MOST_PEOPLE, behind, about=first_name)


def _of_date(coming: ComingDate) -> Line:
    whose = f"{_one_line(coming.name)}'s" if coming.name else "their own"
    text = f"{coming.on_day.isoformat()}: {whose} {coming.what}"
    return Line("ahead", text[:MOST_LINE_LETTERS], 0.6, 0.0, coming.evidence, about=fold(coming.name or ""))


def _of_promise(promise: Commitment, at: int) -> Line:
    who = "They said" if promise.is_mine else f"{_one_line(promise.name or 'Somebody')} said"
    to = f" to {_one_line(promise.name)}" if promise.is_mine and promise.name else ""
    due = f" (by {promise.due_on.isoformat()})" if promise.due_on else ""
    text = f"{who}{to}: {_one_line(promise.quote)!r}{due}"
    importance = 0.5 if promise.due_on else 0.3
    return Line("ahead", text[:MOST_LINE_LETTERS], importance, at / MOST_PROMISES, (promise.event_id,))


def _one_line(text: str) -> str:
    return " ".join(text.split())
