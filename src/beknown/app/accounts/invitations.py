"""Invitations, and one-time links for people whose account an operator made."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from beknown.app.accounts import store
from beknown.app.accounts.limits import SIGN_UP_AT, check_limits
from beknown.app.accounts.sign_up import USED_UP
from beknown.app.accounts.tokens import hash_token, make_token
from beknown.app.accounts.types import Invitation
from beknown.kit import clock
from beknown.kit.db import Database, Scope, Tx
from beknown.kit.errors import NotFound
from beknown.kit.ids import NOBODY, new_id
from beknown.kit.settings import Settings

LINK_LASTS = timedelta(days=2)


@dataclass(frozen=True, slots=True)
class MadeInvitation:
    """An invitation with its link, which is known only now."""

    invitation: Invitation
    url: str


@dataclass(frozen=True, slots=True)
class Preview:
    """What the join page shows: an invitation to make an account, or a link to set the password of one."""

    is_new_account: bool
    email: str | None
    display_name: str | None
    note: str
    invited_by: str | None
    expires_at: datetime


async def invite(tx: Tx, settings: Settings, *, email: str | None, note: str) -> MadeInvitation:
    """Make an invitation that one person can use once."""
    token, now = make_token(), clock.now()
    made = Invitation(new_id(), email, note, now, now + timedelta(days=settings.invitation_days))
    await store.add_invitation(
        tx,
        invitation=made.id,
        token_sha256=hash_token(token),
        email=email,
        note=note,
        at=now,
        expires_at=made.expires_at,
    )
    return MadeInvitation(made, join_url(settings, token))


async def find_invitations(tx: Tx) -> list[Invitation]:
    """List the person's open invitations."""
    return await store.find_invitations(tx, clock.now())


async def withdraw(tx: Tx, invitation: UUID) -> None:
    """Make an invitation useless.

    Raises:
        NotFound: The person made no such invitation, or it was used.
    """
    if not await store.delete_invitation(tx, invitation):
        raise NotFound("There is no such invitation; it may have been used.")


async def get_preview(db: Database, token: str, address: str) -> Preview:
    """Tell the holder of a token what it is for, without using it up.

    Raises:
        NotFound: It was used, withdrawn, or has expired.
        TooMany: Tried too often from one address.
    """
    await check_limits(db, (SIGN_UP_AT, address))
    sha256, now = hash_token(token), clock.now()
    async with db.begin(Scope(NOBODY, "account")) as tx:
        found = await store.find_invitation(tx, sha256, now)
        if found is not None:
            return Preview(True, found.email, None, found.note, found.invited_by, found.expires_at)  # noqa: FBT003 - the fields in order
        link = await store.find_password_link(tx, sha256, now)
    if link is None:
        raise NotFound(USED_UP)
    return Preview(False, link.email, link.display_name, "", None, link.expires_at)  # noqa: FBT003 - the fields in order


async def make_password_link(tx: Tx, settings: Settings) -> str:
    """Make the link by which the person of this transaction sets their password; an older one stops."""
    token = make_token()
    await store.set_password_link(tx, hash_token(token), clock.now() + LINK_LASTS)
    return join_url(settings, token)


def join_url(settings: Settings, token: str) -> str:
    """Give the address of the join page for a token."""
    return f"{settings.address}/join/{token}"
