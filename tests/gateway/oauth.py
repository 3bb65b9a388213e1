"""An app as it asks for access, step by step, with what a test wants different."""

import base64
import hashlib
from dataclasses import dataclass
from urllib.parse import parse_qsl, urlsplit

from tests.clients import Client

REDIRECT = "http://127.0.0.1:5123/back"
VERIFIER = "a-verifier-of-at-least-forty-three-letters-0123456789"
CHALLENGE = base64.urlsafe_b64encode(hashlib.sha256(VERIFIER.encode()).digest()).decode().rstrip("=")


@dataclass(frozen=True, slots=True)
class Said:
    """An answer of the server: its status and what it says."""

    status: int
    body: dict[str, str]

    @property
    def error(self) -> str:
        """Give OAuth's name of what is wrong."""
        return self.body["error"]


async def register(client: Client, *redirect_uris: str, name: str = "Notebook") -> str:
    """Register an app; give its client_id."""
    body = {"client_name": name, "redirect_uris": redirect_uris or (REDIRECT,)}
    answer = await client.post("/oauth/register", json=body)
    assert answer.status_code == 201, answer.text
    return str(answer.json()["client_id"])


def ask(client_id: str, **other: str | None) -> dict[str, str | None]:
    """Give the parameters with which an app asks; None leaves one out."""
    return {
        "client_id": client_id,
        "redirect_uri": REDIRECT,
        "response_type": "code",
        "code_challenge": CHALLENGE,
        "code_challenge_method": "S256",
        "scope": "plain",
        "state": "xyz",
        **other,
    }


async def answer(person: Client, asked: dict[str, str | None], *, is_granted: bool = True) -> dict[str, str]:
    """Have a person answer what an app asks; give what the app is sent."""
    said = await person.post("/api/oauth/answer", json={"asked": asked, "is_granted": is_granted})
    assert said.status_code == 200, said.text
    return read_query(said.json()["redirect"])


def read_query(url: str) -> dict[str, str]:
    """Give the parameters in the query of an address."""
    return dict(parse_qsl(urlsplit(url).query))


async def post(client: Client, path: str, **form: str) -> Said:
    """Send a form as an app does."""
    said = await client.post(path, data=form)
    return Said(said.status_code, said.json() if said.content else {})


async def exchange(client: Client, client_id: str, code: str, **other: str) -> Said:
    """Change a code for tokens."""
    form = {
        "grant_type": "authorization_code",
        "client_id": client_id,
        "code": code,
        "redirect_uri": REDIRECT,
        "code_verifier": VERIFIER,
        **other,
    }
    return await post(client, "/oauth/token", **form)


async def renew(client: Client, client_id: str, refresh_token: str, **other: str) -> Said:
    """Renew tokens."""
    form = {"grant_type": "refresh_token", "client_id": client_id, "refresh_token": refresh_token, **other}
    return await post(client, "/oauth/token", **form)


async def let_in(app: Client, person: Client, **other: str | None) -> tuple[str, dict[str, str]]:
    """Take an app through the whole code flow; give its client_id and its tokens."""
    client_id = await register(app)
    sent = await answer(person, ask(client_id, **other))
    said = await exchange(app, client_id, sent["code"])
    assert said.status == 200, said.body
    return client_id, said.body


async def opens(client: Client, token: str, path: str = "/v1/models") -> int:
    """Give the status with which a token is met."""
    return (await client.get(path, headers={"Authorization": f"Bearer {token}"})).status_code
