"""A device without a browser gets a key when a person types its code, and from nobody else."""

from datetime import timedelta

import pytest

from beknown.gateway.oauth_metadata import DEVICE_GRANT
from beknown.kit import clock
from tests.clients import ADDRESS, Client
from tests.gateway.oauth import Said, answer, ask, exchange, opens, post, register


async def begin(client: Client, client_id: str, scope: str = "plain") -> dict[str, str]:
    said = await post(client, "/oauth/device", client_id=client_id, scope=scope)
    assert said.status == 200, said.body
    return said.body


async def poll(client: Client, client_id: str, begun: dict[str, str]) -> Said:
    form = {"grant_type": DEVICE_GRANT, "client_id": client_id, "device_code": begun["device_code"]}
    return await post(client, "/oauth/token", **form)


async def decide(person: Client, user_code: str, *, is_granted: bool) -> int:
    body = {"user_code": user_code, "is_granted": is_granted}
    return (await person.post("/api/oauth/device/answer", json=body)).status_code


async def test_a_device_gets_its_key_when_the_person_said_yes(client: Client, ana_client: Client) -> None:
    client_id = await register(client, name="Terminal")
    begun = await begin(client, client_id, "personal")
    assert begun["verification_uri"] == f"{ADDRESS}/device"
    typed = begun["user_code"].lower().replace("-", " ")
    shown = await ana_client.post("/api/oauth/device", json={"user_code": typed})
    assert shown.json() == {"name": "Terminal", "scopes": ["personal"]}
    assert await decide(ana_client, typed, is_granted=True) == 204
    said = await poll(client, client_id, begun)
    assert said.body["scope"] == "personal"
    assert await opens(client, said.body["access_token"]) == 200
    (app,) = (await ana_client.get("/api/apps")).json()
    assert (app["name"], app["place"], app["origin"]) == ("Terminal", "device", None)


async def test_a_device_that_polls_is_told_to_wait_and_to_slow_down(client: Client) -> None:
    client_id = await register(client)
    now = clock.now()
    with clock.frozen(now):
        begun = await begin(client, client_id)
        assert (await poll(client, client_id, begun)).error == "authorization_pending"
    with clock.frozen(now + timedelta(seconds=5)):
        assert (await poll(client, client_id, begun)).error == "authorization_pending"
    with clock.frozen(now + timedelta(seconds=9)):
        assert (await poll(client, client_id, begun)).error == "slow_down"
    with clock.frozen(now + timedelta(seconds=18)):
        assert (await poll(client, client_id, begun)).error == "slow_down"
    with clock.frozen(now + timedelta(seconds=33)):
        assert (await poll(client, client_id, begun)).error == "authorization_pending"


async def test_a_device_is_told_no_and_gets_nothing_after_it(client: Client, ana_client: Client) -> None:
    client_id = await register(client)
    begun = await begin(client, client_id)
    assert await decide(ana_client, begun["user_code"], is_granted=False) == 204
    assert (await poll(client, client_id, begun)).error == "access_denied"
    assert await decide(ana_client, begun["user_code"], is_granted=True) == 404
    assert (await poll(client, client_id, begun)).error == "access_denied"


async def test_a_device_code_expires(client: Client, ana_client: Client) -> None:
    client_id = await register(client)
    begun = await begin(client, client_id)
    with clock.frozen(clock.now() + timedelta(minutes=11)):
        assert await decide(ana_client, begun["user_code"], is_granted=True) == 404
        assert (await poll(client, client_id, begun)).error == "expired_token"


async def test_a_code_that_one_person_answered_is_nothing_to_another(
    client: Client, ana_client: Client, ben_client: Client
) -> None:
    client_id = await register(client)
    begun = await begin(client, client_id)
    assert await decide(ana_client, begun["user_code"], is_granted=True) == 204
    seen = await ben_client.post("/api/oauth/device", json={"user_code": begun["user_code"]})
    assert seen.status_code == 404
    assert await decide(ben_client, begun["user_code"], is_granted=True) == 404
    assert (await poll(client, client_id, begun)).status == 200
    assert (await ben_client.get("/api/apps")).json() == []
    assert len((await ana_client.get("/api/apps")).json()) == 1


async def test_a_device_code_of_one_app_is_nothing_to_another(client: Client, ana_client: Client) -> None:
    mine, other = await register(client), await register(client)
    begun = await begin(client, mine)
    await decide(ana_client, begun["user_code"], is_granted=True)
    assert (await poll(client, other, begun)).error == "invalid_grant"


async def test_a_device_code_works_once(client: Client, ana_client: Client) -> None:
    client_id = await register(client)
    now = clock.now()
    begun = await begin(client, client_id)
    await decide(ana_client, begun["user_code"], is_granted=True)
    assert (await poll(client, client_id, begun)).status == 200
    with clock.frozen(now + timedelta(seconds=30)):
        assert (await poll(client, client_id, begun)).error == "invalid_grant"
    assert (await ana_client.get("/api/apps")).json() == []


@pytest.mark.parametrize("verifier", ["", "x" * 43])
async def test_a_device_code_is_no_code_of_the_code_flow(
    client: Client, ana_client: Client, verifier: str
) -> None:
    client_id = await register(client)
    begun = await begin(client, client_id)
    await decide(ana_client, begun["user_code"], is_granted=True)
    said = await exchange(client, client_id, begun["device_code"], code_verifier=verifier)
    assert said.error == "invalid_grant"


async def test_a_code_of_the_code_flow_is_no_device_code(client: Client, ana_client: Client) -> None:
    client_id = await register(client)
    sent = await answer(ana_client, ask(client_id))
    assert (await poll(client, client_id, {"device_code": sent["code"]})).error == "invalid_grant"


async def test_nobody_guesses_codes(ben_client: Client) -> None:
    tries = [await ben_client.post("/api/oauth/device", json={"user_code": "BCDFGHJK"}) for _ in range(11)]
    assert [each.status_code for each in tries] == [404] * 10 + [429]


async def test_a_device_asks_only_for_what_is_offered(client: Client) -> None:
    client_id = await register(client)
    wrong = await post(client, "/oauth/device", client_id=client_id, scope="everything")
    assert (wrong.status, wrong.error) == (400, "invalid_scope")
    stranger = await post(client, "/oauth/device", client_id="nobody")
    assert (stranger.status, stranger.error) == (401, "invalid_client")
