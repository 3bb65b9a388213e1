"""Erase an account for good: make sure that it is really them, delete everything, clean up behind."""

from datetime import timedelta

from beknown.app.accounts import store
from beknown.app.accounts.passwords import check_password
from beknown.app.accounts.people import find_people
from beknown.app.accounts.types import OpenSession
from beknown.events import erase, sweep_files
from beknown.kit import clock
from beknown.kit.blobs import Blobs
from beknown.kit.db import Database, Scope
from beknown.kit.errors import Conflict, Refused
from beknown.kit.ids import NOBODY, PersonId
from beknown.kit.jobs import JobContext, defer, job
from beknown.kit.owner import Owner

FRESH = timedelta(minutes=10)
CLEAN_UP = "app.clean_up"


async def has_password(db: Database, person: PersonId) -> bool:
    """Say whether the person signs in with a password; without one, only with passkeys."""
    async with db.begin(Scope(person, "account")) as tx:
        return await store.get_password(tx) is not None


async def erase_account(
    db: Database, blobs: Blobs, session: OpenSession, *, password: str | None, email: str
) -> None:
    """Erase the account that is signed in.

    Args:
        db: The door.
        blobs: Where the files lie.
        session: The open session; whoever has only passkeys must have begun it a moment ago.
        password: Theirs, if they have one.
        email: Theirs, typed again.

    Raises:
        Refused: The password or the email is wrong, or the session isn't fresh.
        TooMany: The password was tried too often.
        Conflict: They are the only operator, and others have accounts.
    """
    person = PersonId(session.person_id)
    if email.strip().lower() != session.email:
        raise Refused("Type the email of this account, to be sure that it is the right one.")
    if await has_password(db, person):
        await check_password(db, person, password or "")
    elif clock.now() - session.created_at > FRESH:
        raise Refused("Sign out, sign in again with your passkey, and erase the account within 10 minutes.")
    await _check_may_go(db, person)
    await erase_person(db, blobs, person)


async def erase_person(db: Database, blobs: Blobs, person: PersonId) -> None:
    """Erase a person, and have a worker clean up what deleting leaves in the database's files.

    Raises:
        NotFound: There is no such person.
    """
    await erase(db, blobs, person)
    async with db.begin(Scope(NOBODY, "account")) as tx:
        await defer(tx, CLEAN_UP, once=CLEAN_UP)


async def clean_up(db: Database, blobs: Blobs) -> None:
    """Delete files that a running job wrote for somebody while they were erased, and vacuum the database."""
    await sweep_files(db, blobs)
    async with Owner.connect(db.url) as owner:
        await owner.vacuum()


@job(CLEAN_UP)
async def clean_up_job(ctx: JobContext) -> None:
    """Clean up after somebody was erased."""
    await clean_up(ctx.db, ctx.blobs)


async def _check_may_go(db: Database, person: PersonId) -> None:
    people = await find_people(db)
    others = [each for each in people if each.id != person]
    is_operator = any(each.role == "operator" for each in people if each.id == person)
    if is_operator and others and not any(each.role == "operator" for each in others):
        raise Conflict(
            "You are the only operator, and others have accounts here. Make another operator first, or erase the "
            "account at the machine: beknown erase --person EMAIL."
        )
