"""People who read and post; whatever they do is on the next page."""

from collections.abc import AsyncIterator

import pytest
from fastapi import FastAPI

from beknown.app.house import House
from beknown.feed import Feed
from beknown.kit.db import Database
from beknown.kit.ids import PersonId
from tests.clients import Client, make_client, sign_in_as
from tests.people import add_person
from tests.social.posting import Someone, show


@pytest.fixture(autouse=True)
async def feed(house: House, db: Database) -> AsyncIterator[Feed]:
    """A feed that looks for what is new each time it is asked."""
    feed = Feed(db, look_every_s=0)
    house.parts[Feed] = feed
    yield feed
    await feed.close()


@pytest.fixture
async def a(ana_client: Client, ana: PersonId) -> Someone:
    """Ana, who reads."""
    return await show(ana_client, ana, "ana", "Ana")


@pytest.fixture
async def b(ben_client: Client, ben: PersonId) -> Someone:
    """Ben, who posts."""
    return await show(ben_client, ben, "ben", "Ben")


@pytest.fixture
async def c(app: FastAPI, house: House, db: Database) -> AsyncIterator[Someone]:
    """Cleo, who posts, too."""
    cleo = await add_person(db, "cleo@example.org", "Cleo Marin")
    async with make_client(app) as client:
        await sign_in_as(client, house, cleo)
        yield await show(client, cleo, "cleo", "Cleo")
