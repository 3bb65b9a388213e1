"""A Beknown on a real socket, with the embedded model and keys, for real clients."""

import os
from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path
from typing import cast

import pytest
from openai import AsyncOpenAI

from beknown.app.house import House, furnish
from beknown.app.server import create_app
from beknown.gateway import Gateway, KeyScope, MadeKey, NewKey, add_key
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


@dataclass(frozen=True, slots=True)
class Served:
    """A house that is served for the whole run: starting the model's engine takes longer than most tests."""

    url: str
    house: House


@pytest.fixture(scope="session")
async def served(
    open_db: Database, database_url: str, weights: Path, tmp_path_factory: pytest.TempPathFactory
) -> AsyncIterator[Served]:
    """The model API of a house with the embedded models."""
    home = tmp_path_factory.mktemp("served")
    (home / "models").mkdir()
    os.link(weights, home / "models" / weights.name)
    async with (
        furnish(load_settings(home=home), database_url, open_db) as house,
        serve_here(create_app(house=house)) as url,
    ):
        yield Served(url, house)


@pytest.fixture
async def api(db: Database, served: Served, ana: PersonId) -> AsyncIterator[Api]:
    """The model API, with nothing in its database but Ana."""
    del db
    yield Api(served.url, served.house, ana)
    await get_gateway(served.house).ledger.write()


@pytest.fixture
async def openai_client(api: Api) -> AsyncIterator[AsyncOpenAI]:
    """OpenAI's client with a plain key; it checks every answer against its types."""
    made = await api.add_key("plain")
    async with AsyncOpenAI(
        base_url=f"{api.url}/v1", api_key=made.token, max_retries=0, _strict_response_validation=True
    ) as opened:
        yield opened


def get_gateway(house: House) -> Gateway:
    """Give what the house answers programs with."""
    return cast("Gateway", house.parts[Gateway])
