"""A site on this machine that people follow, and somebody who follows it over HTTP."""

from collections.abc import AsyncGenerator, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from typing import Any

from fastapi import FastAPI, Request, Response

from beknown.kit import clock
from beknown.sources.outlet_ask import Guest
from beknown.sources.outlet_fetch import fetch_due
from tests.clients import Client, serve_here

Answering = Callable[[Request], Response]

NOON = datetime(2026, 5, 4, 12, tzinfo=UTC)


@dataclass(slots=True)
class Site:
    """A site that answers as a test says; what isn't said is a 404. `asked` are the paths in order."""

    address: str = ""
    answers: dict[str, Answering] = field(default_factory=dict[str, Answering])
    asked: list[str] = field(default_factory=list[str])
    headers: list[Mapping[str, str]] = field(default_factory=list[Mapping[str, str]])

    def says(self, path: str, body: str | bytes, *, status: int = 200, **headers: str) -> str:
        """Answer a path always the same; give its address."""
        told = {name.replace("_", "-"): value for name, value in headers.items()}
        told.setdefault("content-type", "application/xml")
        self.answers[path] = lambda _: Response(body, status_code=status, headers=told)
        return self.address + path

    def count(self, path: str) -> int:
        """Say how often a path was asked."""
        return self.asked.count(path)


@asynccontextmanager
async def open_site() -> AsyncGenerator[Site]:
    """Serve a site on a free port."""
    site, app = Site(), FastAPI()

    @app.get("/{path:path}")
    async def answer(path: str, request: Request) -> Response:
        site.asked.append(f"/{path}")
        site.headers.append(dict(request.headers))
        answering = site.answers.get(f"/{path}", lambda _: Response(status_code=404))
        return answering(request)

    async with serve_here(app) as address:
        site.address = address
        yield site


@dataclass(frozen=True, slots=True)
class Follower:
    """A signed-in person who follows things elsewhere, and the worker that fetches them."""

    client: Client
    guest: Guest

    async def add(self, address: str) -> dict[str, Any]:
        """Follow an address."""
        answer = await self.client.post("/api/followed", json={"address": address})
        assert answer.status_code == 201, answer.text
        return dict(answer.json())

    async def refused(self, address: str) -> str:
        """Try to follow an address; give why that can't be."""
        answer = await self.client.post("/api/followed", json={"address": address})
        assert answer.status_code == 422, answer.text
        return str(answer.json()["detail"])

    async def follows(self) -> list[dict[str, Any]]:
        """What is followed, as the page has it."""
        return list((await self.client.get("/api/followed")).json())

    async def folders(self) -> dict[str, str | None]:
        """In which folder each address is that is followed."""
        return {each["address"]: each["folder"] for each in await self.follows()}

    async def only(self) -> dict[str, Any]:
        """The one thing that is followed."""
        (found,) = await self.follows()
        return found

    async def items(self, **query: str) -> list[dict[str, Any]]:
        """What was published, newest first."""
        answer = await self.client.get("/api/followed/items", params=query)
        assert answer.status_code == 200, answer.text
        return list(answer.json()["items"])

    async def titles(self) -> list[str]:
        """The titles of what was published, newest first."""
        return [item["title"] for item in await self.items()]

    async def fetch(self, *, after: timedelta = timedelta(days=1)) -> None:
        """Have the worker fetch what is due so much later."""
        with clock.frozen(clock.now() + after):
            await fetch_due(self.guest)


def rss(*items: str, title: str = "The Daily", more: str = "") -> str:
    """Write a feed."""
    return (
        '<?xml version="1.0" encoding="UTF-8"?><rss version="2.0" '
        'xmlns:itunes="http://www.itunes.com/dtds/podcast-1.0.dtd"><channel>'
        f"<title>{title}</title><link>https://daily.example/</link>{more}{''.join(items)}</channel></rss>"
    )


def item(
    number: int, *, title: str | None = None, text: str = "Words.", at: datetime | None = None, more: str = ""
) -> str:
    """Write an item of a feed; the higher its number, the newer."""
    published = format_datetime(at or NOON - timedelta(days=365) + timedelta(hours=number))
    return (
        f"<item><guid isPermaLink='false'>{number}</guid><title>{title or f'Item {number}'}</title>"
        f"<link>https://daily.example/{number}</link><description><![CDATA[{text}]]></description>"
        f"<pubDate>{published}</pubDate>{more}</item>"
    )
