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


class DealtWithOut(BaseModel):
    """The act that says so, if it took one; with it the suggestion can be opened again."""

    act: UUID | None


class ReopenIn(BaseModel):
    """The act that closed it; null where it took none."""

    act: UUID | None


class BriefCardOut(BaseModel):
    """What stands above a new conversation."""

    suggestions: list[SuggestionOut]


class AwayIn(BaseModel):
    """What is put away for today, or back."""

    suggestion_ids: list[UUID] = Field(min_length=1, max_length=10)
    is_away: bool


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


@router.get("/card")
async def get_card(caller: SignedIn, db: Db) -> BriefCardOut:
    """Give at most three things of today; nothing in quiet hours."""
    async with db.begin(caller.scope("assistant")) as tx:
        rows = await anticipate.find_card(tx)
    return BriefCardOut(suggestions=[SuggestionOut.model_validate(row) for row in rows])


@router.put("/card", status_code=204)
async def put_card_away(body: AwayIn, caller: SignedIn, db: Db) -> None:
    """Put things away for today, or back."""
    async with db.begin(caller.scope("export")) as tx:
        await anticipate.put_away(tx, body.suggestion_ids, is_away=body.is_away)


@router.put("/settings")
async def put_settings(body: AnticipationOut, caller: SignedIn, db: Db) -> AnticipationOut:
    """Set whether and when a brief comes."""
    async with db.begin(caller.scope("export")) as tx:
        await anticipate.change(tx, Anticipation(**body.model_dump()))
        await anticipate.defer_look(tx)
    return body


@router.post("/{suggestion_id}/done")
async def finish_suggestion(suggestion_id: UUID, caller: SignedIn, db: Db) -> DealtWithOut:
    """Note that it is done."""
    async with db.begin(caller.scope("export")) as tx:
        return DealtWithOut(act=await anticipate.finish(tx, suggestion_id))


@router.post("/{suggestion_id}/reopen", status_code=204)
async def reopen_suggestion(suggestion_id: UUID, body: ReopenIn, caller: SignedIn, db: Db) -> None:
    """Take back 'done' or 'not this again'."""
    async with db.begin(caller.scope("export")) as tx:
        await anticipate.reopen(tx, suggestion_id, body.act)


@router.post("/{suggestion_id}/decline")
async def decline_suggestion(suggestion_id: UUID, body: DeclineIn, caller: SignedIn, db: Db) -> DealtWithOut:
    """Say 'not this again'."""
    async with db.begin(caller.scope("export")) as tx:
        return DealtWithOut(act=await anticipate.decline(tx, suggestion_id, body.scope))
