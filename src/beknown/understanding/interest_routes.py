"""Interests over HTTP: what they are, what each stands on, and the person's hand on them."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Annotated, Literal
from uuid import UUID

from fastapi import APIRouter, Depends, Request
from pydantic import BaseModel, ConfigDict, Field

from beknown.kit import clock
from beknown.kit.ids import EventId
from beknown.kit.web import Db, SignedIn, get_part
from beknown.models import Models
from beknown.understanding import interest_store
from beknown.understanding.choose_interest import choose_interest, undo_choice
from beknown.understanding.interest_store import MonthRow
from beknown.understanding.interest_types import Interest
from beknown.understanding.interests import MOST_SHOWN, Interests, find_interests

router = APIRouter(prefix="/you/interests", tags=["you"])
MONTHS = 24
MOST_ITEMS = 30
MOST_WORDS = 8
EXCERPT = 280


class MonthOut(BaseModel):
    """How many events a topic had in a month, such as `2026-05`."""

    month: str
    events: int


class InterestOut(BaseModel):
    """A topic; `share` is its weight beside the greatest one's, 0 to 1."""

    id: UUID
    name: str
    words: list[str]
    share: float
    events: int
    first_at: datetime
    last_at: datetime
    is_pinned: bool
    is_muted: bool
    serves_feed: bool
    months: list[MonthOut]


class ItemOut(BaseModel):
    """An event that a topic stands on."""

    model_config = ConfigDict(from_attributes=True)

    event_id: UUID
    kind: str
    occurred_at: datetime
    text: str
    source: str


class DeedIn(BaseModel):
    """What to do with a topic; `name` for a new name, `into` for the topic that takes this one in."""

    deed: Literal["pinned", "unpinned", "muted", "unmuted", "renamed", "merged", "forgotten"]
    name: str = Field("", max_length=400)
    into: UUID | None = None


class DoneOut(BaseModel):
    """The event of a deed, by which it can be undone."""

    event_id: UUID


def _get_learner(request: Request) -> Interests:
    return Interests(get_part(request, Models).embedder)


Learner = Annotated[Interests, Depends(_get_learner)]


@router.get("")
async def get_interests(caller: SignedIn, db: Db) -> list[InterestOut]:
    """Give the person's topics, pinned ones first, then by weight; muted ones last."""
    since = clock.now() - timedelta(days=31 * MONTHS)
    async with db.begin(caller.scope("export")) as tx:
        interests = await find_interests(tx, MOST_SHOWN)
        months = await interest_store.find_interest_months(tx, since)
    async with db.begin(caller.scope("feed")) as tx:
        served = {each.id for each in await find_interests(tx, MOST_SHOWN)}
    return _show(interests, months, served)


@router.get("/{interest_id}/items")
async def get_items(interest_id: UUID, caller: SignedIn, db: Db) -> list[ItemOut]:
    """Give the events behind a topic, those that weigh most first."""
    async with db.begin(caller.scope("export")) as tx:
        rows = await interest_store.find_interest_items(tx, interest_id, MOST_ITEMS)
    items = [ItemOut.model_validate(row) for row in rows]
    return [item.model_copy(update={"text": item.text[:EXCERPT]}) for item in items]


@router.post("/{interest_id}/deeds", status_code=201)
async def do_deed(interest_id: UUID, body: DeedIn, caller: SignedIn, db: Db, learner: Learner) -> DoneOut:
    """Pin, rename, mute, merge or forget a topic."""
    scope = caller.scope("export")
    event = await choose_interest(db, scope, learner, interest_id, body.deed, name=body.name, into=body.into)
    return DoneOut(event_id=event)


@router.post("/deeds/{event_id}/undo", status_code=201)
async def undo_deed(event_id: UUID, caller: SignedIn, db: Db, learner: Learner) -> DoneOut:
    """Take back what was done with a topic."""
    return DoneOut(event_id=await undo_choice(db, caller.scope("export"), learner, EventId(event_id)))


def _show(interests: Sequence[Interest], months: Sequence[MonthRow], served: set[UUID]) -> list[InterestOut]:
    by_interest: defaultdict[UUID, list[MonthOut]] = defaultdict(list)
    for row in months:
        by_interest[row.interest_id].append(MonthOut(month=row.month, events=row.events))
    most = max((each.weight for each in interests), default=0) or 1
    return [
        InterestOut(
            id=each.id,
            name=each.name,
            words=list(each.words[:MOST_WORDS]),
            share=each.weight / most,
            events=each.events,
            first_at=each.first_at,
            last_at=each.last_at,
            is_pinned=each.is_pinned,
            is_muted=each.is_muted,
            serves_feed=each.id in served,
            months=by_interest[each.id],
        )
        for each in interests
    ]
