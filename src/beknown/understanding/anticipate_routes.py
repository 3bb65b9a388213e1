"""What Beknown brings up by itself: the brief, what the person makes of it, and when it may come."""

from datetime import date
from typing import Literal
from uuid import UUID

from fastapi import APIRouter
from pydantic import BaseModel, ConfigDict, Field

from beknown.kit.web import Db, SignedIn
from beknown.understanding import anticipate
from beknown.understanding.anticipate_store import Anticipation, find_anticipation

router = APIRouter(prefix="/you/brief", tags=["brief"])


class SuggestionOut(BaseModel):
    """Something brought up, and the events that say why."""

    model_config = ConfigDict(from_attributes=True)

    id: UUID
    kind: Literal["birthday", "anniversary", "promise", "awaited", "prepare", "follow_up", "silence", "plan"]
    what: str
    name: str
    acquaintance_id: UUID | None
    quote: str
    on_day: date
    is_mine: bool
    is_certain: bool
    event_ids: list[UUID]


class AnticipationOut(BaseModel):
    """Whether and when a brief comes, in minutes of the person's day."""

    model_config = ConfigDict(from_attributes=True)

    is_on: bool
    brief_minute: int = Field(ge=1, le=1439)
    quiet_from_minute: int = Field(ge=0, le=1439)
    quiet_until_minute: int = Field(ge=0, le=1439)
    budget: int = Field(ge=1, le=10)


class BriefOut(BaseModel):
    """What was brought up today and yesterday, and when that happens."""

    suggestions: list[SuggestionOut]
    settings: AnticipationOut


class DeclineIn(BaseModel):
    """Only this one, nothing of this subject, or nothing of this kind."""

    scope: Literal["once", "subject", "kind"]


class DeclinedOut(BaseModel):
    """The act by which it can be undone; null for only this one."""

    act: UUID | None


@router.get("")
async def get_brief(caller: SignedIn, db: Db) -> BriefOut:
    """Give what was brought up and isn't dealt with."""
    async with db.begin(caller.scope("assistant")) as tx:
        rows = await anticipate.find_brief(tx)
        settings = await find_anticipation(tx)
    return BriefOut(
        suggestions=[SuggestionOut.model_validate(row) for row in rows],
        settings=AnticipationOut.model_validate(settings),
    )


@router.put("/settings")
async def put_settings(body: AnticipationOut, caller: SignedIn, db: Db) -> AnticipationOut:
    """Set whether and when a brief comes."""
    async with db.begin(caller.scope("export")) as tx:
        await anticipate.change(tx, Anticipation(**body.model_dump()))
        await anticipate.defer_look(tx)
    return body


@router.post("/{suggestion_id}/done", status_code=204)
async def finish_suggestion(suggestion_id: UUID, caller: SignedIn, db: Db) -> None:
    """Note that it is done."""
    async with db.begin(caller.scope("export")) as tx:
        await anticipate.finish(tx, suggestion_id)


@router.post("/{suggestion_id}/decline")
async def decline_suggestion(suggestion_id: UUID, body: DeclineIn, caller: SignedIn, db: Db) -> DeclinedOut:
    """Say 'not this again'."""
    async with db.begin(caller.scope("export")) as tx:
        return DeclinedOut(act=await anticipate.decline(tx, suggestion_id, body.scope))
