"""Sign up: the first one becomes the operator; everybody else needs an invitation, or a link from the operator."""

from beknown.app.accounts import store
from beknown.app.accounts.limits import SIGN_UP_AT, check_limits
from beknown.app.accounts.passwords import check_new_password, hash_password
from beknown.app.accounts.sessions import end_former_session, end_other_sessions, start_session
from beknown.app.accounts.tokens import hash_token
from beknown.app.accounts.types import NewAccount, PasswordLink, Role, Started, Visitor
from beknown.kit import clock
from beknown.kit.db import Database, Scope, Tx
from beknown.kit.errors import Conflict, Refused
from beknown.kit.ids import NOBODY, PersonId, new_id
from beknown.kit.settings import Settings

TAKEN = "This email has an account already. Sign in with it, or use another one."
NOT_INVITED = "A new account needs an invitation. Ask the operator of this Beknown for one."
USED_UP = "This invitation was used, withdrawn, or has expired. Ask for a new one."


async def sign_up(db: Database, settings: Settings, new: NewAccount, visitor: Visitor) -> Started:
    """Make an account and start its first session.

    Raises:
        Invalid: The password can't be used.
        Refused: There is no invitation, or it is used up.
        Conflict: The email has an account already.
        TooMany: Tried too often from one address.
    """
    await check_limits(db, (SIGN_UP_AT, visitor.address))
    check_new_password(new.password, email=new.email, display_name=new.display_name)
    link = await _check_may_join(db, new)
    password_hash = await hash_password(new.password)
    await end_former_session(db, settings, visitor.former_token)
    person = PersonId(link.person_id if link else new_id())
    async with db.begin(Scope(person, "account")) as tx:
        if link is None:
            await add_account(tx, new, await _admit(tx, new))
        else:
            await _use_link(tx, new)
        await store.set_password(tx, password_hash, clock.now())
        return await start_session(tx, settings, user_agent=visitor.user_agent)


async def add_account(tx: Tx, new: NewAccount, role: Role) -> None:
    """Add the person of this transaction, without a password.

    Raises:
        Conflict: The email has an account already.
    """
    is_new = await store.add_person(
        tx,
        email=new.email,
        display_name=new.display_name,
        role=role,
        locale=new.locale,
        time_zone=new.time_zone,
        at=clock.now(),
    )
    if not is_new:
        raise Conflict(TAKEN)


async def _check_may_join(db: Database, new: NewAccount) -> PasswordLink | None:
    """Look before the costly hash is made; `_admit` decides."""
    async with db.begin(Scope(NOBODY, "account")) as tx:
        if new.invitation is None:
            if await store.has_people(tx):
                raise Refused(NOT_INVITED)
            return None
        sha256 = hash_token(new.invitation)
        link = await store.find_password_link(tx, sha256, clock.now())
        if link is None and await store.find_invitation(tx, sha256, clock.now()) is None:
            raise Refused(USED_UP)
        return link


async def _admit(tx: Tx, new: NewAccount) -> Role:
    await store.lock_people(tx)
    if not await store.has_people(tx):
        return "operator"
    if new.invitation is None:
        raise Refused(NOT_INVITED)
    taken = await store.take_invitation(tx, hash_token(new.invitation), clock.now())
    if taken is None:
        raise Refused(USED_UP)
    if taken.email is not None and taken.email != new.email:
        raise Refused("This invitation is for another email. Use the one that it was sent to.")
    return "member"


async def _use_link(tx: Tx, new: NewAccount) -> None:
    """Set the password of an account that the operator made; who was signed in with the old one is out."""
    if not await store.take_password_link(tx, hash_token(new.invitation or ""), clock.now()):
        raise Refused(USED_UP)
    if (await store.get_account(tx)).email != new.email:
        raise Refused("This link is for another email. Use the one that the account was made for.")
    await store.change_profile(tx, display_name=new.display_name, locale=None, time_zone=None)
    await end_other_sessions(tx, None)
