"""What apps and pages send wrongly when access is asked for."""

import json
from urllib.parse import urlencode

import pytest

from beknown.gateway.oauth_metadata import DEVICE_GRANT
from tests.clients import Client
from tests.gateway.oauth import ask, register

JSON = {"Content-Type": "application/json"}
FORM = {"Content-Type": "application/x-www-form-urlencoded"}
STRANGE = ("\x00", "\ud800", "\u202e", "x" * 5000, "%00", "'; --")


@pytest.mark.parametrize("strange", STRANGE)
async def test_strange_letters_on_the_page_are_no_error_of_ours(
    client: Client, ana_client: Client, strange: str
) -> None:
    plain = ask(await register(client))
    for asked in (plain | {field: strange} for field in plain):
        for path, body in (
            ("/api/oauth/ask", asked),
            ("/api/oauth/answer", {"asked": asked, "is_granted": True}),
            ("/api/oauth/device", {"user_code": strange}),
        ):
            said = await ana_client.post(path, content=json.dumps(body).encode(), headers=JSON)
            assert said.status_code in {200, 404, 422, 429}, (path, body)


@pytest.mark.parametrize("strange", STRANGE)
async def test_strange_letters_of_an_app_are_no_error_of_ours(client: Client, strange: str) -> None:
    client_id = await register(client)
    body = json.dumps({"client_name": strange, "redirect_uris": [strange]}).encode()
    assert (await client.post("/oauth/register", content=body, headers=JSON)).status_code == 400
    for grant in ("authorization_code", "refresh_token", DEVICE_GRANT, strange):
        for field in (
            "client_id",
            "code",
            "code_verifier",
            "refresh_token",
            "device_code",
            "scope",
            "resource",
        ):
            form = urlencode(
                {"client_id": client_id, "grant_type": grant, field: strange}, errors="surrogatepass"
            )
            said = await client.post("/oauth/token", content=form, headers=FORM)
            assert said.status_code in {400, 401}, (grant, field)
