"""Accounts made over HTTP, with a password."""

from typing import Any

from tests.clients import Client

PASSWORD = "four words make one"


async def sign_up(client: Client, email: str = "ana@example.org", **more: str) -> dict[str, Any]:
    """Make an account and have the client send its CSRF token; give the session."""
    body = {"email": email, "display_name": "Ana Duarte", "password": PASSWORD, **more}
    answer = await client.post("/api/accounts", json=body)
    assert answer.status_code == 201, answer.text
    client.headers["X-CSRF-Token"] = answer.json()["csrf_token"]
    return answer.json()


async def try_sign_in(client: Client, password: str = PASSWORD, email: str = "ana@example.org") -> int:
    """Sign in; give the status."""
    answer = await client.post("/api/session", json={"email": email, "password": password})
    if answer.status_code == 200:
        client.headers["X-CSRF-Token"] = answer.json()["csrf_token"]
    return answer.status_code


def cookie_of(client: Client) -> str:
    """Give the session token that a client holds."""
    return client.cookies["beknown_session"]
