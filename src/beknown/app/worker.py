"""The worker process: runs jobs until it is told to stop. `beknown serve` starts one."""

import asyncio
import contextlib
import os
import signal

from prometheus_client import start_http_server

from beknown.app.event_loop import fast_loop
from beknown.app.house import open_house
from beknown.kit.child import die_with_parent, watch_parent
from beknown.kit.db import Scope
from beknown.kit.ids import NOBODY
from beknown.kit.jobs import Worker
from beknown.kit.later import spare_loaded
from beknown.kit.settings import Settings, load_settings
from beknown.kit.telemetry import REGISTRY, configure_logs
from beknown.understanding import defer_past

NICENESS = 10
"""Whoever waits for an answer goes first; what is learned from it can take its time."""


async def work(settings: Settings) -> None:
    """Open the house and run jobs until this task is cancelled."""
    if settings.worker_metrics_port is not None:
        start_http_server(settings.worker_metrics_port, addr="127.0.0.1", registry=REGISTRY)
    async with open_house(settings) as house:
        spare_loaded()
        async with house.db.begin(Scope(NOBODY, "account")) as tx:
            await defer_past(tx)  # a setting may name another language model than before
        await Worker(house.owner_url, house.job_context()).run()


async def run_until_signal(settings: Settings) -> None:
    """Work until SIGTERM, SIGINT, or until the parent process is gone."""
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, stop.set)
    working = asyncio.create_task(work(settings))
    watching = asyncio.create_task(watch_parent())
    stopping = asyncio.create_task(stop.wait())
    await asyncio.wait({working, watching, stopping}, return_when=asyncio.FIRST_COMPLETED)
    for task in (watching, stopping):
        task.cancel()
    if not working.done():
        working.cancel()
    with contextlib.suppress(asyncio.CancelledError):
        await working


def main() -> None:
    """Run as a child of `beknown serve`, behind it where both want the same core."""
    if hasattr(os, "nice"):
        os.nice(NICENESS)
    die_with_parent()
    settings = load_settings()
    configure_logs(settings)
    with asyncio.Runner(loop_factory=fast_loop()) as runner:
        runner.run(run_until_signal(settings))


if __name__ == "__main__":
    main()
