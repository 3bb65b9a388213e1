"""An app gets a key from a person by the code flow, and nobody else gets it."""

import asyncio
from datetime import timedelta

import pytest

from beknown.app.house import House
from beknown.gateway import find_keys
from beknown.kit import clock
from beknown.kit.db import Scope
from beknown.kit.ids import PersonId
from tests.clients import ADDRESS, Client
from tests.gateway.oauth import (
    REDIRECT,
    VERIFIER,
    answer,
    ask,
    exchange,
    let_in,
    opens,
    post,
    read_query,
    register,
    renew,
)


async def opens_nothing_soon(client: Client, token: str) -> None:
    """Wait until a token is refused: a key that was opened is believed for a second."""
    async with asyncio.timeout(5):
        while await opens(client, token) != 401:  # noqa: ASYNC110 - the promise is about time
            await asyncio.sleep(0.05)


async def test_a_yes_becomes_a_key_of_the_person_with_these_scopes_alone(
    client: Client, ana_client: Client, house: House, ana: PersonId
) -> None:
    client_id = await register(client)
    sent = await answer(ana_client, ask(client_id))
    assert sent.keys() == {"code", "state", "iss"}
    assert sent["state"] == "xyz"
    assert sent["iss"] == ADDRESS
    said = await exchange(client, client_id, sent["code"])
    assert said.body["token_type"] == "Bearer"
    assert said.body["scope"] == "plain"
    assert await opens(client, said.body["access_token"]) == 200
    async with house.db.begin(Scope(ana, "account")) as tx:
        (key,) = await find_keys(tx)
    assert (key.name, key.scopes, str(key.client_id)) == ("Notebook", ["plain"], client_id)
    assert key.expires_at is not None
    assert key.expires_at <= clock.now() + timedelta(hours=1)


async def test_a_no_is_told_to_the_app_and_gives_nothing(client: Client, ana_client: Client) -> None:
    sent = await answer(ana_client, ask(await register(client)), is_granted=False)
    assert sent == {"error": "access_denied", "state": "xyz", "iss": ADDRESS}
    assert (await ana_client.get("/api/apps")).json() == []


async def test_a_replayed_code_is_refused_and_ends_the_key_that_came_of_it(
    client: Client, ana_client: Client
) -> None:
    client_id = await register(client)
    sent = await answer(ana_client, ask(client_id))
    first = await exchange(client, client_id, sent["code"])
    again = await exchange(client, client_id, sent["code"])
    assert (again.status, again.error) == (400, "invalid_grant")
    await opens_nothing_soon(client, first.body["access_token"])
    assert (await renew(client, client_id, first.body["refresh_token"])).error == "invalid_grant"


@pytest.mark.parametrize(
    "wrong",
    [
        {"code_verifier": VERIFIER + "x"},
        {"code_verifier": ""},
        {"redirect_uri": "http://127.0.0.1:5123/other"},
        {"redirect_uri": "http://127.0.0.1:5124/back"},
        {"resource": f"{ADDRESS}/mcp"},
    ],
)
async def test_a_code_with_a_wrong_proof_is_refused_and_used_up(
    client: Client, ana_client: Client, wrong: dict[str, str]
) -> None:
    client_id = await register(client)
    sent = await answer(ana_client, ask(client_id))
    assert (await exchange(client, client_id, sent["code"], **wrong)).error == "invalid_grant"
    assert (await exchange(client, client_id, sent["code"])).error == "invalid_grant"
    assert (await ana_client.get("/api/apps")).json() == []


async def test_a_code_of_one_app_is_nothing_to_another(client: Client, ana_client: Client) -> None:
    mine, other = await register(client), await register(client)
    sent = await answer(ana_client, ask(mine))
    assert (await exchange(client, other, sent["code"])).error == "invalid_grant"
    assert (await exchange(client, mine, sent["code"])).status == 200


async def test_an_expired_code_is_refused(client: Client, ana_client: Client) -> None:
    client_id = await register(client)
    sent = await answer(ana_client, ask(client_id))
    with clock.frozen(clock.now() + timedelta(seconds=61)):
        assert (await exchange(client, client_id, sent["code"])).error == "invalid_grant"


@pytest.mark.parametrize(
    "foreign",
    [
        "https://evil.example/back",
        "http://127.0.0.1:5123/elsewhere",
        "http://127.0.0.1:5123/back?next=1",
        "http://127.0.0.1.evil.example:5123/back",
        "http://127.0.0.1:5123@evil.example/back",
        "http://localhost:5123/back",
        "https://127.0.0.1:5123/back",
        "javascript:alert(1)",
        "",
        None,
    ],
)
async def test_nothing_is_sent_to_an_address_that_was_not_registered(
    client: Client, ana_client: Client, foreign: str | None
) -> None:
    asked = ask(await register(client), redirect_uri=foreign)
    shown = await ana_client.post("/api/oauth/ask", json=asked)
    assert (shown.status_code, "redirect" in shown.json()) == (422, False)
    for is_granted in (True, False):
        said = await ana_client.post("/api/oauth/answer", json={"asked": asked, "is_granted": is_granted})
        assert (said.status_code, "redirect" in said.json()) == (422, False)


async def test_an_app_that_is_not_known_is_said_to_be_and_nobody_is_signed_out_by_it(
    ana_client: Client,
) -> None:
    for stranger in ("nobody", "00000000-0000-7000-8000-000000000001", None):
        said = await ana_client.post("/api/oauth/ask", json={"client_id": stranger, "redirect_uri": REDIRECT})
        assert said.status_code == 404


async def test_on_the_persons_own_computer_any_port_will_do(client: Client, ana_client: Client) -> None:
    client_id = await register(client)
    here = "http://127.0.0.1:61234/back"
    sent = await answer(ana_client, ask(client_id, redirect_uri=here))
    assert (await exchange(client, client_id, sent["code"], redirect_uri=here)).status == 200


async def test_elsewhere_the_port_counts(client: Client, ana_client: Client) -> None:
    client_id = await register(client, "https://notes.example.org/back")
    asked = ask(client_id, redirect_uri="https://notes.example.org:8443/back")
    assert (await ana_client.post("/api/oauth/ask", json=asked)).status_code == 422


@pytest.mark.parametrize(
    "uri",
    [
        "http://notes.example.org/back",
        "https://notes.example.org/back#part",
        "https://someone@notes.example.org/back",
        "https:///back",
        "https://notes.example.org\\@evil.example/",
        "https://notes.example.org/a b",
        "javascript:alert(1)",
        "data:text/html,hello",
        "beknown:back",
        "http://127.0.0.1:x/back",
    ],
)
async def test_an_app_cannot_register_an_address_that_is_no_place_of_its_own(
    client: Client, uri: str
) -> None:
    answered = await client.post("/oauth/register", json={"redirect_uris": [uri]})
    assert answered.status_code == 400
    assert answered.json()["error"] == "invalid_redirect_uri"


@pytest.mark.parametrize(
    ("wrong", "error"),
    [
        ({"response_type": "token"}, "unsupported_response_type"),
        ({"code_challenge": None}, "invalid_request"),
        ({"code_challenge_method": "plain"}, "invalid_request"),
        ({"code_challenge_method": None}, "invalid_request"),
        ({"scope": "plain everything"}, "invalid_scope"),
        ({"resource": "https://elsewhere.example/mcp"}, "invalid_target"),
    ],
)
async def test_what_is_asked_wrongly_is_told_to_the_app_and_cannot_be_granted(
    client: Client, ana_client: Client, wrong: dict[str, str | None], error: str
) -> None:
    asked = ask(await register(client), **wrong)
    shown = (await ana_client.post("/api/oauth/ask", json=asked)).json()
    assert shown["why"]
    sent = await answer(ana_client, asked)
    assert (sent["error"], sent["state"], "code" in sent) == (error, "xyz", False)


async def test_a_refresh_token_renews_once_and_the_former_token_ends(
    client: Client, ana_client: Client
) -> None:
    client_id, tokens = await let_in(client, ana_client)
    renewed = await renew(client, client_id, tokens["refresh_token"])
    assert await opens(client, renewed.body["access_token"]) == 200
    await opens_nothing_soon(client, tokens["access_token"])
    assert len((await ana_client.get("/api/apps")).json()) == 1


async def test_a_refresh_token_that_comes_again_ends_the_whole_family(
    client: Client, ana_client: Client
) -> None:
    client_id, tokens = await let_in(client, ana_client)
    renewed = await renew(client, client_id, tokens["refresh_token"])
    assert (await renew(client, client_id, tokens["refresh_token"])).error == "invalid_grant"
    await opens_nothing_soon(client, renewed.body["access_token"])
    assert (await renew(client, client_id, renewed.body["refresh_token"])).error == "invalid_grant"
    assert (await ana_client.get("/api/apps")).json() == []


async def test_of_two_that_renew_at_once_one_wins_and_then_both_are_out(
    client: Client, ana_client: Client
) -> None:
    client_id, tokens = await let_in(client, ana_client)
    both = await asyncio.gather(*(renew(client, client_id, tokens["refresh_token"]) for _ in range(2)))
    assert sorted(each.status for each in both) == [200, 400]
    assert (await ana_client.get("/api/apps")).json() == []


async def test_a_refresh_token_gives_less_when_less_is_asked_and_never_more(
    client: Client, ana_client: Client
) -> None:
    client_id, tokens = await let_in(client, ana_client, scope="plain personal")
    assert tokens["scope"] == "personal plain"
    less = await renew(client, client_id, tokens["refresh_token"], scope="plain")
    assert less.body["scope"] == "plain"
    again = await renew(client, client_id, less.body["refresh_token"])
    assert again.body["scope"] == "personal plain"
    client_id, tokens = await let_in(client, ana_client)
    more = await renew(client, client_id, tokens["refresh_token"], scope="plain personal")
    assert more.error == "invalid_scope"


async def test_a_refresh_token_expires(client: Client, ana_client: Client) -> None:
    client_id, tokens = await let_in(client, ana_client)
    with clock.frozen(clock.now() + timedelta(days=61)):
        assert (await renew(client, client_id, tokens["refresh_token"])).error == "invalid_grant"


async def test_an_access_token_expires_after_an_hour(client: Client, ana_client: Client) -> None:
    _client_id, tokens = await let_in(client, ana_client)
    with clock.frozen(clock.now() + timedelta(minutes=61)):
        assert await opens(client, tokens["access_token"]) == 401


@pytest.mark.parametrize("kind", ["access_token", "refresh_token"])
async def test_an_app_gives_its_access_back_by_either_token(
    client: Client, ana_client: Client, kind: str
) -> None:
    client_id, tokens = await let_in(client, ana_client)
    said = await post(client, "/oauth/revoke", client_id=client_id, token=tokens[kind])
    assert said.status == 200
    await opens_nothing_soon(client, tokens["access_token"])
    assert (await renew(client, client_id, tokens["refresh_token"])).error == "invalid_grant"
    assert (await ana_client.get("/api/apps")).json() == []


async def test_an_app_cannot_end_the_access_of_another(client: Client, ana_client: Client) -> None:
    _client_id, tokens = await let_in(client, ana_client)
    other = await register(client)
    said = await post(client, "/oauth/revoke", client_id=other, token=tokens["refresh_token"])
    assert said.status == 200
    assert await opens(client, tokens["access_token"]) == 200


async def test_a_person_sees_what_apps_have_and_takes_it_away_in_mid_use(
    client: Client, ana_client: Client, ben_client: Client
) -> None:
    client_id, tokens = await let_in(client, ana_client, scope="personal")
    (app,) = (await ana_client.get("/api/apps")).json()
    assert (app["name"], app["place"], app["scopes"]) == ("Notebook", "computer", ["personal"])
    assert (await ben_client.get("/api/apps")).json() == []
    assert (await ben_client.delete(f"/api/apps/{app['id']}")).status_code == 404
    assert await opens(client, tokens["access_token"]) == 200
    assert (await ana_client.delete(f"/api/apps/{app['id']}")).status_code == 204
    await opens_nothing_soon(client, tokens["access_token"])
    assert (await renew(client, client_id, tokens["refresh_token"])).error == "invalid_grant"


async def test_a_token_for_one_part_of_the_server_opens_no_other(client: Client, ana_client: Client) -> None:
    client_id = await register(client)
    sent = await answer(ana_client, ask(client_id, resource=f"{ADDRESS}/mcp"))
    said = await exchange(client, client_id, sent["code"], resource=f"{ADDRESS}/mcp")
    assert await opens(client, said.body["access_token"]) == 401


async def test_nobody_says_yes_without_a_session_or_from_another_site(
    client: Client, ana_client: Client
) -> None:
    body = {"asked": ask(await register(client)), "is_granted": True}
    assert (await client.post("/api/oauth/answer", json=body)).status_code == 401
    other = {"Origin": "https://evil.example", "Sec-Fetch-Site": "cross-site"}
    assert (await ana_client.post("/api/oauth/answer", json=body, headers=other)).status_code == 403
    assert (
        await ana_client.post("/api/oauth/answer", json=body, headers={"X-CSRF-Token": ""})
    ).status_code == 403
    page = await ana_client.get("/authorize")
    assert page.headers["x-frame-options"] == "DENY"
    assert "frame-ancestors 'none'" in page.headers["content-security-policy"]


async def test_names_cannot_turn_the_words_around_them(client: Client, ana_client: Client) -> None:
    client_id = await register(client, name="Note\u202ebook\n\n  of   Ana" + "x" * 200)
    shown = (await ana_client.post("/api/oauth/ask", json=ask(client_id))).json()
    assert shown["name"].startswith("Note book of Ana")
    assert len(shown["name"]) <= 100


async def test_the_query_of_a_registered_address_is_kept(client: Client, ana_client: Client) -> None:
    back = "https://notes.example.org/back?user=7"
    client_id = await register(client, back)
    body = {"asked": ask(client_id, redirect_uri=back, state="a&b=c"), "is_granted": True}
    sent = (await ana_client.post("/api/oauth/answer", json=body)).json()["redirect"]
    said = read_query(sent)
    assert sent.startswith("https://notes.example.org/back?user=7&code=")
    assert (said["user"], said["state"]) == ("7", "a&b=c")


async def test_what_apps_may_know_is_told_under_the_name_they_asked(client: Client) -> None:
    server = (await client.get("/.well-known/oauth-authorization-server")).json()
    assert server["issuer"] == ADDRESS
    assert server["code_challenge_methods_supported"] == ["S256"]
    assert server["token_endpoint_auth_methods_supported"] == ["none"]
    resource = (await client.get("/.well-known/oauth-protected-resource/mcp")).json()
    assert resource["resource"] == f"{ADDRESS}/mcp"
    assert resource["authorization_servers"] == [ADDRESS]
    assert (await client.get("/.well-known/oauth-protected-resource/other")).status_code == 404


@pytest.mark.parametrize(
    ("host", "issuer"),
    [
        ("localhost:9000", "http://localhost:9000"),
        ("LOCALHOST", "http://localhost"),
        ("[::1]:9000", "http://[::1]:9000"),
        ("someone@127.0.0.1:9000", "http://127.0.0.1:9000"),
    ],
)
async def test_the_issuer_is_the_name_that_was_asked_for(client: Client, host: str, issuer: str) -> None:
    said = await client.get("/.well-known/oauth-authorization-server", headers={"Host": host})
    assert said.json()["issuer"] == issuer


async def test_a_host_without_a_real_port_is_refused(client: Client) -> None:
    said = await client.get("/.well-known/oauth-authorization-server", headers={"Host": "127.0.0.1:x"})
    assert (said.status_code, said.json()["error"]) == (400, "invalid_request")


async def test_what_is_not_offered_is_refused_in_oauths_words(client: Client) -> None:
    client_id = await register(client)
    password = await post(client, "/oauth/token", grant_type="password", client_id=client_id)
    assert (password.status, password.error) == (400, "unsupported_grant_type")
    stranger = await exchange(client, "nobody", "x")
    assert (stranger.status, stranger.error) == (401, "invalid_client")
    empty = await client.post("/oauth/token")
    assert (empty.status_code, empty.json()["error"]) == (400, "unsupported_grant_type")
    assert (await client.post("/oauth/register", content=b"\xff")).json()["error"] == "invalid_request"


async def test_apps_that_register_too_often_have_to_wait(client: Client) -> None:
    tries = [await client.post("/oauth/register", json={"redirect_uris": [REDIRECT]}) for _ in range(21)]
    assert [each.status_code for each in tries] == [201] * 20 + [429]
    assert int(tries[-1].headers["retry-after"]) > 0
