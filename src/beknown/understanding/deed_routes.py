"""What a person does to beliefs by hand: each answer names the deed, by which it can be undone."""

from uuid import UUID

from fastapi import APIRouter

from beknown.kit.web import Db, SignedIn
from beknown.understanding.belief_shapes import (
    AnswerIn,
    DeedOut,
    MergeIn,
    PartIn,
    RejectIn,
    SpanIn,
    Switchable,
    SwitchIn,
)
from beknown.understanding.deeds import (
    Allowed,
    Answered,
    Confirmed,
    Dated,
    Merged,
    Parted,
    Rejected,
    Undone,
)
from beknown.understanding.hand import do, refuse_such

router = APIRouter()


@router.post("/answers", status_code=201)
async def answer_question(body: AnswerIn, caller: SignedIn, db: Db) -> DeedOut:
    """Settle a question: of those asked about, these hold."""
    async with db.begin(caller.scope("export")) as tx:
        return DeedOut(deed=await do(tx, Answered(tuple(body.asked), tuple(body.holds))))


@router.post("/deeds/{deed_id}/undo", status_code=204)
async def undo_deed(deed_id: UUID, caller: SignedIn, db: Db) -> None:
    """Undo a deed or a correction."""
    async with db.begin(caller.scope("export")) as tx:
        await do(tx, Undone(deed_id))


@router.post("/{belief_id}/confirm", status_code=201)
async def confirm_belief(belief_id: UUID, caller: SignedIn, db: Db) -> DeedOut:
    """Say that it is so."""
    async with db.begin(caller.scope("export")) as tx:
        return DeedOut(deed=await do(tx, Confirmed(belief_id)))


@router.post("/{belief_id}/reject", status_code=201)
async def reject_belief(belief_id: UUID, body: RejectIn, caller: SignedIn, db: Db) -> DeedOut:
    """Say that it isn't so; or that nothing of this kind is to be kept about its subject."""
    async with db.begin(caller.scope("export")) as tx:
        deed = await (refuse_such(tx, belief_id) if body.and_such else do(tx, Rejected(belief_id)))
    return DeedOut(deed=deed)


@router.put("/{belief_id}/span")
async def date_belief(belief_id: UUID, body: SpanIn, caller: SignedIn, db: Db) -> DeedOut:
    """Say when it holds."""
    async with db.begin(caller.scope("export")) as tx:
        return DeedOut(deed=await do(tx, Dated(belief_id, body.holds_from, body.holds_until)))


@router.post("/{belief_id}/merge", status_code=201)
async def merge_belief(belief_id: UUID, body: MergeIn, caller: SignedIn, db: Db) -> DeedOut:
    """Say that it says the same as another one, which stays."""
    async with db.begin(caller.scope("export")) as tx:
        return DeedOut(deed=await do(tx, Merged(belief_id, body.into)))


@router.post("/{belief_id}/part", status_code=201)
async def part_belief(belief_id: UUID, body: PartIn, caller: SignedIn, db: Db) -> DeedOut:
    """Say that the words of one event don't belong to it; they stand for themselves from now on."""
    async with db.begin(caller.scope("export")) as tx:
        return DeedOut(deed=await do(tx, Parted(belief_id, body.event)))


@router.put("/{belief_id}/switches/{purpose}")
async def set_belief_switch(
    belief_id: UUID, purpose: Switchable, body: SwitchIn, caller: SignedIn, db: Db
) -> DeedOut:
    """Let it serve a purpose, or no longer."""
    async with db.begin(caller.scope("export")) as tx:
        return DeedOut(deed=await do(tx, Allowed(belief_id, purpose, is_on=body.is_on)))
