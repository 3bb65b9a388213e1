"""`beknown serve`: the web server in this process, the worker in a child of it."""

import asyncio
import contextlib
import os
import signal
import socket
import sys
from collections.abc import AsyncGenerator, Generator
from concurrent.futures import Future
from typing import cast

import uvicorn

from beknown.app.database import Ready
from beknown.app.house import House, open_house
from beknown.app.server import create_app
from beknown.feed import Feed
from beknown.kit.child import Child
from beknown.kit.later import load, spare_loaded
from beknown.kit.settings import Settings

MAX_CONNECTIONS = 5000
"""Open at a time. A page keeps one open for what others say, so there are as many as people who look."""

SOON = (
    "beknown.models.language_slot",
    "beknown.app.accounts.ceremony",
    "dateparser.search",
    "PIL.Image",
    "numpy.ma",  # what `numpy.isin` needs, which each recollection asks
)
"""What no start waits for, and somebody needs before long."""

EXIT_AT_ONCE = 130
PATIENCE_S = 2
"""So long may answers go on that are under way when a signal says stop."""


async def serve_until_signal(settings: Settings, listener: socket.socket, database: Future[Ready]) -> None:
    """Serve until a signal says stop.

    Args:
        settings: Of this server.
        listener: Where it listens; others may have connected already.
        database: On its way.

    Raises:
        Unavailable: The database can't be had; the message says the way out.
    """
    allow_connections()
    app = create_app(settings)
    config = uvicorn.Config(
        app,
        log_config=None,
        access_log=False,
        server_header=False,
        timeout_graceful_shutdown=PATIENCE_S,
        limit_concurrency=MAX_CONNECTIONS,
        proxy_headers=settings.public_url is not None,
    )
    server = _Server(config)
    for number in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(number, server.stop)
    async with open_house(settings, database) as house:
        app.state.parts = house.parts
        spare_loaded()
        async with _making_pages(house):
            await _serve_beside_worker(server, listener, settings.address)


@contextlib.asynccontextmanager
async def _making_pages(house: House) -> AsyncGenerator[None]:
    """Have pages of feeds made by processes beside this one, where the settings say so."""
    if not house.settings.feed_processes:
        yield
        return
    from beknown.app.feed_process import open_feed_processes  # noqa: PLC0415 - seldom needed

    async with open_feed_processes(house.settings.feed_processes) as processes:
        cast("Feed", house.parts[Feed]).ask(processes)
        yield


async def _serve_beside_worker(server: "_Server", listener: socket.socket, address: str) -> None:
    serving = asyncio.create_task(server.serve(sockets=[listener]))
    while not server.started and not serving.done():  # noqa: ASYNC110 - uvicorn offers no event to wait for
        await asyncio.sleep(0.02)
    worker = asyncio.create_task(Child("worker", ["-m", "beknown.app.worker"]).run())
    asked = asyncio.create_task(server.asked_to_stop.wait())
    loading = asyncio.create_task(load(*SOON))
    try:
        if server.started:
            _tell(f"Beknown is ready: {address}")
        await asyncio.wait({serving, asked}, return_when=asyncio.FIRST_COMPLETED)
    finally:
        # Both stop at the same time; the database, which both need for that, comes after them.
        asked.cancel()
        loading.cancel()
        worker.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await worker
        await serving


def _tell(words: str) -> None:
    """Tell the operator; whoever started this may have stopped listening, which is no reason to stop."""
    with contextlib.suppress(OSError):
        print(words, file=sys.stderr, flush=True)  # noqa: T201 - what the operator waits for


class _Server(uvicorn.Server):
    """uvicorn without its own signal handling, which raises the signal again before children are stopped."""

    def __init__(self, config: uvicorn.Config) -> None:
        super().__init__(config)
        self.asked_to_stop = asyncio.Event()

    @contextlib.contextmanager
    def capture_signals(self) -> Generator[None]:
        """Leave signals to `serve`."""
        yield

    def stop(self) -> None:
        """End gracefully; asked a second time, at once: children end with this process, what was committed stays."""
        if self.should_exit:
            os._exit(EXIT_AT_ONCE)
        self.should_exit = True
        self.asked_to_stop.set()


def allow_connections() -> None:
    """Let this process open as many files as it may: each connection is one, and the usual limit is 1,024."""
    try:
        import resource  # noqa: PLC0415 - it isn't there on Windows
    except ImportError:
        return
    _, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    with contextlib.suppress(OSError, ValueError):  # where 'unlimited' isn't taken for a number
        resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))
