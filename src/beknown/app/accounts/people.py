"""People and their accounts, as the operator handles them at the command line of the machine."""

from dataclasses import dataclass

from beknown.app.accounts import store
from beknown.app.accounts.invitations import make_password_link
from beknown.app.accounts.passwords import check_new_password, hash_password
from beknown.app.accounts.sessions import end_other_sessions
from beknown.app.accounts.sign_up import add_account
from beknown.app.accounts.types import Account, NewAccount, PersonSummary
from beknown.kit import clock
from beknown.kit.db import Database, Scope
from beknown.kit.ids import NOBODY, PersonId, new_id
from beknown.kit.settings import Settings


@dataclass(frozen=True, slots=True)
class Made:
    """An account and, when it has no password yet, the link by which its owner sets one."""

    account: Account
    url: str | None


async def find_person(db: Database, email: str) -> PersonId | None:
    """Find whose email it is."""
    async with db.begin(Scope(NOBODY, "account")) as tx:
        return await store.find_person_by_email(tx, email.strip())


async def find_people(db: Database) -> list[PersonSummary]:
    """List everybody with an account."""
    async with db.begin(Scope(NOBODY, "safety")) as tx:
        return await store.find_people(tx)


async def add_person(db: Database, settings: Settings, new: NewAccount, *, is_operator: bool) -> Made:
    """Make an account; without a password, make a link instead. The first account is an operator's in any case.

    Raises:
        Conflict: The email has an account already.
        Invalid: The password can't be used.
    """
    password_hash = await _hash(new)
    async with db.begin(Scope(PersonId(new_id()), "account")) as tx:
        await store.lock_people(tx)
        role = "operator" if is_operator or not await store.has_people(tx) else "member"
        await add_account(tx, new, role)
        if password_hash is not None:
            await store.set_password(tx, password_hash, clock.now())
        url = await make_password_link(tx, settings) if password_hash is None else None
        return Made(await store.get_account(tx), url)


async def set_password(db: Database, settings: Settings, person: PersonId, password: str) -> Made:
    """Set a person's password and sign them out everywhere; with an empty one, make a link for them instead.

    Raises:
        Invalid: The password can't be used.
    """
    async with db.begin(Scope(person, "account")) as tx:
        account = await store.get_account(tx)
    if not password:
        async with db.begin(Scope(person, "account")) as tx:
            return Made(account, await make_password_link(tx, settings))
    check_new_password(password, email=account.email, display_name=account.display_name)
    password_hash = await hash_password(password)
    async with db.begin(Scope(person, "account")) as tx:
        await store.set_password(tx, password_hash, clock.now())
        await end_other_sessions(tx, None)
    return Made(account, None)


async def _hash(new: NewAccount) -> str | None:
    if not new.password:
        return None
    check_new_password(new.password, email=new.email, display_name=new.display_name)
    return await hash_password(new.password)


async def get_account(db: Database, person: PersonId) -> Account:
    """Give a person's account.

    Raises:
        NotFound: There is no such person.
    """
    async with db.begin(Scope(person, "account")) as tx:
        return await store.get_account(tx)
