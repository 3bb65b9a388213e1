"""Have things made for people, and see what is on their feed of it."""

import json
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from fastapi import FastAPI, Request

from beknown.app.house import House
from beknown.events import EventDraft, append, ensure_source
from beknown.events.types import EventType
from beknown.feed.make_items import make_for
from beknown.kit import clock
from beknown.kit.db import Database, Scope
from beknown.kit.ids import EventId, PersonId
from beknown.models import Models
from tests.clients import serve_here
from tests.feed.reading import read_all
from tests.social.posting import Post, Someone

Json = dict[str, Any]
YEARS = 4
"""Every day has one so many years before, the last of February, too."""

POSTED: EventType = "social.post.shared.v1"
WORDS = "We carried the old boat down to the water. It floats!"


def years_ago(years: int = YEARS) -> datetime:
    """Give this moment, some years before."""
    now = clock.now()
    return now.replace(year=now.year - years)


async def said(
    db: Database,
    person: PersonId,
    text: str = WORDS,
    at: datetime | None = None,
    *,
    kind: EventType = POSTED,
    source: str = "mastodon",
) -> EventId:
    """Put something into a person's log that they said, as an archive would: by default years ago today."""
    when = at or years_ago()
    draft = EventDraft(kind, f"{kind}/{text}/{when}", when, text, is_mine=True)
    async with db.begin(Scope(person, "export")) as tx:
        event = await append(tx, await ensure_source(tx, source), draft)
    assert event is not None
    return event


async def make(db: Database, house: House, someone: Someone, models: Models | None = None) -> None:
    """Have things made for somebody."""
    await make_for(db, models or house.parts[Models], someone.id)  # pyright: ignore[reportArgumentType] - by its type


async def made_for(someone: Someone) -> list[Json]:
    """Give what was made among all items of a new run."""
    return [item["made"] for item in await read_all(someone) if item["kind"] == "made"]


async def kinds_for(someone: Someone) -> list[str]:
    """Give the kinds of what was made, sorted."""
    return sorted(made["kind"] for made in await made_for(someone))


async def talk(root: Post, a: Someone, others: list[Someone], answers: int = 12) -> list[Post]:
    """Have a thread grow long: others answer in turn, after one answer of the first; give what they say."""
    posts = [await a.reply(root, "I asked myself that, too.")]
    for number in range(answers - 1):
        text = f"Answer number {number}: the kiln was too cold for it."
        posts.append(await others[number % len(others)].reply(root, text))
    return posts


@dataclass
class Writer:
    """A capable model on a real server: what it writes, and what it was asked."""

    sentences: list[Json] = field(default_factory=list[Json])
    asked: list[list[Json]] = field(default_factory=list[list[Json]])


@asynccontextmanager
async def open_models(writer: Writer, house: House, home: Path) -> AsyncGenerator[Models]:
    """Open models of which the language model is that server."""
    app = FastAPI()

    @app.get("/v1/models")
    async def get_models() -> Json:
        meta = {"n_ctx": 32_000, "n_params": 70_000_000_000}
        return {"object": "list", "data": [{"id": "writer", "object": "model", "meta": meta}]}

    @app.post("/v1/chat/completions")
    async def complete(request: Request) -> Json:
        messages: list[Json] = (await request.json())["messages"]
        is_probe = "<data " not in messages[-1]["content"]
        writer.asked += [] if is_probe else [messages]
        text = '{"answer": "yes"}' if is_probe else json.dumps({"sentences": writer.sentences})
        message = {"role": "assistant", "content": text}
        return {
            "id": "1",
            "object": "chat.completion",
            "created": 1,
            "model": "writer",
            "choices": [{"index": 0, "finish_reason": "stop", "message": message}],
            "usage": {"prompt_tokens": 90, "completion_tokens": 30, "total_tokens": 120},
        }

    async with serve_here(app) as address:
        settings = house.settings.model_copy(
            update={"home": home, "language_url": f"{address}/v1", "language_model": "writer"}
        )
        async with Models(settings) as models:
            yield models
