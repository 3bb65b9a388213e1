"""Signing in with a password: what is told, what is not, and how often one may try."""

from datetime import UTC, datetime, timedelta

import pytest
from fastapi import FastAPI

from beknown.kit import clock
from tests.app.accounts import PASSWORD, cookie_of, sign_up, try_sign_in
from tests.clients import Client, make_client

WRONG = "too short"  # for nobody's password: answered without the time that a hash takes
NOON = datetime(2026, 7, 1, 12, tzinfo=UTC)


@pytest.fixture
async def other(app: FastAPI, client: Client) -> Client:
    """Another browser, once Ana has an account."""
    await sign_up(client)
    return make_client(app)


async def test_email_and_password_open_a_session(other: Client) -> None:
    assert await try_sign_in(other, email=" ANA@example.org ") == 200
    assert (await other.get("/api/session")).json()["person"]["email"] == "ana@example.org"


async def test_an_unknown_email_gets_the_same_answer_as_a_wrong_password(other: Client) -> None:
    known = await other.post(
        "/api/session", json={"email": "ana@example.org", "password": "wrong wrong wrong"}
    )
    unknown = await other.post(
        "/api/session", json={"email": "eve@example.org", "password": "wrong wrong wrong"}
    )
    assert known.status_code == unknown.status_code == 401
    assert known.json() == unknown.json()


async def test_the_same_password_typed_on_another_keyboard_is_the_same(client: Client, app: FastAPI) -> None:
    await sign_up(client, password="caf\u00e9 in Lisbon")
    assert await try_sign_in(make_client(app), "cafe\u0301 in Lisbon") == 200


async def test_guessing_is_slowed_down_and_says_how_long(other: Client) -> None:
    with clock.frozen(NOON):
        found = [await try_sign_in(other, WRONG) for _ in range(6)]
        refused = await other.post("/api/session", json={"email": "ana@example.org", "password": PASSWORD})
    assert found == [401] * 5 + [429]
    assert (refused.status_code, refused.headers["retry-after"]) == (429, "60")
    with clock.frozen(NOON + timedelta(seconds=61)):
        assert await try_sign_in(other) == 200


async def test_an_unknown_email_is_limited_like_a_known_one(other: Client) -> None:
    with clock.frozen(NOON):
        found = [await try_sign_in(other, WRONG, "eve@example.org") for _ in range(6)]
    assert found == [401] * 5 + [429]


async def test_a_guesser_elsewhere_does_not_lock_the_person_out(other: Client, app: FastAPI) -> None:
    guesser = make_client(app)
    with clock.frozen(NOON):
        assert [await try_sign_in(guesser, WRONG) for _ in range(6)][-1] == 429
        assert await try_sign_in(other) == 200


async def test_many_addresses_guess_one_email_only_so_often(other: Client, app: FastAPI) -> None:
    del other
    with clock.frozen(NOON):
        found = [await try_sign_in(make_client(app), WRONG) for _ in range(31)]
    assert found == [401] * 30 + [429]


async def test_one_address_tries_many_emails_only_so_often(other: Client) -> None:
    with clock.frozen(NOON):
        found = [await try_sign_in(other, WRONG, f"p{n}@example.org") for n in range(31)]
    assert found == [401] * 30 + [429]


async def test_a_good_sign_in_gives_the_tries_back(other: Client) -> None:
    with clock.frozen(NOON):
        for _ in range(2):
            assert [await try_sign_in(other, WRONG) for _ in range(4)] == [401] * 4
            assert await try_sign_in(other) == 200


async def test_sign_up_is_limited_by_address(client: Client) -> None:
    body = {"email": "ana@example.org", "display_name": "Ana", "password": "short"}
    with clock.frozen(NOON):
        found = [(await client.post("/api/accounts", json=body)).status_code for _ in range(11)]
    assert found == [422] * 10 + [429]


async def test_signing_in_again_ends_the_session_that_was_there(other: Client, app: FastAPI) -> None:
    await try_sign_in(other)
    thief = make_client(app)
    thief.cookies.set("beknown_session", cookie_of(other), domain="127.0.0.1")
    assert (await thief.get("/api/session")).json() is not None
    await try_sign_in(other)
    assert (await thief.get("/api/session")).json() is None
    assert (await other.get("/api/session")).json() is not None


async def test_no_log_line_holds_an_email_a_password_or_a_token(
    client: Client, app: FastAPI, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level("DEBUG"):
        await sign_up(client)
        await try_sign_in(make_client(app), "not the password")
        await client.put(
            "/api/account/email", json={"email": "a@example.org", "password": "not the password"}
        )
        token = (await client.post("/api/invitations", json={"email": "ben@example.org"})).json()["url"][-43:]
        await client.post("/api/invitations/check", json={"token": token})
    logged = " ".join(str(vars(record)) for record in caplog.records if not record.name.startswith("httpx"))
    for secret in ("example.org", PASSWORD, "not the password", token, cookie_of(client)):
        assert secret not in logged
