"""Pages of other sites and the model API: only those the operator names, only there, never with cookies."""

import re
from collections.abc import AsyncIterator

import httpx
import pytest

from beknown.app.gate.origins import read_origins
from beknown.app.house import House
from beknown.app.server import create_app
from beknown.kit.errors import Invalid
from beknown.kit.settings import Settings
from tests.clients import Client, make_client

NAMED = "https://app.example.org"
SURFACES = ["/v1/models", "/llama/v1/models", "/anthropic/v1/models", "/mcp"]
CORS = {"access-control-allow-origin", "access-control-allow-methods", "access-control-allow-credentials"}


@pytest.fixture
async def open_client(house: House) -> AsyncIterator[Client]:
    """A client of a house that lets the pages of one site in."""
    settings = Settings(home=house.settings.home, gateway_origins=f"{NAMED} http://localhost:5173")
    opened = House(settings, house.owner_url, house.db, house.blobs, house.parts | {Settings: settings})
    async with make_client(create_app(house=opened)) as client:
        yield client


async def ask_first(client: Client, path: str, origin: str = NAMED) -> httpx.Response:
    """Ask as a browser does before a page may send a key."""
    asked = {"Access-Control-Request-Method": "POST", "Access-Control-Request-Headers": "authorization"}
    return await client.request("OPTIONS", path, headers={"Origin": origin, **asked})


@pytest.mark.parametrize("path", SURFACES)
async def test_a_named_page_may_ask_with_a_key(open_client: Client, path: str) -> None:
    allowed = await ask_first(open_client, path)
    assert (allowed.status_code, allowed.headers["access-control-allow-origin"]) == (204, NAMED)
    assert "Authorization" in allowed.headers["access-control-allow-headers"]
    answer = await open_client.get(path, headers={"Origin": NAMED})
    assert answer.status_code in {401, 405}
    assert answer.headers["access-control-allow-origin"] == NAMED
    assert answer.headers["vary"] == "Origin"
    assert "WWW-Authenticate" in answer.headers["access-control-expose-headers"]


@pytest.mark.parametrize("path", SURFACES)
@pytest.mark.parametrize("origin", ["https://evil.example", "https://app.example.org.evil.example", "null"])
async def test_no_other_page_may(open_client: Client, path: str, origin: str) -> None:
    refused = await ask_first(open_client, path, origin)
    assert refused.status_code in {401, 405}
    assert not CORS & set(refused.headers)


async def test_what_is_refused_may_be_read_too(open_client: Client) -> None:
    answer = await open_client.get("/v1/models", headers={"Origin": NAMED, "Host": "evil.example"})
    assert (answer.status_code, answer.headers["access-control-allow-origin"]) == (421, NAMED)


async def test_a_named_page_may_ask_a_person_for_access(open_client: Client) -> None:
    open_client.headers.update({"Origin": NAMED, "Sec-Fetch-Site": "cross-site"})
    told = await open_client.get("/.well-known/oauth-authorization-server")
    made = await open_client.post("/oauth/register", json={"redirect_uris": [f"{NAMED}/back"]})
    refused = await open_client.post("/oauth/token", data={"grant_type": "refresh_token"})
    assert [each.status_code for each in (told, made, refused)] == [200, 201, 401]
    assert {each.headers["access-control-allow-origin"] for each in (told, made, refused)} == {NAMED}


async def test_no_other_page_may_ask_for_access(open_client: Client) -> None:
    origin = {"Origin": "https://evil.example", "Sec-Fetch-Site": "cross-site"}
    body = {"redirect_uris": ["https://evil.example/back"]}
    refused = await open_client.post("/oauth/register", json=body, headers=origin)
    assert refused.status_code == 403
    assert not CORS & set(refused.headers)


@pytest.mark.parametrize("path", ["/api/session", "/api/account", "/", "/metrics", "/authorize"])
async def test_nothing_else_is_open_to_pages(open_client: Client, path: str) -> None:
    assert not CORS & set((await ask_first(open_client, path)).headers)
    assert not CORS & set((await open_client.get(path, headers={"Origin": NAMED})).headers)


async def test_no_page_is_ever_let_in_with_cookies(open_client: Client) -> None:
    for answer in (
        await ask_first(open_client, "/v1/models"),
        await open_client.get("/v1/models", headers={"Origin": NAMED}),
    ):
        assert "access-control-allow-credentials" not in answer.headers
        assert answer.headers["access-control-allow-origin"] != "*"


async def test_without_the_setting_no_page_may(client: Client) -> None:
    assert not CORS & set((await ask_first(client, "/v1/models")).headers)


@pytest.mark.parametrize(
    "text",
    [
        "*",
        "null",
        "app.example.org",
        "https://app.example.org/",
        "https://A.example",
        "https://*.example.org",
        "https://app.example.org:443",
        "http://app.example.org:80",
        "https://a.example,https://b.example",
    ],
)
async def test_what_is_no_origin_is_named_at_the_start(house: House, text: str) -> None:
    settings = Settings(home=house.settings.home, gateway_origins=f"{NAMED} {text}")
    with pytest.raises(Invalid, match=f"BEKNOWN_GATEWAY_ORIGINS: {re.escape(repr(text))} isn't an origin"):
        create_app(settings)


def test_apps_with_a_scheme_of_their_own_have_origins_too() -> None:
    named = {"app://obsidian.md", "http://[::1]:5173", "https://app.example.org:8443", "http://localhost:443"}
    assert read_origins(" ".join(named)) == named
