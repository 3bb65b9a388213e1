"""A house for tests, and clients of its API who are signed in."""

from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from pathlib import Path

from httpx import AsyncClient

from beknown.app.house import House
from beknown.app.server import create_app
from beknown.kit.blobs import Blobs
from beknown.kit.db import Database
from beknown.kit.ids import PersonId
from beknown.kit.settings import Settings, load_settings
from tests.clients import make_client, sign_in_as


def make_house(db: Database, database_url: str, home: Path) -> House:
    """Put a house together on the test's database, with the test's own data folder."""
    settings = load_settings(home=home)
    house = House(settings, database_url, db, Blobs(home))
    house.parts |= {Database: db, Blobs: house.blobs, Settings: settings, House: house}
    return house


@asynccontextmanager
async def client_of(house: House, person: PersonId) -> AsyncGenerator[AsyncClient]:
    """Give a client that is signed in as this person."""
    async with make_client(create_app(house=house)) as client:
        await sign_in_as(client, house, person)
        yield client
