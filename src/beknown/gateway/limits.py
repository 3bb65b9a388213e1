"""What each key may use, and what it used: counted here, written down every second."""

import asyncio
import math
import time
from collections import defaultdict, deque
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import astuple, dataclass, field
from datetime import date
from uuid import UUID

from beknown.gateway import usage_store
from beknown.gateway.errors import status_of
from beknown.gateway.prices import MILLION, Price, cost_of
from beknown.gateway.types import OpenKey, Spent
from beknown.gateway.usage_store import CallRow, UsageRow
from beknown.kit import clock
from beknown.kit.buckets import Buckets
from beknown.kit.db import Database, Scope
from beknown.kit.errors import BeknownError, TooMany
from beknown.kit.ids import PersonId, new_id
from beknown.kit.telemetry import get_logger

WRITE_EVERY_S = 1.0
REREAD_AFTER_S = 10.0
"""Other processes spend with the same keys; what they wrote down is read again after so long."""

MOST_CALLS_KEPT = 1000
"""So many of a key's latest calls are kept one by one; of more than `MOST_CALLS_AT_ONCE` in a second, the latest."""

MOST_CALLS_AT_ONCE = 200
MOST_KEYS_REMEMBERED = 10_000
LONGEST_PAUSE_S = 30.0
"""Between tries to write down what keys used, while the database doesn't answer."""

GONE = 499
_OK = 200
_MOST_NAME = 300
_log = get_logger(__name__)


@dataclass(slots=True)
class _Sums:
    calls: int = 0
    errors: int = 0
    input_tokens: int = 0
    cached_tokens: int = 0
    output_tokens: int = 0
    cost_micros: int = 0

    def join(self, other: "_Sums") -> None:
        self.calls += other.calls
        self.errors += other.errors
        self.input_tokens += other.input_tokens
        self.cached_tokens += other.cached_tokens
        self.output_tokens += other.output_tokens
        self.cost_micros += other.cost_micros

    def add(self, spent: Spent, cost_micros: int, *, is_error: bool) -> None:
        self.calls += 1
        self.errors += is_error
        self.input_tokens += spent.input_tokens
        self.cached_tokens += spent.cached_tokens
        self.output_tokens += spent.output_tokens
        self.cost_micros += cost_micros


@dataclass(slots=True)
class _Day:
    """What a key used today, as it was read and what came since."""

    day: date
    read_at: float
    tokens: int
    cost_micros: int
    micros_per_day: int | None


@dataclass(slots=True)
class _Waiting:
    """What one person's keys used and isn't written down yet."""

    sums: defaultdict[tuple[UUID, date, str], _Sums] = field(default_factory=lambda: defaultdict(_Sums))
    calls: defaultdict[UUID, deque[CallRow]] = field(
        default_factory=lambda: defaultdict(lambda: deque(maxlen=MOST_CALLS_AT_ONCE))
    )

    def put_back(self, earlier: "_Waiting") -> None:
        """Take back what came before and couldn't be written; of the calls, the latest stay."""
        for place, sums in earlier.sums.items():
            self.sums[place].join(sums)
        for key, calls in earlier.calls.items():
            self.calls[key] = deque([*calls, *self.calls[key]], maxlen=MOST_CALLS_AT_ONCE)


class Ledger:
    """Counts what keys use. Belongs to one event loop; close it in the end, which writes down the rest.

    Args:
        db: The door.
        requests_per_minute: Of a key without a limit of its own.
        prices: Of models by name.
        currency: That they are in.
    """

    def __init__(
        self, db: Database, requests_per_minute: int, prices: Mapping[str, Price], currency: str
    ) -> None:
        self._db = db
        self._usual = requests_per_minute
        self.prices = prices
        self.currency = currency
        self._buckets: dict[int, Buckets] = {}
        self._waiting: dict[PersonId, _Waiting] = {}
        self._being_written: dict[PersonId, _Waiting] = {}
        self._is_closing = asyncio.Event()
        self._one_writes = asyncio.Lock()
        self._days: dict[UUID, _Day] = {}
        self._writing: asyncio.Task[None] | None = None

    async def admit(self, key: OpenKey) -> None:
        """Let a request of a key pass.

        Raises:
            TooMany: It asked too often, or used up its tokens or its budget of the day.
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
        day = await self._day_of(key)
        if key.tokens_per_day is not None and day.tokens >= key.tokens_per_day:
            raise TooMany(
                f"This key has used its {key.tokens_per_day} tokens of today (UTC). It goes on tomorrow, or with a "
                "higher limit.",
                code="insufficient_quota",
            )
        if day.micros_per_day is not None and day.cost_micros >= day.micros_per_day:
            raise TooMany(
                f"This key has used its budget of {day.micros_per_day / MILLION:.2f} {self.currency} of today (UTC). "
                "It goes on tomorrow, or with a higher budget.",
                code="insufficient_quota",
            )

    def note(
        self,
        key: OpenKey,
        model: str,
        spent: Spent,
        *,
        status: int | None = None,
        error: BeknownError | None = None,
        began_at: float | None = None,
    ) -> None:
        """Count a call; it is written down within a second.

        Args:
            key: Who asked.
            model: What was asked.
            spent: What it used.
            status: HTTP's, where it isn't 200 and there is no error of ours.
            error: What it failed with.
            began_at: When it began, by `time.monotonic()`.
        """
        at, name = clock.now(), model[:_MOST_NAME] or "unknown"
        cost = cost_of(self.prices.get(model), spent)
        told = status or (_OK if error is None else status_of(error))
        took_ms = None if began_at is None else round((time.monotonic() - began_at) * 1000)
        waiting = self._waiting.setdefault(key.person, _Waiting())
        waiting.sums[key.id, at.date(), name].add(spent, cost, is_error=error is not None)
        tokens = (spent.input_tokens, spent.cached_tokens, spent.output_tokens)
        waiting.calls[key.id].append(CallRow(new_id(), key.id, at, name, told, *tokens, cost, took_ms))
        day = self._days.get(key.id)
        if day is not None and day.day == at.date():
            day.tokens += spent.input_tokens + spent.output_tokens
            day.cost_micros += cost
        if self._writing is None or self._writing.done():
            self._writing = asyncio.create_task(self._write_soon())

    async def close(self) -> None:
        """Write down what waits."""
        self._is_closing.set()
        if self._writing is not None:
            await self._writing
        await self.write()
        lost = sum(sums.calls for theirs in self._waiting.values() for sums in theirs.sums.values())
        if lost:
            _log.error("what keys used was not written down, for the database doesn't answer", calls=lost)

    async def write(self) -> bool:
        """Write down what waits, now; False where the database doesn't answer.

        What can't be written waits on, summed, so that it doesn't grow with time. Where the connection is cut while a
        commit is under way, nobody knows whether it counts, and it may be counted twice.
        """
        async with self._one_writes:
            self._being_written, self._waiting = self._waiting, {}
            while self._being_written:
                person, theirs = next(iter(self._being_written.items()))
                try:
                    await self._write_for(person, theirs)
                except BeknownError:
                    for each, held in self._being_written.items():
                        self._waiting.setdefault(each, _Waiting()).put_back(held)
                    self._being_written = {}
                    return False
                del self._being_written[person]
        return True

    async def _write_for(self, person: PersonId, theirs: _Waiting) -> None:
        rows = [UsageRow(key, day, model, *astuple(sums)) for (key, day, model), sums in theirs.sums.items()]
        async with self._db.begin(Scope(person, "account")) as tx:
            await usage_store.note_spent(tx, rows)
            for key, calls in theirs.calls.items():
                await usage_store.add_calls(tx, key, calls)
                await usage_store.trim_calls(tx, key, MOST_CALLS_KEPT)

    async def _write_soon(self) -> None:
        pause_s = WRITE_EVERY_S
        while self._waiting and not self._is_closing.is_set():
            with suppress(TimeoutError):
                await asyncio.wait_for(self._is_closing.wait(), pause_s)
            if await self.write():
                pause_s = WRITE_EVERY_S
            else:
                pause_s = min(2 * pause_s, LONGEST_PAUSE_S)
                _log.warning("what keys used waits until the database answers", next_try_s=pause_s)

    def _unwritten(self, key: OpenKey, day: date) -> list[_Sums]:
        """Give what a key used and isn't in the database yet."""
        theirs = [each[key.person] for each in (self._waiting, self._being_written) if key.person in each]
        found = [each for waiting in theirs for each in waiting.sums.items()]
        return [sums for (each, at, _), sums in found if (each, at) == (key.id, day)]

    async def _day_of(self, key: OpenKey) -> _Day:
        today = clock.now().date()
        known = self._days.get(key.id)
        if known is not None and known.day == today and time.monotonic() - known.read_at < REREAD_AFTER_S:
            return known
        async with self._db.begin(Scope(key.person, "account")) as tx:
            row = await usage_store.find_day(tx, key.id, today)
        day = _Day(today, time.monotonic(), 0, 0, None)
        if row is not None:
            day.tokens, day.cost_micros, day.micros_per_day = row.tokens, row.cost_micros, row.micros_per_day
        unwritten = self._unwritten(key, today)
        day.tokens += sum(each.input_tokens + each.output_tokens for each in unwritten)
        day.cost_micros += sum(each.cost_micros for each in unwritten)
        self._days[key.id] = day
        if len(self._days) > MOST_KEYS_REMEMBERED:
            del self._days[next(iter(self._days))]
        return day
