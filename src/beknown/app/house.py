"""Open and close the house: database, files and all parts, for the server, the worker and the command line alike."""

from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

from beknown.app.parts import open_parts
from beknown.kit.blobs import Blobs
from beknown.kit.db import Database
from beknown.kit.embedded import DATABASE, Embedded, start_embedded
from beknown.kit.jobs import JobContext
from beknown.kit.migrate import migrate
from beknown.kit.owner import ensure_database
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
async def open_house(settings: Settings) -> AsyncGenerator[House]:
    """Start or join the database, bring it up to date, and open all parts; close them with the block.

    Raises:
        Unavailable: The database can't be started, reached or prepared; the message says the way out.
    """
    embedded = None if settings.database_url else start_embedded(settings.home)
    try:
        owner_url = await _prepare(settings, embedded)
        db = Database(owner_url, size=settings.database_pool_size)
        await db.open()
        try:
            async with furnish(settings, owner_url, db) as house:
                yield house
        finally:
            await db.close()
    finally:
        if embedded is not None:
            embedded.close()


@asynccontextmanager
async def furnish(settings: Settings, owner_url: str, db: Database) -> AsyncGenerator[House]:
    """Open all parts around a database that is open already; close them with the block."""
    (settings.home / "blobs").mkdir(mode=0o700, parents=True, exist_ok=True)
    house = House(settings, owner_url, db, Blobs(settings.home))
    house.parts |= {Database: db, Blobs: house.blobs, Settings: settings, House: house}
    async with open_parts(house.job_context(), house.parts):
        yield house


async def _prepare(settings: Settings, embedded: Embedded | None) -> str:
    if embedded is not None:
        await ensure_database(embedded.url, DATABASE)
    url = embedded.url if embedded is not None else str(settings.database_url)
    await migrate(url)
    return url
