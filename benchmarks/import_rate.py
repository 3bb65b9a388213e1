"""How fast messages are appended and their words made searchable, and in how much memory."""

import asyncio
import os
import resource
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import psutil

from beknown.events import EventDraft, append_many, ensure_source
from beknown.kit.db import Database, Scope
from benchmarks.harness import add_person, open_database, print_head, print_table
from benchmarks.text import make_messages

MESSAGES = int(os.environ.get("BEKNOWN_BENCH_MESSAGES", "100000"))
BATCH = 2000
RUNS = 3


async def main() -> None:
    """Measure and print."""
    print_head(f"Import of {MESSAGES:,} messages", "python -m benchmarks import_rate")
    rows = [await _measure() for _ in range(RUNS)]
    print_table(("seconds", "messages/s", "this process: CPU s", "PostgreSQL: CPU s", "peak memory MB"), rows)
    print("\nA message counts when it can be found by its words; one row a run, each on an empty database.")


async def _measure() -> list[str]:
    async with open_database() as db:
        started, used = time.perf_counter(), time.process_time()
        server = await _append_all(db)
        taken = time.perf_counter() - started
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    own = time.process_time() - used
    return [f"{taken:.1f}", f"{MESSAGES / taken:,.0f}", f"{own:.1f}", f"{server:.1f}", f"{peak:.0f}"]


async def _append_all(db: Database) -> float:
    """Append all messages; give the CPU seconds that the server's process took for it."""
    scope = Scope(await add_person(db, "Bench"), "export")
    seconds = 0.0
    for batch in make_drafts(MESSAGES, BATCH):
        async with db.begin(scope) as tx:
            process = psutil.Process(tx.connection.info.backend_pid)
            before = sum(process.cpu_times()[:2])
            await append_many(tx, await ensure_source(tx, "whatsapp"), batch)
            seconds += sum(process.cpu_times()[:2]) - before
    return seconds


def make_drafts(count: int, batch: int) -> Iterator[list[EventDraft]]:
    """Make messages of invented conversations, in batches."""
    start = datetime(2015, 1, 1, tzinfo=UTC)
    messages = make_messages(count)
    for first in range(0, count, batch):
        yield [
            EventDraft(
                type="social.message.received.v1",
                key=str(number),
                occurred_at=start + timedelta(minutes=20 * number),
                text=message.text,
                speaker=message.speaker,
                thread=f"thread {number // 5000}",
            )
            for number, message in zip(range(first, min(first + batch, count)), messages, strict=False)
        ]


if __name__ == "__main__":
    asyncio.run(main())
