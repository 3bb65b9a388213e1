"""What each key may use, and what it used: counted here, written down every second."""

import asyncio
import math
from collections import defaultdict
from contextlib import suppress
from datetime import date
from uuid import UUID

from beknown.gateway import store
from beknown.gateway.types import OpenKey, Spent
from beknown.kit import clock
from beknown.kit.buckets import Buckets
from beknown.kit.db import Database, Scope
from beknown.kit.errors import BeknownError, TooMany
from beknown.kit.telemetry import get_logger

WRITE_EVERY_S = 1.0
_log = get_logger(__name__)


class Ledger:
    """Counts what keys use. Belongs to one event loop; close it in the end, which writes down the rest.

    Args:
        db: The door.
        requests_per_minute: Of a key without a limit of its own.
    """

    def __init__(self, db: Database, requests_per_minute: int) -> None:
        self._db = db
        self._usual = requests_per_minute
        self._buckets: dict[int, Buckets] = {}
        self._waiting: list[tuple[OpenKey, str, Spent, bool]] = []
        self._today: defaultdict[tuple[UUID, date], int] = defaultdict(int)
        self._writing: asyncio.Task[None] | None = None

    async def admit(self, key: OpenKey) -> None:
        """Let a request of a key pass.

        Raises:
            TooMany: It asked too often, or used up its tokens of the day.
        """
        most = key.requests_per_minute or self._usual
        buckets = self._buckets.setdefault(most, Buckets(burst=most, per_s=most / 60))
        if wait_s := buckets.take(key.id):
            wait = math.ceil(wait_s)
            raise TooMany(
                f"This key may send {most} requests a minute. Wait {wait} s.",
                code="rate_limit_exceeded",
                retry_after_s=wait,
            )
        if key.tokens_per_day is not None and await self._used_today(key) >= key.tokens_per_day:
            raise TooMany(
                f"This key has used its {key.tokens_per_day} tokens of today (UTC). It goes on tomorrow, or with a "
                "higher limit.",
                code="insufficient_quota",
            )

    def note(self, key: OpenKey, model: str, spent: Spent, *, is_error: bool = False) -> None:
        """Count a call; it is written down within a second."""
        self._waiting.append((key, model, spent, is_error))
        self._today[key.id, clock.now().date()] += spent.input_tokens + spent.output_tokens
        if self._writing is None or self._writing.done():
            self._writing = asyncio.create_task(self._write_soon())

    async def close(self) -> None:
        """Write down what waits."""
        if self._writing is not None:
            self._writing.cancel()
            with suppress(asyncio.CancelledError):
                await self._writing
        await self.write()

    async def _used_today(self, key: OpenKey) -> int:
        at = (key.id, clock.now().date())
        if at not in self._today:
            async with self._db.begin(Scope(key.person, "account")) as tx:
                self._today[at] += await store.sum_tokens(tx, key.id)
            for former in [each for each in self._today if each[1] != at[1]]:
                del self._today[former]
        return self._today[at]

    async def _write_soon(self) -> None:
        await asyncio.sleep(WRITE_EVERY_S)
        await self.write()

    async def write(self) -> None:
        """Write down what waits, now."""
        waiting, self._waiting = self._waiting, []
        for (key, model, is_error), spent in _sum(waiting).items():
            try:
                async with self._db.begin(Scope(key.person, "account")) as tx:
                    for each in spent:
                        await store.note_spent(tx, key, model, each, is_error=is_error)
            except BeknownError:
                _log.warning("what a key used could not be written down", key=str(key.id), calls=len(spent))


def _sum(waiting: list[tuple[OpenKey, str, Spent, bool]]) -> dict[tuple[OpenKey, str, bool], list[Spent]]:
    grouped: defaultdict[tuple[OpenKey, str, bool], list[Spent]] = defaultdict(list)
    for key, model, spent, is_error in waiting:
        grouped[key, model, is_error].append(spent)
    return grouped
