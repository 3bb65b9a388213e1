"""A process beside the server that puts pages of feeds together. `beknown serve` starts as many as are wanted."""

import asyncio
import contextlib
import signal
import sys
import tempfile
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from pathlib import Path

from beknown.app.event_loop import fast_loop
from beknown.app.house import open_house
from beknown.feed import Feed, PageProcesses, serve_pages
from beknown.kit.child import Child, die_with_parent, watch_parent
from beknown.kit.errors import Invalid
from beknown.kit.later import spare_loaded
from beknown.kit.settings import Settings, load_settings
from beknown.kit.telemetry import configure_logs

CONNECTIONS = 3
"""So many connections a process has at most: for the pages that are made at a time, and for what is new. Each further
one would plan its statements anew, just when there is much to do."""


@asynccontextmanager
async def open_feed_processes(count: int) -> AsyncGenerator[PageProcesses]:
    """Run so many processes that make pages, by the settings of this one; they end with the block.

    Raises:
        Invalid: This system has no sockets of the kind that they are asked by.
    """
    if not hasattr(asyncio, "start_unix_server"):
        raise Invalid(
            f"BEKNOWN_FEED_PROCESSES is {count}, and this system has no Unix sockets. Leave it at 0."
        )
    with tempfile.TemporaryDirectory(prefix="bk-feed-") as folder:  # its user alone may open it
        sockets = [Path(folder) / f"{number}.sock" for number in range(count)]
        children = [
            asyncio.create_task(Child(f"feed {number}", ["-m", __name__, str(path)]).run())
            for number, path in enumerate(sockets)
        ]
        processes = PageProcesses(sockets)
        try:
            yield processes
        finally:
            await processes.close()
            for child in children:
                child.cancel()
            await asyncio.gather(*children, return_exceptions=True)


async def make_pages(settings: Settings, path: Path) -> None:
    """Make pages for whoever asks at a socket, until this task is cancelled."""
    size = min(CONNECTIONS, settings.database_pool_size)
    async with open_house(settings.model_copy(update={"database_pool_size": size})) as house:
        feed = house.parts[Feed]
        assert isinstance(feed, Feed)  # noqa: S101 - it is kept by its type
        await feed.prepare()
        spare_loaded()
        server = await serve_pages(path, feed.make_page_here)
        try:
            await asyncio.Event().wait()
        finally:
            server.close()


async def run_until_signal(settings: Settings, path: Path) -> None:
    """Make pages until SIGTERM, SIGINT, or until the parent process is gone."""
    stop = asyncio.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(number, stop.set)
    making = asyncio.create_task(make_pages(settings, path))
    watching = asyncio.create_task(watch_parent())
    stopping = asyncio.create_task(stop.wait())
    await asyncio.wait({making, watching, stopping}, return_when=asyncio.FIRST_COMPLETED)
    for task in (watching, stopping):
        task.cancel()
    making.cancel()
    with contextlib.suppress(asyncio.CancelledError):
        await making


def main() -> None:
    """Run as a child of `beknown serve`, with the path of the socket as the one argument."""
    die_with_parent()
    settings, path = load_settings(), Path(sys.argv[1])
    configure_logs(settings)
    path.unlink(missing_ok=True)  # of the one before, which ended
    with asyncio.Runner(loop_factory=fast_loop()) as runner:
        runner.run(run_until_signal(settings, path))


if __name__ == "__main__":
    main()
