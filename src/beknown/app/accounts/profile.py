"""Change one's account: name, language, time zone, email, password."""

from uuid import UUID

from beknown.app.accounts import store
from beknown.app.accounts.passwords import check_new_password, check_password, hash_password
from beknown.app.accounts.sessions import end_other_sessions, replace_token
from beknown.app.accounts.sign_up import TAKEN
from beknown.app.accounts.types import Account
from beknown.kit import clock
from beknown.kit.db import Database, Scope, Tx
from beknown.kit.errors import Conflict
from beknown.kit.ids import PersonId


async def change_profile(
    tx: Tx, *, display_name: str | None, locale: str | None, time_zone: str | None
) -> Account:
    """Change what isn't None, and give the account as it is then."""
    await store.change_profile(tx, display_name=display_name, locale=locale, time_zone=time_zone)
    return await store.get_account(tx)


async def change_email(db: Database, person: PersonId, *, email: str, password: str) -> Account:
    """Change the email that the person signs in with.

    Raises:
        Refused: The password is wrong.
        Conflict: Somebody else has this email.
        TooMany: The password was tried too often.
    """
    await check_password(db, person, password)
    async with db.begin(Scope(person, "account")) as tx:
        await store.lock_people(tx)
        if not await store.change_email(tx, email):
            raise Conflict(TAKEN)
        return await store.get_account(tx)


async def change_password(db: Database, account: Account, session: UUID, *, old: str, new: str) -> str:
    """Change the password, sign out everywhere else, and give this session's new token.

    Raises:
        Refused: The old password is wrong.
        Invalid: The new one can't be used.
        TooMany: The old password was tried too often.
    """
    person = PersonId(account.id)
    check_new_password(new, email=account.email, display_name=account.display_name)
    await check_password(db, person, old)
    password_hash = await hash_password(new)
    async with db.begin(Scope(person, "account")) as tx:
        await store.set_password(tx, password_hash, clock.now())
        await end_other_sessions(tx, session)
        return await replace_token(tx, session)
