"""The assistant with a scripted model, and Ana's messages about a trip to Lisbon."""

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from fastapi import FastAPI

from beknown.app.house import House
from beknown.app.server import create_app
from beknown.assistant import Asker, Assistant
from beknown.events import EventDraft, append_many, ensure_source
from beknown.kit.db import Database, Scope
from beknown.kit.ids import EventId, PersonId
from beknown.models import Models
from beknown.understanding import tell
from tests.assistant.rooms import SECRET, Group
from tests.assistant.scripted import Script, make_server
from tests.assistant.talk import Talk
from tests.clients import Client, make_client, serve_here, sign_in_as

LISBON = "Lisbon in May is perfect, the tram 28 at sunrise is a dream. Book the little hotel in Alfama!"


@pytest.fixture
def script() -> Script:
    """What the model will say."""
    return Script()


@pytest.fixture
async def assistant(house: House, db: Database, script: Script, tmp_path: Path) -> AsyncIterator[Assistant]:
    """The assistant, asking the scripted model.

    Its home is its own: what an earlier server was found to do is remembered there by address, and ports come again.
    """
    async with serve_here(make_server(script)) as address:
        settings = house.settings.model_copy(
            update={"home": tmp_path, "language_url": f"{address}/v1", "language_model": "scripted"}
        )
        async with Models(settings) as models:
            assistant = Assistant(db, house.blobs, models)
            yield assistant
            await assistant.close()


@pytest.fixture
def assistant_app(house: House, assistant: Assistant) -> FastAPI:
    """The web server with that assistant."""
    return create_app(house=replace(house, parts={**house.parts, Assistant: assistant}))


@pytest.fixture
async def talk(assistant_app: FastAPI, house: House, ana: PersonId) -> AsyncIterator[Talk]:
    """Ana talks with the assistant."""
    async with make_client(assistant_app) as client:
        await sign_in_as(client, house, ana)
        yield Talk(client)


@pytest.fixture
async def ben_talk(assistant_app: FastAPI, house: House, ben: PersonId) -> AsyncIterator[Talk]:
    """Ben talks with the assistant."""
    async with make_client(assistant_app) as client:
        await sign_in_as(client, house, ben)
        yield Talk(client)


@pytest.fixture
def asker(ana: PersonId) -> Asker:
    """Ana, as the assistant knows her."""
    return Asker(ana, "Ana Duarte", "en-GB", "Europe/Lisbon")


@pytest.fixture
async def lisbon(db: Database, ana: PersonId) -> EventId:
    """Maria's message about Lisbon, among others; its event."""
    told = [
        ("Maria Silva", False, "Have you decided where to go in spring?"),
        ("Ana Duarte", True, "Not yet. Somewhere by the sea."),
        ("Maria Silva", False, LISBON),
        ("Ana Duarte", True, "Sounds good, I will look at flights."),
        ("Tom Berger", False, "The washing machine is broken again."),
        ("Tom Berger", False, "Can you bring bread on your way home?"),
    ]
    drafts = [
        EventDraft(
            type="social.message.sent.v1" if is_mine else "social.message.received.v1",
            key=f"m{number}",
            occurred_at=datetime(2019, 5, 14, 18, number, tzinfo=UTC),
            text=text,
            speaker=speaker,
            is_mine=is_mine,
            thread="maria" if number < 4 else "tom",
            thread_title="Maria Silva" if number < 4 else "Tom Berger",
        )
        for number, (speaker, is_mine, text) in enumerate(told)
    ]
    async with db.begin(Scope(ana, "export")) as tx:
        appended = await append_many(tx, await ensure_source(tx, "whatsapp"), drafts)
    return appended.new["m2"]


@pytest.fixture
async def group(
    ana_client: Client, ben_client: Client, ana: PersonId, ben: PersonId, assistant: Assistant
) -> Group:
    """A group of Ana and Ben; the assistant asks a scripted model."""
    made = await ana_client.post("/api/chats/groups", json={"name": "Pottery", "people": [str(ben)]})
    assert made.status_code == 201, made.text
    clients = {"ana": ana_client, "ben": ben_client}
    return Group(made.json()["id"], {"ana": ana, "ben": ben}, clients, assistant)


@pytest.fixture
async def small(group: Group, house: House, db: Database) -> AsyncIterator[Group]:
    """The same group, where nothing but the embedded model answers."""
    async with Models(house.settings) as models:
        group.assistant = Assistant(db, house.blobs, models)
        yield group
        await group.assistant.close()


@pytest.fixture
async def secret(db: Database, ana: PersonId) -> str:
    """Something that Ana told her own assistant alone."""
    async with db.begin(Scope(ana, "export")) as tx:
        await tell(tx, SECRET, speaker="Ana Duarte")
    return SECRET
