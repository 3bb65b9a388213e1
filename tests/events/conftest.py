"""The API over HTTP for somebody who is signed in."""

from collections.abc import AsyncGenerator, Awaitable, Callable, MutableMapping
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest
from httpx import ASGITransport, AsyncClient

from beknown.app.house import House
from beknown.app.server import create_app
from beknown.kit.blobs import Blobs
from beknown.kit.db import Database
from beknown.kit.ids import PersonId, new_id
from beknown.kit.settings import Settings, load_settings
from beknown.kit.web import Caller

Asgi = Callable[[MutableMapping[str, Any], Any, Any], Awaitable[None]]


class SignedInAs:
    """The app as it sees a request whose session has been found."""

    def __init__(self, app: Asgi, person: PersonId, name: str) -> None:
        self.app = app
        self.caller = Caller(person, new_id(), "member", name, "en", "Europe/Lisbon")

    async def __call__(self, scope: MutableMapping[str, Any], receive: Any, send: Any) -> None:  # noqa: ANN401 - ASGI's types
        """Answer a request."""
        scope.setdefault("state", {})["caller"] = self.caller
        await self.app(scope, receive, send)


@pytest.fixture
def house(db: Database, database_url: str, tmp_path: Path) -> House:
    """The house with the test's own data folder."""
    settings = load_settings(home=tmp_path)
    opened = House(settings, database_url, db, Blobs(tmp_path))
    opened.parts |= {Database: db, Blobs: opened.blobs, Settings: settings, House: opened}
    return opened


@asynccontextmanager
async def client_of(house: House, person: PersonId, name: str = "Ana Duarte") -> AsyncGenerator[AsyncClient]:
    """Give a client that is signed in as this person."""
    app = SignedInAs(create_app(house=house), person, name)
    async with AsyncClient(transport=ASGITransport(app), base_url="http://test") as client:
        yield client


@pytest.fixture
async def api(house: House, ana: PersonId) -> AsyncGenerator[AsyncClient]:
    """Ana's client."""
    async with client_of(house, ana) as client:
        yield client
