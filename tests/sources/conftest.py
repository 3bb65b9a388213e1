"""Somebody who brings archives over HTTP, and the worker that reads them."""

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from beknown.app.house import House
from beknown.events import subscribe
from beknown.kit.ids import PersonId
from beknown.kit.jobs import Worker
from beknown.sources import write_sample
from beknown.sources.jobs import import_job
from beknown.understanding import index_events
from tests.clients import Client


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
            await asyncio.wait([working], timeout=20)
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
