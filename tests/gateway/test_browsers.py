"""An app in a browser, on a page that the operator named, asks with a key."""

from collections.abc import AsyncIterator
from dataclasses import replace

import httpx
import pytest
from openai import AsyncOpenAI

from beknown.app.house import House
from beknown.app.server import create_app
from beknown.kit.settings import Settings
from tests.clients import serve_here
from tests.gateway.conftest import Api

PAGE = "https://app.example.org"
TOOLS = {"jsonrpc": "2.0", "id": 1, "method": "tools/list"}


@pytest.fixture
async def opened(api: Api) -> AsyncIterator[Api]:
    """The same house, which lets a page in."""
    house = api.house
    settings = house.settings.model_copy(update={"gateway_origins": PAGE})
    known = House(settings, house.owner_url, house.db, house.blobs, house.parts | {Settings: settings})
    async with serve_here(create_app(house=known)) as url:
        yield replace(api, url=url)


async def test_the_page_may_read_a_stream(opened: Api) -> None:
    made = await opened.add_key("plain")
    async with AsyncOpenAI(
        base_url=f"{opened.url}/v1", api_key=made.token, max_retries=0, default_headers={"Origin": PAGE}
    ) as client:
        answer = await client.chat.completions.with_raw_response.create(
            model="smollm2-135m-instruct",
            messages=[{"role": "user", "content": "Tell me of the sea."}],
            max_tokens=8,
            stream=True,
        )
        assert answer.headers["access-control-allow-origin"] == PAGE
        chunks = [chunk async for chunk in answer.parse()]
    assert len(chunks) > 2


async def test_the_page_may_speak_mcp(opened: Api) -> None:
    made = await opened.add_key("personal")
    headers = {
        "Authorization": f"Bearer {made.token}",
        "Accept": "application/json, text/event-stream",
        "Origin": PAGE,
    }
    async with httpx.AsyncClient(base_url=opened.url, headers=headers) as client:
        answer = await client.post("/mcp", json=TOOLS)
    assert "recall" in answer.text
    assert answer.headers["access-control-allow-origin"] == PAGE


async def test_an_error_can_be_read_by_the_page(opened: Api) -> None:
    made = await opened.add_key("plain")
    headers = {"Authorization": f"Bearer {made.token}", "Origin": PAGE}
    async with httpx.AsyncClient(base_url=opened.url, headers=headers) as client:
        answer = await client.post("/v1/chat/completions", json={"model": "none", "messages": []})
    assert 400 <= answer.status_code < 500
    assert answer.headers["access-control-allow-origin"] == PAGE
