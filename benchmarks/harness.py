"""Ground for benchmarks: a database of their own, timing with its spread, tables that can be read and compared."""

import logging
import os
import platform
import shutil
import sys
import tempfile
import time
from collections.abc import AsyncGenerator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import psutil
import structlog

from beknown.events import subscribe
from beknown.kit.db import Database, Scope, SqlFiles
from beknown.kit.embedded import DATABASE, start_embedded
from beknown.kit.ids import PersonId, new_id
from beknown.kit.migrate import migrate
from beknown.kit.owner import Owner, ensure_database
from beknown.understanding import index_events
from beknown.understanding import jobs as understanding_jobs

_sql = SqlFiles(__file__)
_DECLARED = understanding_jobs
"""Imported for the job that appending defers."""


@dataclass(frozen=True, slots=True)
class Timing:
    """How long one thing took, over many runs."""

    milliseconds: tuple[float, ...]

    def at(self, percentile: float) -> float:
        """Give a percentile in milliseconds."""
        return float(np.percentile(self.milliseconds, percentile))

    @property
    def row(self) -> tuple[str, ...]:
        """Give median, spread (quartiles), 95th percentile and the number of runs, for a table."""
        return (
            f"{self.at(50):.1f}",
            f"{self.at(25):.1f} to {self.at(75):.1f}",
            f"{self.at(95):.1f}",
            str(len(self.milliseconds)),
        )


TIMING_HEAD = ("p50 ms", "quartiles", "p95 ms", "runs")


def make_home() -> Path:
    """Make an empty data folder, for the caller to remove."""
    home = Path(tempfile.mkdtemp(prefix="bk-bench-"))
    home.chmod(0o755)
    return home


@asynccontextmanager
async def open_database() -> AsyncGenerator[Database]:
    """Open a migrated database on an embedded server of its own; both are gone afterwards."""
    home = make_home()
    embedded = start_embedded(home)
    try:
        await ensure_database(embedded.url, DATABASE)
        await migrate(embedded.url)
        db = Database(embedded.url, size=8)
        await db.open()
        subscribe(index_events)
        yield db
        await db.close()
    finally:
        embedded.close()
        shutil.rmtree(home, ignore_errors=True)


async def settle(db: Database) -> None:
    """Vacuum and analyse, as the server does by itself within minutes of an import."""
    async with Owner.connect(db.url) as owner:
        await owner.vacuum()


async def add_person(db: Database, name: str) -> PersonId:
    """Add a person without a password."""
    person = PersonId(new_id())
    async with db.begin(Scope(person, "account")) as tx:
        params = {"id": person, "email": f"{person}@example.org", "name": name}
        await tx.run(_sql("add_person"), params)
    return person


async def measure(run: Callable[[int], Awaitable[object]], *, runs: int, warm_up: int = 5) -> Timing:
    """Time `run(i)` for i from 0; the first `warm_up` runs don't count."""
    taken: list[float] = []
    for each in range(warm_up + runs):
        started = time.perf_counter()
        await run(each)
        taken.append((time.perf_counter() - started) * 1000)
    return Timing(tuple(taken[warm_up:]))


def print_head(title: str, command: str) -> None:
    """Print what is measured, where, and by which command; of the logs, only warnings come between."""
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.WARNING))
    memory = psutil.virtual_memory().total / 2**30
    load = os.getloadavg()[0]
    print(f"\n## {title}\n")
    print(f"`{command}` on {platform.machine()} {platform.system()}, {os.cpu_count()} cores, {memory:.0f} GiB, "
          f"Python {platform.python_version()}, load at start {load:.1f}\n")  # fmt: skip
    sys.stdout.flush()


def print_table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    """Print a Markdown table."""
    widths = [max(len(row[at]) for row in [head, *rows]) for at in range(len(head))]
    for number, row in enumerate([head, *rows]):
        print("| " + " | ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)) + " |")
        if number == 0:
            print("|" + "|".join("-" * (width + 2) for width in widths) + "|")
    sys.stdout.flush()
