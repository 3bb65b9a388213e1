"""The person's memory by MCP, through the official client: with keys, and by OAuth as the client does it itself."""

import asyncio
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any, cast

import httpx
import httpx2
import pytest
from mcp import Client
from mcp.client.auth import OAuthClientProvider
from mcp.client.streamable_http import streamable_http_client
from mcp.shared.auth import (
    AuthorizationCodeResult,
    OAuthClientInformationFull,
    OAuthClientMetadata,
    OAuthToken,
)
from mcp_types import TextContent
from pydantic import AnyUrl

from beknown.app.house import House
from beknown.gateway import KeyScope, MadeKey, NewKey, add_key, revoke_key
from beknown.kit.db import Scope
from beknown.kit.ids import PersonId
from beknown.social import PostDraft, make_post, show_oneself
from tests.clients import sign_in_as
from tests.gateway.oauth import REDIRECT, read_query
from tests.understanding.remembering import as_drafts, lines, remember

MODES = ("legacy", "auto")
"""The protocol with its handshake, and the one of 2026-07-28 without."""

LIFE = as_drafts(
    lines(
        ("Tomasz", "The kiln is mended, your blue bowl is in it"),
        ("Ana Duarte", "I keep bees on the roof since April"),
    )
)


@dataclass(frozen=True, slots=True)
class Place:
    """A served house with Ana in it."""

    url: str
    house: House
    person: PersonId

    async def add_key(self, *scopes: KeyScope) -> MadeKey:
        """Make a key of hers."""
        async with self.house.db.begin(Scope(self.person, "account")) as tx:
            return await add_key(tx, NewKey("test", frozenset(scopes)))

    @asynccontextmanager
    async def signed_in(self) -> AsyncGenerator[httpx.AsyncClient]:
        """Give her browser."""
        async with httpx.AsyncClient(base_url=self.url) as browser:
            await sign_in_as(browser, self.house, self.person)
            yield browser


@dataclass(slots=True)
class Kept:
    """What an app keeps between its runs."""

    tokens: OAuthToken | None = None
    client: OAuthClientInformationFull | None = None

    async def get_tokens(self) -> OAuthToken | None:
        """Give the tokens."""
        return self.tokens

    async def set_tokens(self, tokens: OAuthToken) -> None:
        """Keep the tokens."""
        self.tokens = tokens

    async def get_client_info(self) -> OAuthClientInformationFull | None:
        """Give what was registered."""
        return self.client

    async def set_client_info(self, client_info: OAuthClientInformationFull) -> None:
        """Keep what was registered."""
        self.client = client_info


@dataclass(slots=True)
class Consent:
    """Ana's browser as the app opens it: she reads what is asked, and says yes."""

    browser: httpx.AsyncClient
    seen: list[dict[str, Any]] = field(default_factory=list[dict[str, Any]])
    sent: dict[str, str] = field(default_factory=dict[str, str])

    async def open(self, url: str) -> None:
        """Open the page and answer."""
        asked = read_query(url)
        shown = await self.browser.post("/api/oauth/ask", json=asked)
        self.seen.append(shown.json())
        said = await self.browser.post("/api/oauth/answer", json={"asked": asked, "is_granted": True})
        self.sent = read_query(said.json()["redirect"])

    async def come_back(self) -> AuthorizationCodeResult:
        """Give what the app is sent."""
        return AuthorizationCodeResult(code=self.sent["code"], state=self.sent["state"], iss=self.sent["iss"])


@pytest.fixture
def place(server_address: str, house: House, ana: PersonId) -> Place:
    return Place(server_address, house, ana)


@asynccontextmanager
async def connect(http: httpx2.AsyncClient, url: str, mode: str = "auto") -> AsyncGenerator[Client]:
    """Connect the official client."""
    async with Client(streamable_http_client(f"{url}/mcp", http_client=http), mode=mode) as client:
        yield client


@asynccontextmanager
async def connect_with(token: str, url: str, mode: str = "auto") -> AsyncGenerator[Client]:
    """Connect it with a token."""
    headers = {"Authorization": f"Bearer {token}"}
    async with httpx2.AsyncClient(headers=headers, timeout=60) as http, connect(http, url, mode) as client:
        yield client


def make_auth(url: str, consent: Consent, kept: Kept) -> OAuthClientProvider:
    """Make the client's own OAuth."""
    metadata = OAuthClientMetadata(client_name="MCP test", redirect_uris=[AnyUrl(REDIRECT)])
    return OAuthClientProvider(f"{url}/mcp", metadata, kept, consent.open, consent.come_back)


async def call(client: Client, name: str, **arguments: str) -> dict[str, Any]:
    """Call a tool that succeeds."""
    said = await client.call_tool(name, arguments)
    assert not said.is_error, said.content
    return cast("dict[str, Any]", said.structured_content)


def ask_raw(token: str) -> dict[str, Any]:
    """Give a bare call of recall as the protocol has it."""
    return {
        "json": {
            "jsonrpc": "2.0",
            "id": 1,
            "method": "tools/call",
            "params": {"name": "recall", "arguments": {"query": "bees"}},
        },
        "headers": {
            "Authorization": f"Bearer {token}",
            "Accept": "application/json, text/event-stream",
            "MCP-Protocol-Version": "2025-11-25",
        },
    }


@pytest.mark.parametrize("mode", MODES)
async def test_what_the_person_lived_is_recalled(place: Place, mode: str) -> None:
    await remember(place.house.db, place.person, LIFE)
    made = await place.add_key("personal")
    async with connect_with(made.token, place.url, mode) as client:
        assert sorted(tool.name for tool in (await client.list_tools()).tools) == [
            "profile",
            "read_feed",
            "recall",
            "remember",
        ]
        found = await call(client, "recall", query="What animals do I keep on the roof?")
    assert found["memories"][0]["text"] == "I keep bees on the roof since April"
    assert found["memories"][0]["is_mine"] is True


async def test_what_is_remembered_is_the_persons_own_and_in_the_profile(place: Place) -> None:
    made = await place.add_key("personal")
    async with connect_with(made.token, place.url) as client:
        kept = await call(client, "remember", what="I am allergic to walnuts")
        profile = await call(client, "profile", about="What should I cook?")
        found = await call(client, "recall", query="walnuts")
    assert "walnuts" in profile["facts"]
    assert [each["event_id"] for each in found["memories"]] == [kept["event_id"]]
    assert found["memories"][0]["source"] == "told"


async def test_the_feed_is_read_page_by_page_with_reasons(place: Place, ben: PersonId) -> None:
    db = place.house.db
    for person, handle in ((place.person, "ana"), (ben, "ben")):
        async with db.begin(Scope(person, "export")) as tx:
            await show_oneself(tx, handle=handle, name=handle, bio="", is_private=False)
    async with db.begin(Scope(ben, "export")) as tx:
        post = await make_post(tx, PostDraft("The kiln is warm again", shown_to="everyone"))
    made = await place.add_key("personal")
    async with connect_with(made.token, place.url) as client:
        page = await call(client, "read_feed")
        end = await call(client, "read_feed", page=page["next"])
        wrong = await client.call_tool("read_feed", {"page": "no page"})
    assert [(item["post"]["id"], item["post"]["text"]) for item in page["items"]] == [
        (str(post.id), "The kiln is warm again")
    ]
    assert sum(reason["share"] for reason in page["items"][0]["reasons"]) == pytest.approx(1)
    assert (end["items"], end["next"]) == ([], None)
    assert wrong.is_error
    assert "no page of a feed" in str(wrong.content)


async def test_another_person_learns_nothing_of_it(place: Place, ben: PersonId) -> None:
    await remember(place.house.db, place.person, LIFE)
    made = await Place(place.url, place.house, ben).add_key("personal")
    async with connect_with(made.token, place.url) as client:
        assert await call(client, "recall", query="bees") == {"memories": []}
        assert "bees" not in str(await call(client, "profile", about="bees"))


async def test_a_source_that_is_switched_off_for_the_assistant_is_not_recalled(place: Place) -> None:
    await remember(place.house.db, place.person, LIFE)
    made = await place.add_key("personal")
    async with place.signed_in() as browser, connect_with(made.token, place.url) as client:
        assert (await call(client, "recall", query="bees"))["memories"]
        (source,) = (await browser.get("/api/you/sources")).json()
        await browser.put(f"/api/you/sources/{source['id']}/switches/assistant", json={"is_on": False})
        assert await call(client, "recall", query="bees") == {"memories": []}


async def test_what_was_read_is_in_the_access_log(place: Place) -> None:
    await remember(place.house.db, place.person, LIFE)
    made = await place.add_key("personal")
    async with connect_with(made.token, place.url) as client:
        await call(client, "recall", query="bees")
    async with place.signed_in() as browser:
        rows = (await browser.get("/api/you/access")).json()
    read = {row["kind"] for row in rows if row["purpose"] == "assistant"}
    assert {"event", "memory"} <= read


async def test_a_key_without_the_scope_gets_a_clear_403_and_learns_nothing(place: Place) -> None:
    await remember(place.house.db, place.person, LIFE)
    made = await place.add_key("plain")
    async with place.signed_in() as browser, httpx.AsyncClient(base_url=place.url) as http:
        said = await http.post("/mcp", **ask_raw(made.token))
        rows = (await browser.get("/api/you/access")).json()
    assert said.status_code == 403
    assert said.json()["error"] == "insufficient_scope"
    assert "'personal'" in said.json()["error_description"]
    assert 'scope="personal"' in said.headers["www-authenticate"]
    assert "bees" not in said.text
    assert rows == []  # nothing of hers was read, for whatever purpose


async def test_a_key_revoked_in_mid_use_is_out_within_a_second(place: Place) -> None:
    await remember(place.house.db, place.person, LIFE)
    made = await place.add_key("personal")
    async with httpx.AsyncClient(base_url=place.url) as http:
        assert (await http.post("/mcp", **ask_raw(made.token))).status_code == 200
        async with place.house.db.begin(Scope(place.person, "account")) as tx:
            await revoke_key(tx, made.id)
        async with asyncio.timeout(3):
            while (await http.post("/mcp", **ask_raw(made.token))).status_code != 401:  # noqa: ASYNC110 - the promise is about time
                await asyncio.sleep(0.05)


async def test_who_has_no_token_is_told_the_way_to_one(place: Place) -> None:
    async with httpx.AsyncClient(base_url=place.url) as http:
        said = await http.post("/mcp", json={})
        where = f"{place.url}/.well-known/oauth-protected-resource/mcp"
        assert said.status_code == 401
        assert f'resource_metadata="{where}"' in said.headers["www-authenticate"]
        assert (await http.get(where)).json()["resource"] == f"{place.url}/mcp"
        assert (await http.get("/mcp")).status_code == 405


@pytest.mark.parametrize("mode", MODES)
async def test_the_official_client_gets_in_by_oauth_and_renews_by_itself(place: Place, mode: str) -> None:
    await remember(place.house.db, place.person, LIFE)
    kept = Kept()
    async with place.signed_in() as browser:
        consent = Consent(browser)
        auth = make_auth(place.url, consent, kept)
        async with httpx2.AsyncClient(auth=auth) as http, connect(http, place.url, mode) as client:
            assert (await call(client, "recall", query="bees"))["memories"]
            first = cast("OAuthToken", kept.tokens)
            auth.context.token_expiry_time = 1.0
            assert (await call(client, "recall", query="bees"))["memories"]
        (app,) = (await browser.get("/api/apps")).json()
    assert consent.seen == [
        {
            "name": "MCP test",
            "place": "computer",
            "origin": "http://127.0.0.1",
            "scopes": ["personal"],
            "why": None,
        }
    ]
    assert (app["name"], app["scopes"]) == ("MCP test", ["personal"])
    second = cast("OAuthToken", kept.tokens)
    assert second.access_token != first.access_token
    assert second.refresh_token != first.refresh_token


async def test_a_token_for_the_memory_is_none_for_the_model_api(place: Place) -> None:
    kept = Kept()
    async with place.signed_in() as browser:
        auth = make_auth(place.url, Consent(browser), kept)
        async with httpx2.AsyncClient(auth=auth) as http, connect(http, place.url) as client:
            await client.list_tools()
    token = cast("OAuthToken", kept.tokens).access_token
    async with httpx.AsyncClient(base_url=place.url) as http:
        said = await http.get("/v1/models", headers={"Authorization": f"Bearer {token}"})
    assert said.status_code == 401


async def test_strange_letters_are_looked_for_like_others(place: Place) -> None:
    made = await place.add_key("personal")
    async with connect_with(made.token, place.url) as client:
        for strange in ("\x00", "\u202e", "%", "' OR true --", "x" * 4000):
            assert await call(client, "recall", query=strange) == {"memories": []}
            await call(client, "profile", about=strange)


async def test_what_a_tool_cannot_do_is_said_in_words(place: Place) -> None:
    made = await place.add_key("personal")
    async with connect_with(made.token, place.url) as client:
        said = await client.call_tool("remember", {"what": "   "})
    assert said.is_error
    assert "Say in a few words what to remember" in cast("TextContent", said.content[0]).text
