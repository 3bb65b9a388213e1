"""Limits on guessing, kept in PostgreSQL so that they hold over all server processes."""

import hashlib
import math
from dataclasses import dataclass
from datetime import timedelta

from beknown.app.accounts import store
from beknown.kit import clock
from beknown.kit.db import Database, Scope
from beknown.kit.errors import TooMany
from beknown.kit.ids import NOBODY


@dataclass(frozen=True, slots=True)
class Limit:
    """At most `burst` at once; one comes back `every` so often (a token bucket).

    Source: the generic cell rate algorithm, ITU-T I.371, as virtual scheduling.
    """

    name: str
    burst: int
    every: timedelta


SIGN_IN_FROM = Limit("sign-in from", 5, timedelta(minutes=1))
"""By email and address: what a person who mistypes gets, and a guesser at one desk."""

SIGN_IN_AS = Limit("sign-in as", 30, timedelta(seconds=30))
"""By email alone, from many addresses. Loose, so that nobody can lock another out easily."""

SIGN_IN_AT = Limit("sign-in at", 30, timedelta(seconds=10))
"""By address alone: many emails tried from one place."""

SIGN_UP_AT = Limit("sign-up at", 10, timedelta(minutes=1))
"""By address."""

CONFIRM = Limit("confirm", 5, timedelta(minutes=1))
"""By person: confirming something with the password while signed in."""

PASSKEY_AT = Limit("passkey at", 60, timedelta(seconds=2))
"""By address: challenges handed out to those who aren't signed in."""


async def check_limits(db: Database, *taken: tuple[Limit, str]) -> None:
    """Take a turn of each limit. Its own transaction, so that the count stays when the caller's work fails.

    Raises:
        TooMany: No turn is left; `retry_after_s` says when there is one.
    """
    async with db.begin(Scope(NOBODY, "account")) as tx:
        for limit, value in taken:
            wait = await store.take_turn(
                tx, _key(limit, value), at=clock.now(), every=limit.every, burst=limit.burst
            )
            if wait is not None:
                seconds = max(1, math.ceil(wait.total_seconds()))
                raise TooMany(f"Too many tries. Wait {seconds} s and try again.", retry_after_s=seconds)


async def forget_limit(db: Database, limit: Limit, value: str) -> None:
    """Give all turns back: who tried has proved who they are."""
    async with db.begin(Scope(NOBODY, "account")) as tx:
        await store.forget_turns(tx, _key(limit, value))


def _key(limit: Limit, value: str) -> bytes:
    return hashlib.sha256(f"{limit.name}\0{value}".encode("utf-8", "replace")).digest()
