"""Open and close the house: database, files and all parts, for the server, the worker and the command line alike."""

import asyncio
from collections.abc import AsyncGenerator
from concurrent.futures import Future
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

from beknown.app.database import Ready, prepare_database
from beknown.app.parts import open_parts
from beknown.kit.blobs import Blobs
from beknown.kit.db import Database
from beknown.kit.jobs import JobContext
from beknown.kit.settings import Settings


@dataclass(slots=True)
class House:
    """Everything that is open while Beknown runs."""

    settings: Settings
    owner_url: str
    db: Database
    blobs: Blobs
    parts: dict[type, object] = field(default_factory=dict[type, object])

    def job_context(self) -> JobContext:
        """Give what job handlers get."""
        return JobContext(db=self.db, settings=self.settings, blobs=self.blobs, parts=self.parts)


@asynccontextmanager
async def open_house(settings: Settings, begun: Future[Ready] | None = None) -> AsyncGenerator[House]:
    """Start or join the database, bring it up to date, and open all parts; close them with the block.

    Args:
        settings: Say which database, and where files lie.
        begun: The database on its way, where that began before.

    Raises:
        Unavailable: The database can't be started, reached or prepared; the message says the way out.
    """
    ready = await (prepare_database(settings) if begun is None else asyncio.wrap_future(begun))
    try:
        db = Database(ready.owner_url, size=settings.database_pool_size)
        await db.open()
        try:
            async with furnish(settings, ready.owner_url, db) as house:
                yield house
        finally:
            await db.close()
    finally:
        ready.close()


@asynccontextmanager
async def furnish(settings: Settings, owner_url: str, db: Database) -> AsyncGenerator[House]:
    """Open all parts around a database that is open already; close them with the block."""
    (settings.home / "blobs").mkdir(mode=0o700, parents=True, exist_ok=True)
    house = House(settings, owner_url, db, Blobs(settings.home))
    house.parts |= {Database: db, Blobs: house.blobs, Settings: settings, House: house}
    async with open_parts(house.job_context(), house.parts):
        yield house
