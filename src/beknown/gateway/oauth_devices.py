"""Devices and command lines that have no browser: they show a code, and a person types it where they are signed in.

Source: RFC 8628, "OAuth 2.0 Device Authorization Grant".
"""

import secrets
from dataclasses import dataclass
from datetime import timedelta
from typing import cast

from beknown.gateway import oauth_store as store
from beknown.gateway.keys import hash_token
from beknown.gateway.oauth_clients import get_client, read_client_id, read_scopes, unknown_client
from beknown.gateway.oauth_store import NewCode, NewDevice, WaitingRow
from beknown.gateway.oauth_tokens import Tokens, exchange
from beknown.gateway.types import KeyScope, Resource
from beknown.kit import clock
from beknown.kit.db import Database, Scope, Tx
from beknown.kit.errors import Invalid, NotFound
from beknown.kit.ids import NOBODY

LETTERS = "BCDFGHJKLMNPQRSTVWXZ"
"""No vowels, so that no word comes about, and no letters that look like figures (section 6.1)."""

CODE_LETTERS = 8
DEVICE_BYTES = 32
WAITS = timedelta(minutes=10)
INTERVAL_S = 5
SLOWER_S = 5


@dataclass(frozen=True, slots=True)
class Begun:
    """A device that waits; the person types `user_code`."""

    device_code: str
    user_code: str


async def begin_device(
    db: Database, client_id: str | None, scope: str | None, resource: Resource | None
) -> Begun:
    """Have a device wait for a person.

    Raises:
        Unauthorised: The app isn't known.
        Invalid: It wants a scope that isn't offered.
    """
    scopes = read_scopes(scope)
    code = "".join(secrets.choice(LETTERS) for _ in range(CODE_LETTERS))
    device = secrets.token_urlsafe(DEVICE_BYTES)
    async with db.begin(Scope(NOBODY, "account")) as tx:
        client = await get_client(tx, client_id)
        await store.add_device(
            tx,
            NewDevice(
                hash_token(device),
                hash_token(code),
                client.id,
                scopes,
                resource,
                clock.now() + WAITS,
                INTERVAL_S,
            ),
        )
    half = CODE_LETTERS // 2
    return Begun(device, f"{code[:half]}-{code[half:]}")


async def get_waiting(tx: Tx, user_code: str) -> WaitingRow:
    """Give what waits for a code that the person typed.

    Raises:
        NotFound: Nothing does (any more).
    """
    found = await store.find_device(tx, hash_user_code(user_code))
    if found is None:
        raise _nothing_waits()
    return found


async def answer_device(tx: Tx, user_code: str, *, is_granted: bool) -> None:
    """Write down the person's answer to a device. The first answer counts, whoever gives it.

    Raises:
        NotFound: Nothing waits for this code (any more).
    """
    row = await store.decide_device(tx, hash_user_code(user_code), is_granted=is_granted)
    if row is None:
        raise _nothing_waits()
    if is_granted:
        scopes = cast("list[KeyScope]", row.scopes)
        resource = cast("Resource | None", row.resource)
        await store.add_code(tx, NewCode(row.device_sha256, row.client_id, scopes, resource, row.expires_at))


async def poll_device(db: Database, device_code: str, client_id: str | None) -> Tokens:
    """Give a device its key, once the person has said yes.

    Raises:
        Unauthorised: The app isn't known.
        Invalid: Not yet, not so fast, no, or too late; `code` says which.
    """
    sha256 = hash_token(device_code)
    client = read_client_id(client_id)
    if client is None:
        raise unknown_client(client_id)
    async with db.begin(Scope(NOBODY, "account")) as tx:
        row = await store.poll_device(tx, sha256, SLOWER_S)
    if row is None or row.client_id != client:
        raise Invalid("This device code isn't known for this app. Begin again.", code="invalid_grant")
    if row.expires_at <= clock.now():
        raise Invalid("The code has expired before anybody typed it. Begin again.", code="expired_token")
    if row.state == "refused":
        raise Invalid("The person said no.", code="access_denied")
    if row.is_too_soon:
        raise Invalid(f"That was too soon. Wait {SLOWER_S} s longer each time.", code="slow_down")
    if row.state == "waiting":
        raise Invalid("Nobody has typed the code yet. Ask again.", code="authorization_pending")
    return await exchange(db, sha256, client_id, lambda code: code.challenge is None)


def hash_user_code(typed: str) -> bytes:
    """Give what is kept of a code as a person types it: small letters, spaces and strokes don't matter."""
    return hash_token("".join(each for each in typed.upper() if each in LETTERS))


def _nothing_waits() -> NotFound:
    return NotFound(
        "Nothing waits for this code. Look whether it is typed as shown; it lasts ten minutes, and works once."
    )
