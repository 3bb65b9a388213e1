"""Make things for one person's feed: in the morning of their own day, and when there is cause.

What is there already stays, what can't be shown any more is deleted. A capable model phrases, where one runs; no
transaction is open meanwhile, and whether all sources still stand is looked at again before anything is kept.
"""

import asyncio
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta

from beknown.feed import made_store as store
from beknown.feed import reader_store, steer_store
from beknown.feed.made_phrase import PHRASED, phrase
from beknown.feed.made_read import find_made, read_materials
from beknown.feed.made_types import Draft, MadeItem, MadeKind, Moment
from beknown.feed.parts.interest_maker import make_interest
from beknown.feed.parts.thread_maker import LONG, make_thread
from beknown.feed.parts.today_maker import make_today
from beknown.feed.parts.years_maker import make_years
from beknown.feed.steer_ask import read_zone
from beknown.kit import clock
from beknown.kit.db import Database, Scope, Tx
from beknown.kit.errors import BeknownError
from beknown.kit.ids import NOBODY, PersonId
from beknown.kit.jobs import defer
from beknown.kit.telemetry import get_logger
from beknown.models import LanguageModel, Models, note_usage
from beknown.understanding import find_reader, is_hard

MAKE_JOB = "feed.make"
MORNING = time(6)
MOST_DUE = 500
MAKERS: Mapping[MadeKind, Callable[[Tx, Moment], Awaitable[list[Draft]]]] = {
    "today": make_today,
    "years": make_years,
    "thread": make_thread,
    "interest": make_interest,
}
PHRASING_S = 120.0
_log = get_logger(__name__)


@dataclass(frozen=True, slots=True)
class Ready:
    """A draft as it is to be kept, and which model phrased it, if one did."""

    draft: Draft
    model: str | None = None


async def defer_making(tx: Tx, person: PersonId) -> None:
    """Have things made for a person; at most one such job of theirs waits, and one runs at a time."""
    lock = f"{MAKE_JOB}:{person}"
    await defer(tx, MAKE_JOB, once=lock, lock=lock, person_id=person)


async def defer_first_look(tx: Tx, at: datetime) -> None:
    """Have things made for a person whose feed is empty, unless it was looked for since their morning.

    Who has nothing on their feed reads none, and so isn't due; what they brought may still hold something.
    """
    next_at = await store.find_look(tx)
    if next_at is None or next_at <= at:
        await defer_making(tx, tx.person)


async def defer_due(db: Database) -> int:
    """Have things made for everybody who is due; give for how many."""
    async with db.begin(Scope(NOBODY, "safety")) as tx:
        people = await store.find_due(tx, at=clock.now(), long=LONG, most=MOST_DUE)
        for person in people:
            await defer_making(tx, PersonId(person))
    return len(people)


async def make_for(db: Database, models: Models, person: PersonId) -> None:
    """Make what there is to make for a person; doing it again makes nothing twice."""
    scope = Scope(person, "feed")
    async with db.begin(scope) as tx:
        moment = Moment(clock.now(), read_zone(await steer_store.find_time_zone(tx)))
        interests = await store.find_settled(tx)
        drafts = await _draft(tx, moment)
        there = await find_made(tx, at=moment.at)
        known = {each.id for each in there} | await store.find_looked(tx)
    new = [draft for draft in drafts if draft.id_for(person) not in known]
    ready = await _phrase_all(db, models, person, await _leave_out_hard(new, models))
    async with db.begin(scope) as tx:
        kept = _find_kept(there, ready)
        await store.delete_made(tx, but=[each.id for each in kept])
        for each in ready:
            await _keep(tx, each, moment.at)
        await store.set_look(tx, at=moment.at, next_at=find_morning(moment), interests=interests)


def find_morning(moment: Moment) -> datetime:
    """Give the next morning of a person."""
    local = moment.at.astimezone(moment.zone)
    days = (local.date() + timedelta(days=ahead) for ahead in range(2))
    return min(
        each
        for each in (datetime.combine(day, MORNING, moment.zone).astimezone(UTC) for day in days)
        if each > moment.at
    )


async def _draft(tx: Tx, moment: Moment) -> list[Draft]:
    """Give all there is to make, of kinds that the person wants; nothing where it is switched off."""
    if not (await reader_store.find_setting(tx)).has_made:
        return []
    resting = await store.find_resting(tx, moment.at)
    return [draft for kind, make in MAKERS.items() if kind not in resting for draft in await make(tx, moment)]


async def _leave_out_hard(drafts: Sequence[Draft], models: Models) -> list[Draft]:
    """Leave out what brings back words that only hint at hard times."""
    kept: list[Draft] = []
    for draft in drafts:
        said = [each.text for each in draft.materials] if draft.kind == "years" else []
        if not any([await is_hard(text, models.embedder) for text in said]):
            kept.append(draft)
    return kept


async def _phrase_all(db: Database, models: Models, person: PersonId, drafts: Sequence[Draft]) -> list[Ready]:
    model = await _find_model(models) if any(draft.kind in PHRASED for draft in drafts) else None
    return [await _phrase(db, person, model, draft) for draft in drafts]


async def _find_model(models: Models) -> LanguageModel | None:
    try:
        return await find_reader(models)
    except BeknownError:
        return None


async def _phrase(db: Database, person: PersonId, model: LanguageModel | None, draft: Draft) -> Ready:
    """Have a draft phrased; where there is no model, or it fails, the draft's own lines hold."""
    if model is None or draft.kind not in PHRASED:
        return Ready(draft.prune())
    try:
        async with asyncio.timeout(PHRASING_S):
            phrased, used = await phrase(model, draft)
    except (BeknownError, TimeoutError) as error:
        _log.warning("made.model_away", kind=type(error).__name__)
        return Ready(draft.prune())
    async with db.begin(Scope(person, "export")) as tx:
        await note_usage(tx, model.name, used)
    return Ready(phrased.prune(), None if phrased is draft else model.name)


def _find_kept(there: Sequence[MadeItem], ready: Sequence[Ready]) -> list[MadeItem]:
    """Give what stays of what is there: one of a subject holds, the newest."""
    renewed = {(each.draft.kind, each.draft.subject) for each in ready}
    return [each for each in there if (each.kind, each.subject) not in renewed]


async def _keep(tx: Tx, ready: Ready, at: datetime) -> None:
    """Keep something, unless a source has changed or gone while it was phrased, or the switch was turned off."""
    if not (await reader_store.find_setting(tx)).has_made:
        return
    draft = ready.draft
    now = await read_materials(tx, [each.ref for each in draft.materials])
    if all(each.ref in now and now[each.ref].digest == each.digest for each in draft.materials):
        await store.add_made(tx, draft, model=ready.model, at=at)
