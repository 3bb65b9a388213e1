"""The API over HTTP for somebody who is signed in."""

from collections.abc import AsyncGenerator
from pathlib import Path

import pytest
from httpx import AsyncClient

from beknown.app.house import House
from beknown.kit.db import Database
from beknown.kit.ids import PersonId
from tests.house import client_of, make_house


@pytest.fixture
def house(db: Database, database_url: str, tmp_path: Path) -> House:
    """The house with the test's own data folder."""
    return make_house(db, database_url, tmp_path)


@pytest.fixture
async def api(house: House, ana: PersonId) -> AsyncGenerator[AsyncClient]:
    """Ana's client."""
    async with client_of(house, ana) as client:
        yield client
