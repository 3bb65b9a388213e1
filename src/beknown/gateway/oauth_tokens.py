"""An app changes a person's yes for a key, renews it, and gives it back.

Every code and refresh token works once. One that comes again was stolen or leaked, and nobody can tell by whom:
the key ends. Errors are given back by the inner functions, and raised when what they wrote down is committed.

Source: OAuth 2.1 (draft-ietf-oauth-v2-1-13), sections 4.1.3 and 4.3; RFC 7009; RFC 9700, section 4.14.
"""

import base64
import hashlib
import hmac
import secrets
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import cast
from uuid import UUID

from beknown.gateway import oauth_store as store
from beknown.gateway import store as key_store
from beknown.gateway.keys import HINT_LETTERS, PREFIX, TOKEN_BYTES, hash_token
from beknown.gateway.oauth_clients import UNNAMED, read_client_id, read_scopes, unknown_client
from beknown.gateway.oauth_redirects import origin_of
from beknown.gateway.oauth_store import CodeRow, HolderRow, NewAppKey, NewToken
from beknown.gateway.types import KeyScope, Resource
from beknown.kit import clock
from beknown.kit.db import Database, Scope, Tx
from beknown.kit.errors import Invalid
from beknown.kit.ids import NOBODY, PersonId, new_id

TOKEN_HOLDS = timedelta(hours=1)
REFRESH_HOLDS = timedelta(days=60)
REFRESH_PREFIX = "bkr_"
MOST_VERIFIER = 128


@dataclass(frozen=True, slots=True)
class Tokens:
    """What an app gets."""

    access: str
    refresh: str
    scopes: frozenset[KeyScope]


@dataclass(frozen=True, slots=True)
class CodeGiven:
    """A code that an app wants to change for a key, and what has to fit it."""

    code: str
    client_id: str | None
    verifier: str
    redirect_uri: str | None = None
    resource: Resource | None = None


async def exchange_code(db: Database, given: CodeGiven) -> Tokens:
    """Change a code of the code flow for a key.

    Raises:
        Unauthorised: The app isn't known.
        Invalid: The code isn't good, or not for this app, address or proof.
    """

    def fits(row: CodeRow) -> bool:
        return (
            row.challenge is not None
            and _proves(given.verifier, row.challenge)
            and given.redirect_uri in {None, row.redirect_uri}
            and given.resource in {None, row.resource}
        )

    return await exchange(db, hash_token(given.code), given.client_id, fits)


async def exchange(
    db: Database, sha256: bytes, client_id: str | None, fits: Callable[[CodeRow], bool]
) -> Tokens:
    """Change a person's yes for a key. Tried once it is used up, whatever comes of it.

    Raises:
        Unauthorised: The app isn't known.
        Invalid: The yes isn't good any more, isn't this app's, or doesn't fit.
    """
    async with db.begin(Scope(NOBODY, "account")) as tx:
        holder = await store.find_code(tx, sha256)
    person = _check_holder(holder, client_id, "This code")
    async with db.begin(Scope(person, "account")) as tx:
        done = await _change(tx, sha256, fits)
    if isinstance(done, Invalid):
        raise done
    return done


async def renew(db: Database, refresh: str, client_id: str | None, scope: str | None) -> Tokens:
    """Renew an app's key: both tokens are new afterwards, and the former ones open nothing.

    Raises:
        Unauthorised: The app isn't known.
        Invalid: The token isn't good any more, isn't this app's, or was never granted the scope.
    """
    sha256 = hash_token(refresh)
    async with db.begin(Scope(NOBODY, "account")) as tx:
        holder = await store.find_refresh(tx, sha256)
    person = _check_holder(holder, client_id, "This refresh token")
    wanted = read_scopes(scope, default=frozenset())
    async with db.begin(Scope(person, "account")) as tx:
        done = await _renew(tx, sha256, wanted)
    if isinstance(done, Invalid):
        raise done
    return done


async def end_token(db: Database, token: str, client_id: str | None) -> None:
    """End the key that a token of either kind belongs to; a token that nobody knows is no error.

    Raises:
        Unauthorised: The app isn't known.
    """
    client = read_client_id(client_id)
    sha256 = hash_token(token)
    async with db.begin(Scope(NOBODY, "account")) as tx:
        if client is None or await store.find_client(tx, client) is None:
            raise unknown_client(client_id)
        key = await key_store.find_open_key(tx, sha256)
        refresh = await store.find_refresh(tx, sha256)
    held = HolderRow(key.person_id, key.client_id, key.id) if key is not None else refresh
    if held is None or held.client_id != client or held.key_id is None:
        return
    async with db.begin(Scope(PersonId(held.person_id), "account")) as tx:
        await key_store.revoke_key(tx, held.key_id)


def _check_holder(holder: HolderRow | None, client_id: str | None, what: str) -> PersonId:
    """Whose it is; another app's is told no more than one that isn't there."""
    client = read_client_id(client_id)
    if client is None:
        raise unknown_client(client_id)
    if holder is None or holder.client_id != client:
        raise _not_good(what)
    return PersonId(holder.person_id)


async def _change(tx: Tx, sha256: bytes, fits: Callable[[CodeRow], bool]) -> Tokens | Invalid:
    row = await store.take_code(tx, sha256)
    if row is None:
        used = await store.find_code(tx, sha256)
        if used is not None and used.key_id is not None:
            await key_store.revoke_key(tx, used.key_id)
        return _not_good("This code")
    if row.expires_at <= clock.now() or not fits(row):
        return _not_good("This code")
    client = await store.find_client(tx, row.client_id)
    scopes = frozenset(cast("list[KeyScope]", row.scopes))
    key, token = new_id(), PREFIX + secrets.token_urlsafe(TOKEN_BYTES)
    await store.add_app_key(
        tx,
        NewAppKey(
            id=key,
            name=client.name if client is not None else UNNAMED,
            scopes=scopes,
            token_sha256=hash_token(token),
            hint=token[-HINT_LETTERS:],
            expires_at=clock.now() + TOKEN_HOLDS,
            client_id=row.client_id,
            sends_to=None if row.redirect_uri is None else origin_of(row.redirect_uri),
            resource=cast("Resource | None", row.resource),
        ),
    )
    await store.note_key(tx, sha256, key)
    return Tokens(token, await _add_refresh(tx, key, scopes), scopes)


async def _renew(tx: Tx, sha256: bytes, wanted: frozenset[KeyScope]) -> Tokens | Invalid:
    row = await store.take_refresh(tx, sha256)
    if row is None:
        used = await store.find_refresh(tx, sha256)
        if used is not None and used.key_id is not None:
            await key_store.revoke_key(tx, used.key_id)
        return _not_good("This refresh token")
    granted = frozenset(cast("list[KeyScope]", row.scopes))
    if not wanted <= granted:
        return Invalid(
            f"Only {' '.join(sorted(granted))!r} was granted. Ask the person for more.", code="invalid_scope"
        )
    holder = await store.find_refresh(tx, sha256)
    if holder is None or holder.key_id is None or row.expires_at <= clock.now():
        return _not_good("This refresh token")
    token, scopes = PREFIX + secrets.token_urlsafe(TOKEN_BYTES), wanted or granted
    made = NewToken(hash_token(token), token[-HINT_LETTERS:], scopes, clock.now() + TOKEN_HOLDS)
    if not await store.renew_app_key(tx, holder.key_id, made):
        return _not_good("This refresh token")
    return Tokens(token, await _add_refresh(tx, holder.key_id, granted), scopes)


async def _add_refresh(tx: Tx, key: UUID, scopes: frozenset[KeyScope]) -> str:
    refresh = REFRESH_PREFIX + secrets.token_urlsafe(TOKEN_BYTES)
    await store.add_refresh(tx, hash_token(refresh), key, scopes, clock.now() + REFRESH_HOLDS)
    return refresh


def _proves(verifier: str, challenge: str) -> bool:
    """Whether a verifier is what a challenge was made of.

    Source: RFC 7636, section 4.6.
    """
    digest = hashlib.sha256(verifier[: MOST_VERIFIER + 1].encode("utf-8", "replace")).digest()
    made = base64.urlsafe_b64encode(digest).decode().rstrip("=")
    return len(verifier) <= MOST_VERIFIER and hmac.compare_digest(made, challenge)


def _not_good(what: str) -> Invalid:
    return Invalid(
        f"{what} isn't good: it was used, has expired, was given to another app, or doesn't fit what was asked. Ask "
        "the person again.",
        code="invalid_grant",
    )
