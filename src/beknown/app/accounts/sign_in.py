"""Sign in with email and password."""

from beknown.app.accounts import store
from beknown.app.accounts.limits import SIGN_IN_AS, SIGN_IN_AT, SIGN_IN_FROM, check_limits, forget_limit
from beknown.app.accounts.passwords import hash_password, is_hash_old, is_password
from beknown.app.accounts.sessions import end_former_session, start_session
from beknown.app.accounts.types import Started, Visitor
from beknown.kit import clock
from beknown.kit.db import Database, Scope
from beknown.kit.errors import Unauthorised
from beknown.kit.ids import NOBODY, PersonId
from beknown.kit.settings import Settings


async def sign_in(
    db: Database, settings: Settings, *, email: str, password: str, visitor: Visitor
) -> Started:
    """Start a session. An unknown email takes as long, and gets the same answer, as a wrong password.

    Raises:
        Unauthorised: Email or password is wrong.
        TooMany: Tried too often, by email or by address.
    """
    here = f"{email}\0{visitor.address}"
    await check_limits(db, (SIGN_IN_FROM, here), (SIGN_IN_AS, email), (SIGN_IN_AT, visitor.address))
    async with db.begin(Scope(NOBODY, "account")) as tx:
        known = await store.find_password(tx, email)
    known_hash = known.hash if known else None
    if not await is_password(password, known_hash) or known is None or known_hash is None:
        raise Unauthorised("Email or password is wrong.")
    fresh_hash = await hash_password(password) if is_hash_old(known_hash) else None
    await end_former_session(db, settings, visitor.former_token)
    async with db.begin(Scope(PersonId(known.person_id), "account")) as tx:
        if fresh_hash is not None:
            await store.set_password(tx, fresh_hash, clock.now())
        started = await start_session(tx, settings, user_agent=visitor.user_agent)
    await forget_limit(db, SIGN_IN_FROM, here)
    return started
