"""Passwords: what is accepted as one, and argon2 hashes of them, made off the event loop and few at a time."""

import asyncio
import unicodedata
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from functools import cache

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from beknown.app.accounts import store
from beknown.app.accounts.limits import CONFIRM, check_limits
from beknown.kit.db import Database, Scope
from beknown.kit.errors import Invalid, Refused, Unavailable
from beknown.kit.ids import PersonId

MIN_LENGTH = 10
MAX_LENGTH = 1024
MAX_PARALLEL = 2
MAX_WAITING = 64

_OBVIOUS = frozenset(
    {
        "1234567890", "0123456789", "9876543210", "12345678910", "123456789a", "1q2w3e4r5t", "qwertyuiop",
        "qwertzuiop", "asdfghjkl1", "password12", "password123", "password1234", "passwordpassword", "letmein123",
        "iloveyou123", "welcome123", "administrator", "changeme123", "beknown123", "beknownbeknown",
    }
)  # fmt: skip
_MIN_DIFFERENT = 4
_hasher = PasswordHasher()
_turns = asyncio.Semaphore(MAX_PARALLEL)
_waiting = 0


def check_new_password(password: str, *, email: str, display_name: str) -> None:
    """Refuse a password that is too short or that anybody would try first. There are no other rules.

    Raises:
        Invalid: It can't be used; the message says why and never quotes it.
    """
    if not MIN_LENGTH <= len(password) <= MAX_LENGTH:
        raise Invalid(f"A password has {MIN_LENGTH} to {MAX_LENGTH} characters. A few words make a good one.")
    plain = password.casefold().strip()
    about_them = {email.casefold(), email.partition("@")[0].casefold(), display_name.casefold()}
    if plain in about_them or plain in _OBVIOUS or len(set(plain)) < _MIN_DIFFERENT:
        raise Invalid("That password would be guessed at once. Choose another one; a few words are good.")


async def hash_password(password: str) -> str:
    """Hash a password, with the parameters that argon2-cffi recommends (RFC 9106, section 4, second choice).

    Raises:
        Unavailable: Too many passwords are being checked at this moment.
    """
    async with _turn():
        return await asyncio.to_thread(_hasher.hash, _normal(password))


async def is_password(password: str, known_hash: str | None) -> bool:
    """Say whether the hash is this password's. It takes as long when there is no hash at all.

    What is too short to be anybody's password isn't worth a hash, whoever's email it came with.

    Raises:
        Unavailable: Too many passwords are being checked at this moment.
    """
    if not MIN_LENGTH <= len(password) <= MAX_LENGTH:
        return False
    async with _turn():
        return await asyncio.to_thread(_verify, _normal(password), known_hash)


def is_hash_old(known_hash: str) -> bool:
    """Say whether a hash was made with weaker parameters than today's."""
    return _hasher.check_needs_rehash(known_hash)


async def check_password(db: Database, person: PersonId, password: str) -> None:
    """Make sure that who is signed in knows the password, before something that can't be undone.

    Opens and closes its own transactions: none may be held while a password is hashed.

    Raises:
        Refused: It is wrong, or there is none.
        TooMany: It was tried too often.
    """
    await check_limits(db, (CONFIRM, str(person)))
    async with db.begin(Scope(person, "account")) as tx:
        known = await store.get_password(tx)
    if not await is_password(password, known):
        raise Refused("The password is wrong.")


def _normal(password: str) -> str:
    """The same password typed on another keyboard is the same (NIST SP 800-63B, section 3.1.1.2)."""
    return unicodedata.normalize("NFKC", password)


def _verify(password: str, known_hash: str | None) -> bool:
    try:
        return _hasher.verify(known_hash or _nobodys_hash(), password) and known_hash is not None
    except (VerificationError, InvalidHashError):
        return False


@cache
def _nobodys_hash() -> str:
    return _hasher.hash("nobody has this password")


@asynccontextmanager
async def _turn() -> AsyncGenerator[None]:
    global _waiting  # noqa: PLW0603 - a count beside the semaphore, for this process
    if _waiting >= MAX_WAITING:
        raise Unavailable(
            "Many people are signing in right now. Try again in a few seconds.", retry_after_s=5
        )
    _waiting += 1
    try:
        async with _turns:
            yield
    finally:
        _waiting -= 1
