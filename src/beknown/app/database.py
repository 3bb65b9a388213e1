"""Makes the database ready: starts or joins the embedded one, and brings whichever it is up to date."""

import asyncio
from collections.abc import Generator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass

from beknown.kit.embedded import DATABASE, Embedded, start_embedded
from beknown.kit.migrate import migrate
from beknown.kit.owner import ensure_database
from beknown.kit.settings import Settings


@dataclass(frozen=True, slots=True)
class Ready:
    """A database that is up to date, as its owner sees it."""

    owner_url: str
    embedded: Embedded | None

    def close(self) -> None:
        """Stop the embedded server if no other living process uses it. Calling it twice is fine."""
        if self.embedded is not None:
            self.embedded.close()


async def prepare_database(settings: Settings) -> Ready:
    """Start or join the database, and bring it up to date.

    Raises:
        Unavailable: It can't be started, reached or prepared; the message says the way out.
    """
    if settings.database_url:
        await migrate(str(settings.database_url))
        return Ready(str(settings.database_url), None)
    embedded = start_embedded(settings.home)
    try:
        await ensure_database(embedded.url, DATABASE)
        await migrate(embedded.url)
    except BaseException:
        embedded.close()
        raise
    return Ready(embedded.url, embedded)


@contextmanager
def begin_database(settings: Settings) -> Generator[Future[Ready]]:
    """Prepare the database in a thread while the block does something else; whatever comes, it is closed in the end.

    Everything that the thread imports is imported already: two threads that import at once may see half a module.
    """
    with ThreadPoolExecutor(1, "database") as thread:
        beginning = thread.submit(asyncio.run, prepare_database(settings))
        try:
            yield beginning
        finally:
            if beginning.exception() is None:
                beginning.result().close()
