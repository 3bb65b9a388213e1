"""For operators: who has an account, and invitations."""

from uuid import UUID

from fastapi import APIRouter

from beknown.app.accounts import invitations, store
from beknown.app.accounts.present import PresentVisitor
from beknown.app.accounts.shapes import (
    InvitationIn,
    InvitationOut,
    InvitationPreviewOut,
    PersonItemOut,
    TokenIn,
)
from beknown.kit.web import Config, Db, Operator

router = APIRouter(tags=["accounts"])


@router.get("/people")
async def get_people(caller: Operator, db: Db) -> list[PersonItemOut]:
    """List who has an account."""
    async with db.begin(caller.scope("account")) as tx:
        found = await store.find_people(tx)
    return [PersonItemOut.model_validate(each) for each in found]


@router.get("/invitations")
async def get_invitations(caller: Operator, db: Db) -> list[InvitationOut]:
    """List one's open invitations."""
    async with db.begin(caller.scope("account")) as tx:
        found = await invitations.find_invitations(tx)
    return [InvitationOut.model_validate(each) for each in found]


@router.post("/invitations", status_code=201)
async def post_invitation(body: InvitationIn, caller: Operator, db: Db, settings: Config) -> InvitationOut:
    """Make an invitation; its link is told only now."""
    async with db.begin(caller.scope("account")) as tx:
        made = await invitations.invite(tx, settings, email=body.email, note=body.note or "")
    return InvitationOut.model_validate(made.invitation).model_copy(update={"url": made.url})


@router.post("/invitations/check")
async def post_check(body: TokenIn, db: Db, visitor: PresentVisitor) -> InvitationPreviewOut:
    """Say what the token of a link is for, without using it up."""
    return InvitationPreviewOut.model_validate(await invitations.get_preview(db, body.token, visitor.address))


@router.delete("/invitations/{invitation_id}", status_code=204)
async def delete_invitation(invitation_id: UUID, caller: Operator, db: Db) -> None:
    """Withdraw an invitation."""
    async with db.begin(caller.scope("account")) as tx:
        await invitations.withdraw(tx, invitation_id)
