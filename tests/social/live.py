"""A live page of somebody, as a browser has it: it reads the stream and knows its place."""

import asyncio
import json
from collections.abc import AsyncGenerator, AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any

import httpx

from tests.clients import Client


@dataclass(frozen=True, slots=True)
class Event:
    """One event of a stream."""

    seq: int
    kind: str
    data: dict[str, Any]


class Page:
    """Reads one stream event by event."""

    def __init__(self, lines: AsyncIterator[str]) -> None:
        self._lines = lines

    async def next(self) -> Event:
        """Give the next event that has a number; it must come within 10 seconds."""
        async with asyncio.timeout(10):
            while True:
                fields = await self.read_fields()
                if "event" in fields and "id" in fields:
                    return Event(int(fields["id"]), fields["event"], json.loads(fields["data"]))

    async def next_sign(self) -> Event:
        """Give the next sign, which has no number, with its place as 0."""
        async with asyncio.timeout(10):
            while True:
                fields = await self.read_fields()
                if "event" in fields and "id" not in fields:
                    return Event(0, fields["event"], json.loads(fields["data"]))

    async def take(self, count: int) -> list[Event]:
        """Give the next few events."""
        return [await self.next() for _ in range(count)]

    async def read_fields(self) -> dict[str, str]:
        """Give the fields of the next event, as they stand in the stream."""
        fields: dict[str, str] = {}
        while line := await anext(self._lines):
            name, _, value = line.partition(": ")
            fields[name] = value
        return fields


@asynccontextmanager
async def open_page(address: str, client: Client, after: int | None = None) -> AsyncGenerator[Page]:
    """Open a live page at a real socket for who is signed in on a client, from a place on."""
    headers = {} if after is None else {"Last-Event-ID": str(after)}
    async with (
        httpx.AsyncClient(base_url=address, cookies=client.cookies, timeout=30) as browser,
        browser.stream("GET", "/api/chats/live", headers=headers) as answer,
    ):
        assert answer.status_code == 200
        yield Page(answer.aiter_lines())
