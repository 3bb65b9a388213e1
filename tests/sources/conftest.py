"""Somebody who brings archives or follows sites over HTTP, and the worker that reads them."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import AsyncExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from beknown.app.house import House
from beknown.events import subscribe
from beknown.kit.db import Database
from beknown.kit.ids import PersonId
from beknown.kit.jobs import Worker
from beknown.kit.outside import Outside
from beknown.sources import Guest, write_sample
from beknown.sources.jobs import import_job
from beknown.understanding import index_events
from tests.clients import Client
from tests.house import client_of, make_house
from tests.sources.outlets import Follower, Site, open_site


@dataclass(frozen=True, slots=True)
class Bringer:
    """A signed-in person with an archive in hand."""

    client: Client
    house: House
    person: PersonId

    async def upload(self, *files: Path, **fields: str) -> dict[str, Any]:
        """Send files; give the import once it is read."""
        parts = [("files", (file.name, file.read_bytes())) for file in files]
        answer = await self.client.post("/api/imports", files=parts, data=fields)
        assert answer.status_code == 201, answer.text
        return await self.read(answer.json()["id"])

    async def read(self, import_id: str) -> dict[str, Any]:
        """Do the import's job here and now; give the import."""
        await import_job(self.house.job_context(), person_id=str(self.person), import_id=import_id)
        return await self.find(import_id)

    async def wait(self, import_id: str) -> dict[str, Any]:
        """Let a real worker work until the import has ended; give it."""
        working = asyncio.create_task(Worker(self.house.owner_url, self.house.job_context()).run())
        try:
            async with asyncio.timeout(60):
                while (found := await self.find(import_id))["state"] in {"queued", "running"}:  # noqa: ASYNC110 - as the page asks
                    await asyncio.sleep(0.05)
        finally:
            working.cancel()
            _, still = await asyncio.wait([working], timeout=20)
        assert not still, "a worker that goes on takes the jobs of the next test"
        return found

    async def find(self, import_id: str) -> dict[str, Any]:
        """The import as it is now."""
        answer = await self.client.get(f"/api/imports/{import_id}")
        assert answer.status_code == 200, answer.text
        return dict(answer.json())

    async def answer(self, import_id: str, answers: Mapping[str, str]) -> dict[str, Any]:
        """Answer what was asked; give the import once it is read."""
        answer = await self.client.post(f"/api/imports/{import_id}/answers", json=dict(answers))
        assert answer.status_code == 200, answer.text
        return await self.read(import_id)

    async def timeline(self, **query: str) -> list[dict[str, Any]]:
        """The newest events on the page 'You'."""
        answer = await self.client.post("/api/you/timeline", json=query)
        assert answer.status_code == 200, answer.text
        return list(answer.json()["events"])


@pytest.fixture
def bringer(ana_client: Client, house: House, ana: PersonId) -> Bringer:
    """Ana brings archives."""
    subscribe(index_events)
    return Bringer(ana_client, house, ana)


@pytest.fixture(scope="session")
def sample(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """The sample life's archives in today's layouts."""
    return write_sample(tmp_path_factory.mktemp("sample"))


@pytest.fixture(scope="session")
def old_sample(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """The same life in layouts of some years ago."""
    return write_sample(tmp_path_factory.mktemp("old_sample"), is_old=True)


@pytest.fixture
async def site() -> AsyncIterator[Site]:
    """A site on this machine."""
    async with open_site() as opened:
        yield opened


@pytest.fixture
async def guest(db: Database, site: Site) -> Guest:
    """Who asks outside; this machine counts as outside here, and the site stands for Bluesky."""
    return Guest(db, Outside("127.0.0.1"), site.address)


@pytest.fixture
async def following(
    db: Database, database_url: str, tmp_path: Path, guest: Guest
) -> AsyncIterator[Callable[[PersonId], Awaitable[Follower]]]:
    """Makes followers out of people."""
    house = make_house(db, database_url, tmp_path)
    house.parts[Guest] = guest
    async with AsyncExitStack() as stack:

        async def make(person: PersonId) -> Follower:
            return Follower(await stack.enter_async_context(client_of(house, person)), guest)

        yield make


@pytest.fixture
async def follower(following: Callable[[PersonId], Awaitable[Follower]], ana: PersonId) -> Follower:
    """Ana follows things elsewhere."""
    return await following(ana)
