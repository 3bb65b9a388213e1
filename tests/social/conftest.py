"""People who show themselves to each other."""

from collections.abc import AsyncIterator

import pytest
from fastapi import FastAPI

from beknown.app.house import House
from beknown.kit.db import Database
from beknown.kit.ids import PersonId
from tests.clients import Client, make_client, sign_in_as
from tests.people import add_person
from tests.social.posting import Someone, show
from tests.social.videos import Studio, film_at_home


@pytest.fixture
async def cleo(db: Database) -> PersonId:
    """A third person with an account."""
    return await add_person(db, "cleo@example.org", "Cleo Marin")


@pytest.fixture
async def cleo_client(app: FastAPI, house: House, cleo: PersonId) -> AsyncIterator[Client]:
    """Cleo, signed in."""
    async with make_client(app) as client:
        await sign_in_as(client, house, cleo)
        yield client


@pytest.fixture
async def a(ana_client: Client, ana: PersonId) -> Someone:
    """Ana, who shows herself."""
    return await show(ana_client, ana, "ana", "Ana")


@pytest.fixture
async def b(ben_client: Client, ben: PersonId) -> Someone:
    """Ben, who shows himself."""
    return await show(ben_client, ben, "ben", "Ben")


@pytest.fixture
async def c(cleo_client: Client, cleo: PersonId) -> Someone:
    """Cleo, who shows herself."""
    return await show(cleo_client, cleo, "cleo", "Cleo")


@pytest.fixture
def studio(house: House) -> Studio:
    """Where videos are drawn anew."""
    return Studio(house)


@pytest.fixture(scope="session")
def home_film(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """A video of a phone, on its side, with the place in it."""
    return film_at_home(tmp_path_factory.mktemp("film")).read_bytes()
