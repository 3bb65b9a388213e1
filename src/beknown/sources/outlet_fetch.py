"""Fetch what outlets publish, in the name of nobody: once for all who follow them, one request at a time a machine."""

import asyncio
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import cast
from uuid import UUID

from beknown.kit import clock
from beknown.kit.db import Tx
from beknown.kit.outside import Answer, Unreached
from beknown.kit.telemetry import get_logger
from beknown.sources import outlet_store as store
from beknown.sources.outlet_ask import NOBODYS, Guest
from beknown.sources.outlet_items import clean_items
from beknown.sources.outlet_pace import FAR, Pace, pace_of_failure, pace_of_good, read_max_age
from beknown.sources.outlet_read import read_outlet
from beknown.sources.outlet_store import DueOutlet, Seen
from beknown.sources.outlet_text import plain_line, web_address
from beknown.sources.outlet_types import LAST_RETRY_S, NotRead, OutletKind, Reading

KEPT_ITEMS = 300
"""So many of an outlet's newest items stay, besides those that somebody keeps."""

HOSTS_AT_ONCE = 8
MOST_HOSTS = 100
MOST_OUTLETS = 20
LEASE = timedelta(minutes=20)
"""A machine whose worker died is asked again after this."""

REST = timedelta(minutes=15)
"""A machine that doesn't answer is left alone for so long, whatever else is due on it."""

_NO_ANSWER = frozenset({"unreachable", "slow", "busy", "insecure"})
_log = get_logger(__name__)


@dataclass(frozen=True, slots=True)
class _Outcome:
    """What came of asking: `rest` is how long the machine wants to be left alone."""

    rest: timedelta = timedelta(0)
    is_silent: bool = False


async def fetch_due(guest: Guest) -> None:
    """Ask all outlets that are due and that somebody wants."""
    at = clock.now()
    async with guest.db.begin(NOBODYS) as tx:
        hosts = await store.find_due_hosts(tx, at, at + FAR, MOST_HOSTS)
    turns = asyncio.Semaphore(HOSTS_AT_ONCE)

    async def visit(host: str) -> None:
        async with turns:
            await _visit(guest, host)

    async with asyncio.TaskGroup() as group:
        for host in hosts:
            group.create_task(visit(host))


async def _visit(guest: Guest, host: str) -> None:
    """Ask what is due on one machine, one after the other."""
    at = clock.now()
    async with guest.db.begin(NOBODYS) as tx:
        is_ours = await store.claim_host(tx, host, at=at, until=at + LEASE, far=at + FAR)
        due = (
            await store.find_due_outlets(tx, host, at=at, far=at + FAR, limit=MOST_OUTLETS) if is_ours else []
        )
    if not is_ours:
        return
    rest = timedelta(0)
    for outlet in due:
        outcome = await fetch_outlet(guest, outlet)
        rest = max(rest, outcome.rest)
        if outcome.is_silent:
            break
    async with guest.db.begin(NOBODYS) as tx:
        await store.release_host(tx, host, clock.now() + rest)


async def fetch_outlet(guest: Guest, outlet: DueOutlet) -> _Outcome:
    """Ask one outlet and keep what it published, or why it couldn't be read."""
    try:
        await _fetch(guest, outlet)
    except Unreached as error:
        return await _note(guest, outlet, error.why, None, 0)
    except NotRead as error:
        return await _note(guest, outlet, error.trouble, error.status_code, error.wait_s)
    except Exception:  # noqa: BLE001 - as said below
        # One document that nobody thought of must not keep the others from being fetched.
        _log.warning("outlet could not be read", outlet_id=str(outlet.id), exc_info=True)
        return await _note(guest, outlet, "not_a_feed", None, 0)
    return _Outcome()


async def _fetch(guest: Guest, outlet: DueOutlet) -> None:
    answer = await guest.ask(outlet.address, etag=outlet.etag, modified=outlet.modified)
    if answer.status == 304:  # noqa: PLR2004 - HTTP's own number
        at = clock.now()
        async with guest.db.begin(NOBODYS) as tx:
            await store.note_unchanged(tx, outlet.id, await _pace(tx, outlet.id, answer, at), at)
        return
    reading = await read_outlet(cast("OutletKind", outlet.kind), answer)
    async with guest.db.begin(NOBODYS) as tx:
        await keep_reading(tx, outlet.id, reading, answer)


async def keep_reading(tx: Tx, outlet: UUID, reading: Reading, answer: Answer) -> None:
    """Keep what an outlet published, and when it is asked again."""
    at = clock.now()
    await store.add_items(tx, outlet, clean_items(reading.items, at), at)
    await store.trim_items(tx, outlet, KEPT_ITEMS)
    seen = Seen(
        reading.kind,
        plain_line(reading.title, 200),
        web_address(reading.page),
        _short(answer.headers.get("etag"), 1000),
        _short(answer.headers.get("last-modified"), 100),
    )
    pace = await _pace(tx, outlet, answer, at, pause_s=reading.pause_s)
    await store.note_good(tx, outlet, seen, pace, at)


async def _pace(tx: Tx, outlet: UUID, answer: Answer, at: datetime, *, pause_s: int = 0) -> Pace:
    asked_s = max(pause_s, read_max_age(answer.headers.get("cache-control")))
    return pace_of_good(await store.find_published(tx, outlet), at, pause_s=asked_s)


async def _note(guest: Guest, outlet: DueOutlet, trouble: str, status: int | None, wait_s: int) -> _Outcome:
    """Note why an outlet couldn't be read; a machine that has no time now is no failure of the outlet."""
    at = clock.now()
    failures = outlet.failures + (trouble != "busy")
    pace = pace_of_failure(max(1, failures), at, wait_s=wait_s)
    pace = Pace("gone" if trouble == "gone" else pace.state, failures, pace.next_at)
    async with guest.db.begin(NOBODYS) as tx:
        await store.note_trouble(tx, outlet.id, pace, at, trouble=trouble, status=status)
    wait = timedelta(seconds=min(wait_s, LAST_RETRY_S))
    is_silent = trouble in _NO_ANSWER
    return _Outcome(max(wait, REST) if is_silent else timedelta(0), is_silent)


def _short(told: str | None, most: int) -> str | None:
    return told if told and len(told) <= most and told.isprintable() else None
