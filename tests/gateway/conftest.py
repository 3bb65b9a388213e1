"""A Beknown on a real socket, with the embedded model and keys, for real clients."""

from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from beknown.app.house import House, furnish
from beknown.app.server import create_app
from beknown.gateway import KeyScope, MadeKey, NewKey, add_key
from beknown.kit.db import Database, Scope
from beknown.kit.ids import PersonId
from beknown.kit.settings import load_settings
from tests.clients import serve_here
from tests.models.conftest import home, weights

__all__ = ["home", "weights"]


@dataclass(frozen=True, slots=True)
class Api:
    """Where the model API listens, and who makes keys there."""

    url: str
    house: House
    person: PersonId

    async def add_key(self, *scopes: KeyScope) -> MadeKey:
        """Make a key of the person."""
        async with self.house.db.begin(Scope(self.person, "account")) as tx:
            return await add_key(tx, NewKey("test", frozenset(scopes)))


@pytest.fixture
async def api(db: Database, database_url: str, home: Path, ana: PersonId) -> AsyncIterator[Api]:
    """The model API of a house with the embedded models."""
    async with (
        furnish(load_settings(home=home), database_url, db) as house,
        serve_here(create_app(house=house)) as url,
    ):
        yield Api(url, house, ana)
