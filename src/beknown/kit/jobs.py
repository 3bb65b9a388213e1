"""Jobs on PostgreSQL: a domain declares handlers with `@job`, anyone defers them by name, a worker runs them.

A job runs at least once: a handler must be idempotent. Its arguments are ids, never content.
"""

import asyncio
import contextlib
import json
import re
import time
from collections import OrderedDict
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, TypeVar, cast
from uuid import UUID

import procrastinate
from procrastinate.jobs import Job

from beknown.kit import clock, telemetry
from beknown.kit.blobs import Blobs
from beknown.kit.db import SESSION_OPTIONS, Database, SqlFiles, Tx
from beknown.kit.ids import PersonId
from beknown.kit.settings import Settings

Part = TypeVar("Part")
Handler = Callable[..., Awaitable[None]]

STALLED_AFTER_S = 20.0
HEARTBEAT_S = 5.0
RELAXED = " -c synchronous_commit=off"
"""Taking and ending jobs doesn't wait for the disk: after a power cut a job that was done may be done once more."""

ONE_AT_A_TIME = ("learning", "vectors")
"""Queues of which a worker runs one job at a time: what is learned can wait, and those who talk share the machine."""

AT_ONCE = 8
"""Jobs that a worker takes at a time, those that wait for their turn among them."""

PATIENCE_S = 1.0
"""So long jobs may go on when the worker is told to stop; then they are interrupted, and go on with the next one."""

A_DAY_S = 86_400.0
_WAIT_S = 3
_ARGUMENT = re.compile(r"[A-Za-z0-9_.:+-]{1,64}")
_sql = SqlFiles(__file__)
_log = telemetry.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class JobSpec:
    """A kind of job: its name, queue, how often it is tried, and its schedule if it has one."""

    name: str
    handler: Handler
    queue: str
    tries: int
    cron: str | None


@dataclass(slots=True)
class JobContext:
    """What a handler gets: the database, settings, files, and the parts that `app` put together."""

    db: Database
    settings: Settings
    blobs: Blobs
    parts: Mapping[type, object] = field(default_factory=dict[type, object])

    def part(self, kind: type[Part]) -> Part:
        """Give the part of this type that `app` registered at start."""
        return cast("Part", self.parts[kind])


_SPECS: dict[str, JobSpec] = {}

SURELY_AHEAD = timedelta(seconds=2)
"""A transaction that puts a job on its queue ends sooner than this, so no worker takes the waiting one meanwhile."""

MOST_NOTED = 10_000


@dataclass(frozen=True, slots=True)
class _Waiting:
    """A job that this process saw on its queue, and the time that it waits for."""

    at: datetime
    noted_at: datetime


@dataclass(frozen=True, slots=True)
class _WaitsRow:
    """For when a job waits; None for at once."""

    at: datetime | None


_waiting: OrderedDict[str, _Waiting] = OrderedDict()
"""Jobs that wait, by the key that is there once. What isn't in here is asked of the database."""


def job(
    name: str, *, queue: str = "default", tries: int = 3, cron: str | None = None
) -> Callable[[Handler], Handler]:
    """Declare a handler `async def f(ctx: JobContext, *, <ids as str>)`.

    Args:
        name: `<package>.<verb>`; the name others defer it by.
        queue: Jobs of one queue share its workers.
        tries: How often it is run before it counts as failed; waits grow between them.
        cron: Runs by this schedule, without arguments; such a job can't be deferred by hand.
    """

    def declare(handler: Handler) -> Handler:
        if name in _SPECS and _SPECS[name].handler.__qualname__ != handler.__qualname__:
            raise ValueError(f"job {name!r} is declared twice")
        _SPECS[name] = JobSpec(name, handler, queue, tries, cron)
        return handler

    return declare


def find_specs() -> Mapping[str, JobSpec]:
    """Give every declared job by name."""
    return dict(_SPECS)


async def defer(
    tx: Tx,
    name: str,
    *,
    at: datetime | None = None,
    lock: str | None = None,
    once: str | None = None,
    **ids: UUID | str | int,
) -> None:
    """Put a job on its queue in the caller's transaction: it exists if and only if that commits.

    Args:
        tx: The open transaction.
        name: A declared job.
        at: Not before this moment; at once when None.
        lock: Jobs with the same lock run one after the other.
        once: While a job with this key waits, another one is not added.
        ids: The arguments: ids and small numbers, never content.

    Raises:
        ValueError: The job isn't declared, or an argument looks like content.
    """
    spec = _SPECS.get(name)
    if spec is None:
        raise ValueError(f"there is no job {name!r}; declare it with @job in a jobs.py that app imports")
    arguments = {key: str(value) for key, value in ids.items()}
    for key, value in arguments.items():
        if not _ARGUMENT.fullmatch(value):
            raise ValueError(f"argument {key!r} of job {name!r} is not an id")
    if once is not None and at is not None and _waits_surely(once):
        return
    row = {"queue": spec.queue, "name": name, "lock": lock, "once": once, "at": at}
    waits = await tx.first(_sql("defer_job"), _WaitsRow, {**row, "arguments": json.dumps(arguments)})
    if once is not None and waits is not None and waits.at is not None:
        waits_for = waits.at
        tx.after_commit(lambda: _note_waiting(once, waits_for))


def _waits_surely(once: str) -> bool:
    """Say whether a job with this key waits for a time that is still ahead: no worker has taken it then."""
    noted = _waiting.get(once)
    return noted is not None and noted.noted_at <= clock.now() < noted.at - SURELY_AHEAD


def _note_waiting(once: str, at: datetime) -> None:
    """Note that a job with this key waits; called when that is committed."""
    _waiting[once] = _Waiting(at, clock.now())
    _waiting.move_to_end(once)
    if len(_waiting) > MOST_NOTED:
        _waiting.popitem(last=False)


@dataclass(frozen=True, slots=True)
class WaitingRow:
    """How many jobs wait."""

    waiting: int


async def count_waiting(tx: Tx, name: str) -> int:
    """Count the jobs of one kind that wait, of all people: how many share the machine."""
    return (await tx.one(_sql("count_waiting"), WaitingRow, {"name": name})).waiting


async def is_open(tx: Tx, name: str) -> bool:
    """Say whether a job of one kind waits or is being done, whoever's it is."""
    return (await tx.one(_sql("count_open"), WaitingRow, {"name": name})).waiting > 0


async def is_running(tx: Tx, name: str) -> bool:
    """Say whether a job of one kind is being done, by whichever worker, whoever's it is."""
    return (await tx.one(_sql("count_running"), WaitingRow, {"name": name})).waiting > 0


async def delete_jobs_of(tx: Tx) -> int:
    """Delete every job, finished or not, that belongs to the person of this transaction."""
    return await tx.run(_sql("delete_jobs_of"), {"person": str(tx.person)})


class Worker:
    """Runs the declared jobs until it is told to stop.

    Args:
        url: The database's URL.
        context: What handlers get.
    """

    def __init__(self, url: str, context: JobContext) -> None:
        self._context = context
        self._turns = {queue: asyncio.Lock() for queue in ONE_AT_A_TIME}
        self._app = procrastinate.App(
            connector=procrastinate.PsycopgConnector(
                conninfo=url, kwargs={"options": SESSION_OPTIONS + RELAXED}, min_size=1, max_size=6
            )
        )
        for spec in _SPECS.values():
            self._register(spec)
        self._app.periodic(cron="* * * * *")(
            self._app.task(name="kit.retry_stalled", queue="default")(self._retry_stalled)
        )

    async def run(self, *, concurrency: int = AT_ONCE, until_empty: bool = False) -> None:
        """Work until cancelled, or until no job is left with `until_empty`."""
        async with self._app.open_async():
            if not until_empty:
                await self._retry_stalled(0)
            await self._app.run_worker_async(
                concurrency=concurrency,
                wait=not until_empty,
                install_signal_handlers=False,
                update_heartbeat_interval=HEARTBEAT_S,
                stalled_worker_timeout=STALLED_AFTER_S,
                # Asked to run until nothing waits, it stops as soon as nothing does: what runs then is to end first.
                shutdown_graceful_timeout=A_DAY_S if until_empty else PATIENCE_S,
                delete_jobs="successful",
            )

    def _register(self, spec: JobSpec) -> None:
        async def run(**ids: str) -> None:
            await self._run_one(spec, ids)

        async def run_scheduled(timestamp: int) -> None:
            del timestamp  # handlers ask the clock
            await self._run_one(spec, {})

        retry = _Retry(spec.tries)
        if spec.cron is None:
            self._app.task(name=spec.name, queue=spec.queue, retry=retry)(run)
            return
        scheduled = self._app.task(name=spec.name, queue=spec.queue, retry=retry)(run_scheduled)
        self._app.periodic(cron=spec.cron)(scheduled)

    async def _run_one(self, spec: JobSpec, ids: Mapping[str, str]) -> None:
        async with self._turns.get(spec.queue, contextlib.nullcontext()):
            await self._run_now(spec, ids)

    async def _run_now(self, spec: JobSpec, ids: Mapping[str, str]) -> None:
        started = time.monotonic()
        outcome = "failed"
        try:
            await spec.handler(self._context, **ids)
            outcome = "done"
        except asyncio.CancelledError:
            outcome = "interrupted"
            raise
        except Exception:
            _log.warning("job failed", job=spec.name, exc_info=True)
            raise
        finally:
            telemetry.JOBS.labels(spec.name, outcome).inc()
            telemetry.JOB_SECONDS.labels(spec.name).observe(time.monotonic() - started)

    async def _retry_stalled(self, timestamp: int) -> None:
        """Jobs of a worker that was killed go on with this one."""
        del timestamp  # the scheduler gives it; heartbeats tell what is stalled
        for stalled in await self._app.job_manager.get_stalled_jobs(seconds_since_heartbeat=STALLED_AFTER_S):
            _log.info("job goes on after its worker died", job=stalled.task_name)
            await self._app.job_manager.retry_job(stalled)


class _Retry(procrastinate.BaseRetryStrategy):
    """A job that failed is run again after a while, `tries` times in all; one that was interrupted goes on always."""

    def __init__(self, tries: int) -> None:
        self._tries = tries

    def get_retry_decision(self, *, exception: BaseException, job: Job) -> procrastinate.RetryDecision | None:
        """Say when to run it again; None for never."""
        if isinstance(exception, asyncio.CancelledError):
            return procrastinate.RetryDecision(retry_in={"seconds": 1})
        if job.attempts + 1 >= self._tries:
            return None
        return procrastinate.RetryDecision(retry_in={"seconds": _WAIT_S ** (job.attempts + 1)})


def person_of(ids: Mapping[str, Any]) -> PersonId:
    """Read the argument `person_id` of a job."""
    return PersonId(UUID(ids["person_id"]))
