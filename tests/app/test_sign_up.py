"""Who may make an account, and what becomes of two who try at once."""

import asyncio

import pytest
from fastapi import FastAPI

from tests.app.accounts import PASSWORD, sign_up
from tests.clients import Client, make_client


async def test_setup_says_whether_anybody_has_an_account(client: Client) -> None:
    before = await client.get("/api/setup")
    await sign_up(client)
    after = await client.get("/api/setup")
    assert (before.json()["has_operator"], after.json()["has_operator"]) == (False, True)


async def test_the_first_account_is_the_operator_and_is_signed_in(client: Client) -> None:
    made = await sign_up(client, time_zone="Europe/Lisbon", locale="pt-BR")
    person = made["person"]
    assert (person["email"], person["role"]) == ("ana@example.org", "operator")
    assert (person["time_zone"], person["locale"]) == ("Europe/Lisbon", "pt-BR")
    assert (await client.get("/api/session")).json() == made


async def test_two_first_sign_ups_at_the_same_moment_make_one_operator(app: FastAPI) -> None:
    async def try_once(number: int) -> int:
        body = {"email": f"ana{number}@example.org", "display_name": "Ana", "password": PASSWORD}
        async with make_client(app) as client:
            return (await client.post("/api/accounts", json=body)).status_code

    found = await asyncio.gather(*(try_once(number) for number in range(4)))
    assert sorted(found) == [201, 403, 403, 403]


async def test_two_sign_ups_with_one_email_at_the_same_moment_make_one_account(
    app: FastAPI, operator_client: Client
) -> None:
    async def join(token: str) -> int:
        body = {"email": "ben@example.org", "display_name": "Ben", "password": PASSWORD, "invitation": token}
        async with make_client(app) as client:
            return (await client.post("/api/accounts", json=body)).status_code

    tokens = [await invite(operator_client) for _ in range(3)]
    found = await asyncio.gather(*(join(token) for token in tokens))
    assert sorted(found) == [201, 409, 409]


async def test_without_an_invitation_nobody_else_comes_in(client: Client, app: FastAPI) -> None:
    await sign_up(client)
    async with make_client(app) as other:
        body = {"email": "ben@example.org", "display_name": "Ben", "password": PASSWORD}
        answer = await other.post("/api/accounts", json=body)
    assert answer.status_code == 403
    assert "invitation" in answer.json()["detail"]


async def test_an_invitation_works_once(operator_client: Client, app: FastAPI) -> None:
    token = await invite(operator_client, note="Welcome!")
    async with make_client(app) as ben:
        seen = (await ben.post("/api/invitations/check", json={"token": token})).json()
        assert (seen["is_new_account"], seen["note"], seen["invited_by"]) == (True, "Welcome!", "Olga Lind")
        made = await sign_up(ben, "ben@example.org", invitation=token)
        assert made["person"]["role"] == "member"
        again = await ben.post("/api/invitations/check", json={"token": token})
        assert again.status_code == 404
    async with make_client(app) as eve:
        body = {"email": "eve@example.org", "display_name": "Eve", "password": PASSWORD, "invitation": token}
        assert (await eve.post("/api/accounts", json=body)).status_code == 403


async def test_an_invitation_for_one_email_takes_no_other(operator_client: Client, client: Client) -> None:
    token = await invite(operator_client, email="Ben@Example.org")
    body = {"email": "eve@example.org", "display_name": "Eve", "password": PASSWORD, "invitation": token}
    assert (await client.post("/api/accounts", json=body)).status_code == 403
    await sign_up(client, "ben@example.org", invitation=token)


async def test_a_withdrawn_invitation_is_useless(operator_client: Client, client: Client) -> None:
    token = await invite(operator_client)
    [listed] = (await operator_client.get("/api/invitations")).json()
    assert listed["url"] is None
    assert (await operator_client.delete(f"/api/invitations/{listed['id']}")).status_code == 204
    assert (await client.post("/api/invitations/check", json={"token": token})).status_code == 404


async def test_a_member_neither_invites_nor_lists_people(ana_client: Client) -> None:
    answers = [
        await ana_client.post("/api/invitations", json={}),
        await ana_client.get("/api/invitations"),
        await ana_client.get("/api/people"),
    ]
    assert [answer.status_code for answer in answers] == [403, 403, 403]


async def test_an_operator_sees_who_has_an_account(operator_client: Client, ana_client: Client) -> None:
    del ana_client
    found = (await operator_client.get("/api/people")).json()
    assert {each["email"]: each["role"] for each in found} == {
        "ana@example.org": "member",
        "olga@example.org": "operator",
    }


@pytest.mark.parametrize(
    "password", ["short", "x" * 1025, "ana@example.org", "Ana Duarte", "1234567890", "abababababab"]
)
async def test_a_password_that_would_be_guessed_at_once_is_refused_unquoted(
    client: Client, password: str
) -> None:
    body = {"email": "ana@example.org", "display_name": "Ana Duarte", "password": password}
    answer = await client.post("/api/accounts", json=body)
    assert answer.status_code == 422
    assert password not in answer.text


@pytest.mark.parametrize(
    "wrong",
    [
        {"email": "nobody"},
        {"email": "a b@example.org"},
        {"time_zone": "Mars/Base"},
        {"locale": "xx-yy-zz"},
        {"display_name": " "},
    ],
)
async def test_what_can_not_be_is_named_by_its_field(client: Client, wrong: dict[str, str]) -> None:
    body = {"email": "ana@example.org", "display_name": "Ana", "password": PASSWORD} | wrong
    answer = await client.post("/api/accounts", json=body)
    assert answer.status_code == 422
    assert [each["field"] for each in answer.json()["errors"]] == list(wrong)


async def invite(client: Client, **for_whom: str) -> str:
    answer = await client.post("/api/invitations", json=for_whom)
    assert answer.status_code == 201, answer.text
    return answer.json()["url"].rsplit("/", 1)[1]
