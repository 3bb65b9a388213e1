"""How many requests the model API carries beside its backend alone, and what of the machine that takes.

Both are asked in turn, in short slices, so that whatever else the machine does meets both alike.
"""

import asyncio
import os
import time
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass

import psutil

from benchmarks.harness import print_table
from benchmarks.lean_client import LeanClient, lean_clients

LOAD_S = float(os.environ.get("BEKNOWN_BENCH_SECONDS", "10"))
SLICES = 4
AT_ONCE = (1, 4, 16)
MIB = 2**20
Body = Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Side:
    """Who is asked, and what."""

    url: str
    token: str
    body: Body


@dataclass(frozen=True, slots=True)
class Load:
    """What was answered in how long, and what a process took of the cores for it."""

    count: int
    seconds: float
    cpu_s: float

    @property
    def per_s(self) -> float:
        """Answers a second."""
        return self.count / self.seconds

    @property
    def cpu_ms(self) -> float:
        """Time of a core for each answer, in ms."""
        return self.cpu_s / max(1, self.count) * 1000


def find_server() -> psutil.Process:
    """Find the process that serves, among those that this one started."""
    for each in psutil.Process().children(recursive=True):
        with suppress(psutil.NoSuchProcess):
            if "beknown.app.cli" in each.cmdline():
                return each
    raise RuntimeError("no server of ours runs")


async def compare(what: str, alone: Side, through: Side, server: psutil.Process) -> list[tuple[str, ...]]:
    """Give a row for each number of requests at once."""
    rows: list[tuple[str, ...]] = []
    for at_once in AT_ONCE:
        async with (
            lean_clients(alone.url, alone.token, alone.body, at_once) as plain,
            lean_clients(through.url, through.token, through.body, at_once) as ours,
        ):
            loads: dict[bool, list[Load]] = {True: [], False: []}
            for number in range(2 * SLICES):
                is_ours = number % 2 == 1
                loads[is_ours].append(await measure_load(ours if is_ours else plain, LOAD_S / SLICES, server))
        base, added = _sum(loads[False]), _sum(loads[True])
        rows.append(
            (
                f"{what}, {at_once} at once",
                f"{base.per_s:.0f}",
                f"{added.per_s:.0f}",
                f"{added.per_s / base.per_s:.2f}",
                f"{added.cpu_ms:.2f}",
                "ratio >= 0.95",
            )
        )
    return rows


async def measure_load(clients: list[LeanClient], seconds: float, server: psutil.Process) -> Load:
    """Ask with all clients for so long."""
    count, began, cpu_s = 0, time.perf_counter(), _cpu_of(server)

    async def go_on(client: LeanClient) -> None:
        nonlocal count
        while time.perf_counter() - began < seconds:
            await client.ask()
            count += 1

    await asyncio.gather(*(go_on(client) for client in clients))
    return Load(count, time.perf_counter() - began, _cpu_of(server) - cpu_s)


async def measure_memory(
    side: Side, server: psutil.Process, minutes: float, say: Callable[[str], None]
) -> None:
    """Ask what was answered before, as fast as it goes, and print each half minute what the server holds."""
    rows: list[tuple[str, ...]] = []
    async with lean_clients(side.url, side.token, side.body, 16) as clients:
        say("\n16 at once, the same cached answer; the server's memory after each part:\n")
        for part in range(max(2, round(minutes * 2))):
            load = await measure_load(clients, 30, server)
            held = server.memory_info().rss / MIB
            rows.append((f"{(part + 1) / 2:.1f}", f"{load.per_s:.0f}", f"{load.cpu_ms:.2f}", f"{held:.1f}"))
    print_table(("minutes", "answers a second", "CPU ms each", "RSS MiB"), rows)


def _sum(loads: list[Load]) -> Load:
    return Load(
        sum(each.count for each in loads),
        sum(each.seconds for each in loads),
        sum(each.cpu_s for each in loads),
    )


def _cpu_of(server: psutil.Process) -> float:
    taken = server.cpu_times()
    return taken.user + taken.system
