"""What a person said about themselves: list, tell, correct, forget."""

from datetime import datetime
from uuid import UUID

from fastapi import APIRouter
from pydantic import BaseModel, ConfigDict, Field

from beknown.kit.web import Db, SignedIn
from beknown.understanding.interest_routes import router as interest_router
from beknown.understanding.tell import MAX_CHARS, correct, find_beliefs, forget_belief, tell

__all__ = ["interest_router", "router"]

router = APIRouter(prefix="/you/beliefs", tags=["you"])


class WordingOut(BaseModel):
    """One wording of a belief, with the events it stands on."""

    model_config = ConfigDict(from_attributes=True)

    id: UUID
    text: str
    held_since: datetime
    evidence: list[UUID]


class BeliefOut(WordingOut):
    """What holds now, and the wordings that it corrected, newest first."""

    earlier: list[WordingOut]


class BeliefIn(BaseModel):
    """What to remember, in the person's own words."""

    text: str = Field(min_length=1, max_length=MAX_CHARS)


class GoneOut(BaseModel):
    """How many events went with a belief."""

    events: int


@router.get("")
async def get_beliefs(caller: SignedIn, db: Db) -> list[BeliefOut]:
    """Give what the person said that holds now, newest first."""
    async with db.begin(caller.scope("export")) as tx:
        return [BeliefOut.model_validate(each) for each in await find_beliefs(tx)]


@router.post("", status_code=201)
async def add_belief(body: BeliefIn, caller: SignedIn, db: Db) -> BeliefOut:
    """Remember something."""
    async with db.begin(caller.scope("export")) as tx:
        return BeliefOut.model_validate(await tell(tx, body.text, speaker=caller.display_name))


@router.put("/{belief_id}")
async def correct_belief(belief_id: UUID, body: BeliefIn, caller: SignedIn, db: Db) -> BeliefOut:
    """Put other words in its place; the answer has a new id, and the former wording as its history."""
    async with db.begin(caller.scope("export")) as tx:
        held = await correct(tx, belief_id, body.text, speaker=caller.display_name)
    return BeliefOut.model_validate(held)


@router.delete("/{belief_id}")
async def delete_belief(belief_id: UUID, caller: SignedIn, db: Db) -> GoneOut:
    """Forget it with its earlier wordings and the events that said them."""
    async with db.begin(caller.scope("export")) as tx:
        return GoneOut(events=await forget_belief(tx, belief_id))
