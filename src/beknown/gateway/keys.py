"""Keys by which programs ask: made, listed, revoked, and opened with each request."""

import asyncio
import hashlib
import secrets
import time
from collections import OrderedDict
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import cast
from uuid import UUID

from beknown.gateway import store
from beknown.gateway.store import KeyRow, OpenKeyRow
from beknown.gateway.types import KEY_SCOPES, KeyScope, NewKey, OpenKey, Resource
from beknown.kit import clock
from beknown.kit.db import Database, Scope, Tx
from beknown.kit.errors import Invalid, NotFound, Unauthorised
from beknown.kit.ids import NOBODY, PersonId, new_id

PREFIX = "bk_"
TOKEN_BYTES = 32
HINT_LETTERS = 4
MOST_NAME = 100
HOLDS_S = 1.0
"""A key that was looked up is believed for so long; a revoked one opens nothing after it."""

MOST_REMEMBERED = 10_000
SEEN_EVERY = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class MadeKey:
    """A new key with its token, which is shown once and kept nowhere."""

    id: UUID
    token: str


async def add_key(tx: Tx, new: NewKey) -> MadeKey:
    """Make a key for the person of this transaction.

    Raises:
        Invalid: It has no name, or no scope.
    """
    name = " ".join(new.name.split())
    if not 0 < len(name) <= MOST_NAME:
        raise Invalid(f"A key needs a name of 1 to {MOST_NAME} letters, to know it by later.")
    if not new.scopes:
        raise Invalid(f"A key needs a scope: {' or '.join(KEY_SCOPES)}.")
    token, key = PREFIX + secrets.token_urlsafe(TOKEN_BYTES), new_id()
    await store.add_key(tx, key, replace(new, name=name), hash_token(token), token[-HINT_LETTERS:])
    return MadeKey(key, token)


async def find_keys(tx: Tx) -> list[KeyRow]:
    """List the person's keys that hold, newest first."""
    return await store.find_keys(tx)


async def revoke_key(tx: Tx, key: UUID) -> None:
    """End a key; requests with it fail within a second, streams under way end too.

    Raises:
        NotFound: The person has no such key.
    """
    if not await store.revoke_key(tx, key):
        raise NotFound(f"There is no key {str(key)!r}; it may have been revoked already.")


def hash_token(token: str) -> bytes:
    """Give what is kept of a token. It is random, so one round of SHA-256 does."""
    return hashlib.sha256(token.encode("utf-8", "replace")).digest()


def as_open(row: OpenKeyRow) -> OpenKey:
    """Give a key that was found as requests carry it."""
    return OpenKey(
        person=PersonId(row.person_id),
        id=row.id,
        scopes=frozenset(cast("list[KeyScope]", row.scopes)),
        requests_per_minute=row.requests_per_minute,
        tokens_per_day=row.tokens_per_day,
        display_name=row.display_name,
        locale=row.locale,
        time_zone=row.time_zone,
        client_id=row.client_id,
        resource=cast("Resource | None", row.resource),
    )


def check_resource(key: OpenKey, resource: Resource) -> None:
    """Check that a key opens a part of this server. A token of an app may be made for one of them alone.

    Raises:
        Unauthorised: It was made for another one.
    """
    if key.resource is not None and key.resource != resource:
        raise Unauthorised(
            f"This token was made for {key.resource!r}, and this is {resource!r}. Ask for one without `resource`, or "
            "with the address of this part.",
            code="invalid_api_key",
        )


class Keys:
    """Opens keys, and believes what it found for a second."""

    def __init__(self, db: Database) -> None:
        self._db = db
        self._known: OrderedDict[bytes, tuple[float, OpenKey]] = OrderedDict()
        self._finding: dict[bytes, asyncio.Task[OpenKey]] = {}

    async def open(self, token: str) -> OpenKey:
        """Give the key that a token is.

        Raises:
            Unauthorised: It is none, or was revoked, or has expired.
        """
        sha256 = hash_token(token)
        at, key = self._known.get(sha256, (0.0, None))
        if key is not None and time.monotonic() - at < HOLDS_S:
            return key
        return await self._find_once(sha256)

    async def _find_once(self, sha256: bytes) -> OpenKey:
        """Look a key up, once for all requests that wait for it."""
        finding = self._finding.get(sha256)
        if finding is None:
            finding = self._finding[sha256] = asyncio.create_task(self._renew(sha256))
            finding.add_done_callback(lambda _: self._finding.pop(sha256, None))
        return await asyncio.shield(finding)

    async def _renew(self, sha256: bytes) -> OpenKey:
        key = await self._find(sha256)
        self._known[sha256] = (time.monotonic(), key)
        self._known.move_to_end(sha256)
        if len(self._known) > MOST_REMEMBERED:
            self._known.popitem(last=False)
        return key

    async def _find(self, sha256: bytes) -> OpenKey:
        async with self._db.begin(Scope(NOBODY, "account")) as tx:
            row = await store.find_open_key(tx, sha256)
        if row is None:
            self._known.pop(sha256, None)
            raise Unauthorised(
                "This key isn't known here, was revoked or has expired. Make one on the page 'Developers', or with "
                "`beknown key add`.",
                code="invalid_api_key",
            )
        person = PersonId(row.person_id)
        if row.last_used_at is None or row.last_used_at < clock.now() - SEEN_EVERY:
            async with self._db.begin(Scope(person, "account")) as tx:
                await store.touch_key(tx, row.id)
        return as_open(row)
