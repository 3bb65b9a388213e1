"""A person's world over HTTP: who is in it, and what the person says of it by hand."""

import asyncio
from datetime import date, datetime, timedelta
from typing import Annotated, Literal
from uuid import UUID

from fastapi import APIRouter, Query
from pydantic import BaseModel, ConfigDict, Field

from beknown.kit import clock
from beknown.kit.db import Tx
from beknown.kit.web import Db, SignedIn
from beknown.understanding import aims, world, world_acts
from beknown.understanding import world_read_store as read
from beknown.understanding.world_layout import lay_out

router = APIRouter(prefix="/you/world", tags=["world"])

MOST_PEOPLE = 5000
MOST_TIES = 4000
MOST_GROUPS = 200
MOST_PLACES = 500
COMING_DAYS = 366


class Shape(BaseModel):
    """What is read from a dataclass."""

    model_config = ConfigDict(from_attributes=True)


class AcquaintanceOut(Shape):
    """Somebody in the person's life."""

    id: UUID
    name: str
    relation: str | None
    closeness: float
    trend: Literal["closer", "steady", "apart"]
    sent: int
    received: int
    in_groups: int
    months: int
    first_at: datetime | None
    last_at: datetime | None
    sources: list[str]


class NodeOut(AcquaintanceOut):
    """Somebody and where they stand on the map; `sector` numbers the group they stand with, 0 for none."""

    x: float
    y: float
    sector: int


class TieOut(Shape):
    """Two who are in groups together."""

    one_id: UUID
    other_id: UUID
    strength: int


class WorldMonthOut(Shape):
    """How much was written in a month, and with how many people."""

    month: date
    sent: int
    received: int
    in_groups: int
    people: int


class GroupOut(Shape):
    """A conversation of several; `member_ids` are those who speak most."""

    id: UUID
    title: str
    source: str
    members: int
    messages: int
    first_at: datetime | None
    last_at: datetime | None
    member_ids: list[UUID]


class WorldOut(BaseModel):
    """The map: people, ties between them, groups, and how much was written month by month."""

    people: list[NodeOut]
    ties: list[TieOut]
    groups: list[GroupOut]
    months: list[WorldMonthOut]


class AliasOut(Shape):
    """A name, number or handle of somebody, with its latest events as evidence."""

    id: UUID
    kind: str
    name: str
    source: str
    events: int
    event_ids: list[UUID]


class DateOut(Shape):
    """A birthday or an anniversary, the next time it comes."""

    what: str
    acquaintance_id: UUID | None
    name: str | None
    on_day: date
    is_certain: bool
    evidence: list[UUID]


class CommitmentOut(Shape):
    """A promise, an occasion, a goal or a plan, with the words that say it."""

    event_id: UUID
    position: int
    kind: Literal["promise", "occasion", "goal", "plan", "commitment"]
    what: str
    is_mine: bool
    quote: str
    due_on: date | None
    said_at: datetime | None
    acquaintance_id: UUID | None
    name: str | None
    state: Literal["open", "done", "dropped"]
    kept_by: UUID | None
    is_past_due: bool


class PlaceOut(Shape):
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


class DoubtOut(Shape):
    """Two who may be one."""

    acquaintance_id: UUID
    other_id: UUID
    name: str
    other_name: str


class EventWithOut(Shape):
    """An event in which somebody has a part."""

    id: UUID
    type: str
    occurred_at: datetime | None
    speaker: str | None
    is_mine: bool
    thread_title: str | None
    text: str
    source: str


class AcquaintanceDetailOut(AcquaintanceOut):
    """Somebody with all that is held of them."""

    aliases: list[AliasOut]
    months_written: list[WorldMonthOut]
    dates: list[DateOut]
    commitments: list[CommitmentOut]


class MergePreviewOut(Shape):
    """What two people would be as one."""

    name: str
    aliases: list[AliasOut]
    sent: int
    received: int


class PairIn(BaseModel):
    """Two people."""

    one_id: UUID
    other_id: UUID


class SplitIn(BaseModel):
    """The names that belong to somebody else."""

    alias_ids: list[UUID] = Field(min_length=1, max_length=200)


class AcquaintanceNameIn(BaseModel):
    """What somebody is called."""

    name: str = Field(min_length=1, max_length=world_acts.MAX_NAME_CHARS)


class RelationIn(BaseModel):
    """What somebody is to the person; '' for none."""

    relation: str = Field(max_length=40)


class StateIn(BaseModel):
    """Whether a promise is kept."""

    state: Literal["open", "done", "dropped"]


class ActOut(BaseModel):
    """What was done by hand, by which it can be undone."""

    act: UUID


@router.get("")
async def get_world(caller: SignedIn, db: Db) -> WorldOut:
    """Give the map of the person's world."""
    async with db.begin(caller.scope("export")) as tx:
        drawn = await read_world(tx)
    return await asyncio.to_thread(_draw, *drawn)


async def read_world(
    tx: Tx,
) -> tuple[list[world.Person], list[read.TieRow], list[read.GroupRow], list[read.MonthRow]]:
    """Read all that the map shows."""
    return (
        await world.find_people(tx, MOST_PEOPLE),
        await read.find_ties(tx, most=MOST_TIES),
        await read.find_groups(tx, most=MOST_GROUPS),
        await read.find_months(tx),
    )


def _draw(
    people: list[world.Person],
    ties: list[read.TieRow],
    groups: list[read.GroupRow],
    months: list[read.MonthRow],
) -> WorldOut:
    spots = lay_out([(each.id, each.closeness) for each in people], [each.member_ids for each in groups])
    return WorldOut(
        people=[
            NodeOut(
                **AcquaintanceOut.model_validate(each).model_dump(),
                x=spots[each.id].x,
                y=spots[each.id].y,
                sector=spots[each.id].sector,
            )
            for each in people
        ],
        ties=[TieOut.model_validate(each) for each in ties],
        groups=[GroupOut.model_validate(each) for each in groups],
        months=[WorldMonthOut.model_validate(each) for each in months],
    )


@router.get("/people/{person_id}")
async def get_person(person_id: UUID, caller: SignedIn, db: Db) -> AcquaintanceDetailOut:
    """Give somebody with their names, dates and promises."""
    today = clock.now().date()
    async with db.begin(caller.scope("export")) as tx:
        person = await world.get_person(tx, person_id)
        aliases = await read.find_aliases_of(tx, person_id)
        months = await read.find_months(tx, only=person_id)
        dates = await world.find_coming_dates(tx, today + timedelta(days=COMING_DAYS))
        commitments = await aims.find_undertaken(tx)
    return AcquaintanceDetailOut(
        **AcquaintanceOut.model_validate(person).model_dump(),
        aliases=[AliasOut.model_validate(each) for each in aliases],
        months_written=[WorldMonthOut.model_validate(each) for each in months],
        dates=[DateOut.model_validate(each) for each in dates if each.acquaintance_id == person_id],
        commitments=[
            CommitmentOut.model_validate(each) for each in commitments if each.acquaintance_id == person_id
        ],
    )


@router.get("/people/{person_id}/events")
async def get_events_with(
    person_id: UUID,
    caller: SignedIn,
    db: Db,
    before: datetime | None = None,
    limit: Annotated[int, Query(ge=1, le=100)] = 30,
) -> list[EventWithOut]:
    """Give events in which somebody has a part, the latest first."""
    async with db.begin(caller.scope("export")) as tx:
        rows = await read.find_events_with(tx, person_id, most=limit, before=before)
    return [EventWithOut.model_validate(row) for row in rows]


@router.get("/places")
async def get_places(caller: SignedIn, db: Db) -> list[PlaceOut]:
    """Give the places where the person was, the most visited first."""
    async with db.begin(caller.scope("export")) as tx:
        return [PlaceOut.model_validate(each) for each in await read.find_places(tx, most=MOST_PLACES)]


@router.get("/dates")
async def get_dates(caller: SignedIn, db: Db) -> list[DateOut]:
    """Give the birthdays and anniversaries of the coming year, the nearest first."""
    until = clock.now().date() + timedelta(days=COMING_DAYS)
    async with db.begin(caller.scope("export")) as tx:
        return [DateOut.model_validate(each) for each in await world.find_coming_dates(tx, until)]


@router.get("/commitments")
async def get_commitments(caller: SignedIn, db: Db) -> list[CommitmentOut]:
    """Give promises and occasions of two years, goals and plans, the latest first."""
    async with db.begin(caller.scope("export")) as tx:
        return [CommitmentOut.model_validate(each) for each in await aims.find_undertaken(tx)]


@router.put("/commitments/{event_id}/{position}")
async def put_commitment(event_id: UUID, position: int, body: StateIn, caller: SignedIn, db: Db) -> ActOut:
    """Say that a promise is kept, dropped, or still open."""
    async with db.begin(caller.scope("export")) as tx:
        return ActOut(act=await world_acts.settle_commitment(tx, event_id, position, body.state))


@router.get("/doubts")
async def get_doubts(caller: SignedIn, db: Db) -> list[DoubtOut]:
    """Give pairs of people that may be one."""
    async with db.begin(caller.scope("export")) as tx:
        return [DoubtOut.model_validate(each) for each in await world.find_doubtful(tx)]


@router.get("/merges/preview")
async def get_merge_preview(one_id: UUID, other_id: UUID, caller: SignedIn, db: Db) -> MergePreviewOut:
    """Tell what a merge would give."""
    async with db.begin(caller.scope("export")) as tx:
        return MergePreviewOut.model_validate(await world_acts.preview_merge(tx, one_id, other_id))


@router.post("/merges", status_code=201)
async def add_merge(body: PairIn, caller: SignedIn, db: Db) -> ActOut:
    """Say that two are one human being."""
    async with db.begin(caller.scope("export")) as tx:
        return ActOut(act=await world_acts.merge(tx, body.one_id, body.other_id))


@router.post("/partings", status_code=201)
async def add_parting(body: PairIn, caller: SignedIn, db: Db) -> ActOut:
    """Say that two are not one human being."""
    async with db.begin(caller.scope("export")) as tx:
        return ActOut(act=await world_acts.keep_apart(tx, body.one_id, body.other_id))


@router.post("/people/{person_id}/splits", status_code=201)
async def add_split(person_id: UUID, body: SplitIn, caller: SignedIn, db: Db) -> ActOut:
    """Say that some names are somebody else's."""
    async with db.begin(caller.scope("export")) as tx:
        return ActOut(act=await world_acts.split(tx, person_id, body.alias_ids))


@router.put("/people/{person_id}/name")
async def put_name(person_id: UUID, body: AcquaintanceNameIn, caller: SignedIn, db: Db) -> ActOut:
    """Say what somebody is called."""
    async with db.begin(caller.scope("export")) as tx:
        return ActOut(act=await world_acts.rename(tx, person_id, body.name))


@router.put("/people/{person_id}/relation")
async def put_relation(person_id: UUID, body: RelationIn, caller: SignedIn, db: Db) -> ActOut:
    """Say what somebody is to the person."""
    async with db.begin(caller.scope("export")) as tx:
        return ActOut(act=await world_acts.relate(tx, person_id, body.relation))


@router.delete("/acts/{act}")
async def undo_act(act: UUID, caller: SignedIn, db: Db) -> ActOut:
    """Take back what was said by hand."""
    async with db.begin(caller.scope("export")) as tx:
        return ActOut(act=await world_acts.undo(tx, act))
