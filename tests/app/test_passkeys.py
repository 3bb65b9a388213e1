"""Passkeys: whole ceremonies with an authenticator in software, and everything that must not pass."""

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from fastapi import FastAPI

from beknown.app.house import House
from beknown.kit import clock
from beknown.kit.ids import PersonId
from tests.app.authenticator import PRESENT, Authenticator
from tests.clients import Client, make_client, sign_in_as

NOON = datetime(2026, 7, 1, 12, tzinfo=UTC)
LOCALHOST = "http://localhost:8400"


@pytest.fixture
async def at_home(app: FastAPI, house: House, ana: PersonId) -> AsyncIterator[Client]:
    """Ana, signed in at localhost: a passkey needs a name."""
    async with make_client(app) as client:
        client.base_url = LOCALHOST
        await sign_in_as(client, house, ana, domain="localhost.local")
        yield client


@pytest.fixture
async def stranger(app: FastAPI) -> AsyncIterator[Client]:
    """A browser where nobody is signed in."""
    async with make_client(app) as client:
        client.base_url = LOCALHOST
        yield client


async def add(client: Client, device: Authenticator, name: str = "My phone") -> dict[str, Any]:
    options = (await client.post("/api/passkeys/options")).json()
    answer = await client.post("/api/passkeys", json={"name": name, "credential": device.create(options)})
    assert answer.status_code == 201, answer.text
    return answer.json()


async def offered(client: Client) -> dict[str, Any]:
    return (await client.post("/api/session/passkey/options")).json()


async def sign_in(client: Client, credential: dict[str, Any]) -> int:
    return (await client.post("/api/session/passkey", json={"credential": credential})).status_code


async def test_a_passkey_is_added_and_signs_in(at_home: Client, stranger: Client) -> None:
    device = Authenticator()
    await add(at_home, device)
    answer = await stranger.post(
        "/api/session/passkey", json={"credential": device.get(await offered(stranger))}
    )
    assert answer.status_code == 200
    assert answer.json()["person"]["email"] == "ana@example.org"
    assert (await stranger.get("/api/session")).json() is not None
    [listed] = (await at_home.get("/api/passkeys")).json()
    assert listed["name"] == "My phone"
    assert listed["last_used_at"] is not None


async def test_the_browser_is_asked_for_a_passkey_that_knows_its_person(
    at_home: Client, stranger: Client
) -> None:
    device = Authenticator()
    await add(at_home, device)
    making = (await at_home.post("/api/passkeys/options")).json()
    assert making["authenticatorSelection"]["residentKey"] == "required"
    assert making["authenticatorSelection"]["userVerification"] == "required"
    assert len(making["excludeCredentials"]) == 1
    signing = await offered(stranger)
    assert (signing["rpId"], signing["allowCredentials"]) == ("localhost", [])
    assert signing["userVerification"] == "required"


async def test_a_challenge_is_good_once(at_home: Client, stranger: Client) -> None:
    device = Authenticator()
    await add(at_home, device)
    credential = device.get(await offered(stranger))
    assert [await sign_in(stranger, credential) for _ in range(2)] == [200, 401]


async def test_a_challenge_expires(at_home: Client, stranger: Client) -> None:
    device = Authenticator()
    await add(at_home, device)
    with clock.frozen(NOON):
        options = await offered(stranger)
    with clock.frozen(NOON + timedelta(minutes=6)):
        assert await sign_in(stranger, device.get(options)) == 401


async def test_a_challenge_for_adding_expires_and_is_the_persons_own(
    at_home: Client, ben_client: Client
) -> None:
    ben_client.base_url = LOCALHOST
    ben_client.headers["Cookie"] = f"beknown_session={ben_client.cookies['beknown_session']}"
    bens = (await ben_client.post("/api/passkeys/options")).json()
    with clock.frozen(NOON):
        old = (await at_home.post("/api/passkeys/options")).json()
    with clock.frozen(NOON + timedelta(minutes=6)):
        for options in (bens, old):
            credential = Authenticator().create(options)
            answer = await at_home.post("/api/passkeys", json={"name": "x", "credential": credential})
            assert answer.status_code == 422


@pytest.mark.parametrize(
    "wrong",
    [
        {"origin": "https://evil.example"},
        {"host": "evil.example"},
        {"flags": PRESENT},
        {"flags": 0x04},
        {"key": Authenticator().key},
        {"credential_id": b"unknown to all of us"},
        {"counter": 5},
    ],
    ids=lambda wrong: next(iter(wrong)),
)
async def test_a_wrong_answer_signs_nobody_in(
    at_home: Client, stranger: Client, wrong: dict[str, Any]
) -> None:
    device = Authenticator(counter=10)
    await add(at_home, device)
    assert await sign_in(stranger, replace(device, **wrong).get(await offered(stranger))) == 401
    assert await sign_in(stranger, device.get(await offered(stranger))) == 200


@pytest.mark.parametrize(
    "wrong", [{"origin": "https://evil.example"}, {"host": "evil.example"}, {"flags": PRESENT}]
)
async def test_a_wrong_passkey_is_not_added(at_home: Client, wrong: dict[str, Any]) -> None:
    options = (await at_home.post("/api/passkeys/options")).json()
    credential = Authenticator(**wrong).create(options)
    assert (
        await at_home.post("/api/passkeys", json={"name": "x", "credential": credential})
    ).status_code == 422
    assert (await at_home.get("/api/passkeys")).json() == []


@pytest.mark.parametrize(
    "credential",
    [
        {},
        {"response": 1},
        {"response": {"clientDataJSON": "e30"}},
        {"rawId": [], "response": {"clientDataJSON": "%"}},
    ],
)
async def test_what_is_no_credential_is_refused(
    at_home: Client, stranger: Client, credential: dict[str, Any]
) -> None:
    assert await sign_in(stranger, credential) == 401
    answer = await at_home.post("/api/passkeys", json={"name": "x", "credential": credential})
    assert answer.status_code == 422


@pytest.mark.parametrize("part", ["attestationObject", "clientDataJSON"])
async def test_a_damaged_credential_is_refused(at_home: Client, part: str) -> None:
    for cut in range(1, 12):
        options = (await at_home.post("/api/passkeys/options")).json()
        credential = Authenticator().create(options)
        credential["response"][part] = credential["response"][part][: cut * 9]
        answer = await at_home.post("/api/passkeys", json={"name": "x", "credential": credential})
        assert answer.status_code == 422


async def test_a_deleted_passkey_signs_nobody_in(at_home: Client, stranger: Client) -> None:
    device = Authenticator()
    added = await add(at_home, device)
    assert (await at_home.delete(f"/api/passkeys/{added['id']}")).status_code == 204
    assert await sign_in(stranger, device.get(await offered(stranger))) == 401


async def test_one_credential_is_added_once(at_home: Client) -> None:
    device = Authenticator()
    await add(at_home, device)
    options = (await at_home.post("/api/passkeys/options")).json()
    again = await at_home.post("/api/passkeys", json={"name": "again", "credential": device.create(options)})
    assert again.status_code == 409


async def test_at_an_ip_address_the_way_to_passkeys_is_told(ana_client: Client) -> None:
    answer = await ana_client.post("/api/passkeys/options")
    assert answer.status_code == 403
    assert "http://localhost:8400" in answer.json()["detail"]
