"""Have a person's world learned from conversations, and look at all that is held of it."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from beknown.events import EventDraft, JsonValue, subscribe
from beknown.kit.db import Database, Scope
from beknown.kit.ids import NOBODY, PersonId
from beknown.understanding import find_people, note_unread
from beknown.understanding.learn import learn_batch
from beknown.understanding.world import find_coming_dates, find_commitments, find_doubtful
from beknown.understanding.world_learner import WorldLearner
from beknown.understanding.world_read_store import find_aliases_of, find_groups, find_months, find_places

subscribe(note_unread)
NOW = datetime(2026, 5, 4, 12, tzinfo=UTC)


def said(
    who: str, text: str, *, day: int = 0, thread: str = "", mine: bool = False, title: str = ""
) -> EventDraft:
    """Make a message, so many days before `NOW`; a thread is named after who speaks unless it is given."""
    name = thread or who
    return EventDraft(
        type="social.message.sent.v1" if mine else "social.message.received.v1",
        key=f"{name}:{who}:{mine}:{day}:{text}",
        occurred_at=NOW - timedelta(days=day),
        text=text,
        speaker="Maya Lindqvist" if mine else who,
        is_mine=mine,
        thread=name,
        thread_title=title or name,
    )


def contact(name: str, phone: str, **payload: JsonValue) -> EventDraft:
    """Make the record of a contact."""
    return EventDraft(
        type="social.contact.added.v1",
        key=f"contact:{name}:{phone}",
        occurred_at=NOW - timedelta(days=900),
        text=f"{name}\n{phone}",
        is_mine=True,
        payload={"first_name": name, "phone_number": phone, **payload},
    )


def told(text: str) -> EventDraft:
    """Make something that the person told."""
    return EventDraft(type="assistant.memory.told.v1", key=text, occurred_at=NOW, text=text, is_mine=True)


async def learn_world(db: Database, person: PersonId, *, settle_often: bool = False) -> None:
    """Have all that is unread learned; settle after each batch or once at the end."""
    scope, learner = Scope(person, "export"), WorldLearner()
    while await learn_batch(db, scope, [learner]):
        if settle_often:
            await learner.settle(db, scope)
    await learner.settle(db, scope)


async def names(db: Database, person: PersonId) -> list[str]:
    """Give the names of people in order."""
    async with db.begin(Scope(person, "export")) as tx:
        return sorted(each.name for each in await find_people(tx))


async def look(db: Database, person: PersonId) -> Sequence[object]:
    """Give all that is held of a world, in an order of its own, without ids of events."""
    async with db.begin(Scope(person, "export")) as tx:
        people = sorted(await find_people(tx), key=lambda each: each.name)
        aliases = [
            (one.name, each.key, each.events) for one in people for each in await find_aliases_of(tx, one.id)
        ]
        months = [await find_months(tx, only=one.id) for one in people]
        groups = [(each.title, each.members, each.messages) for each in await find_groups(tx, most=100)]
        places = [(each.name, each.visits) for each in await find_places(tx, most=100)]
        dates = await find_coming_dates(tx, (NOW + timedelta(days=366)).date(), since=NOW.date())
        promises = [(each.quote, each.due_on, each.state, each.name) for each in await find_commitments(tx)]
        doubts = sorted((each.name, each.other_name) for each in await find_doubtful(tx))
    days = [(each.what, each.name, each.on_day, each.is_certain, len(each.evidence)) for each in dates]
    return [
        [replace(each, id=NOBODY) for each in people],
        sorted(aliases),
        months,
        groups,
        places,
        days,
        sorted(promises, key=str),
        doubts,
    ]
