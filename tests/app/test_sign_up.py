"""Who may make an account, and what becomes of two who try at once."""

import asyncio

from fastapi import FastAPI

from tests.clients import Client, make_client

PASSWORD = "four words make one"


def account(email: str = "ana@example.org", **more: str) -> dict[str, str]:
    return {"email": email, "display_name": "Ana Duarte", "password": PASSWORD, **more}


async def test_setup_says_whether_anybody_has_an_account(client: Client) -> None:
    before = await client.get("/api/setup")
    await client.post("/api/accounts", json=account())
    after = await client.get("/api/setup")
    assert (before.json()["has_operator"], after.json()["has_operator"]) == (False, True)


async def test_the_first_account_is_the_operator_and_is_signed_in(client: Client) -> None:
    answer = await client.post("/api/accounts", json=account(time_zone="Europe/Lisbon", locale="pt-BR"))
    assert answer.status_code == 201
    person = answer.json()["person"]
    assert (person["email"], person["role"]) == ("ana@example.org", "operator")
    assert (person["time_zone"], person["locale"]) == ("Europe/Lisbon", "pt-BR")
    seen = await client.get("/api/session")
    assert seen.json() == answer.json()


async def test_two_first_sign_ups_at_the_same_moment_make_one_operator(app: FastAPI) -> None:
    async def sign_up(number: int) -> int:
        async with make_client(app) as client:
            answer = await client.post("/api/accounts", json=account(f"ana{number}@example.org"))
            return answer.status_code

    found = await asyncio.gather(*(sign_up(number) for number in range(4)))
    assert sorted(found) == [201, 403, 403, 403]
