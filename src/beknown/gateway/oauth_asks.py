"""An app asks a person for access by the code flow: what it asks is checked, and the person's answer sent back.

Source: OAuth 2.1 (draft-ietf-oauth-v2-1-13), section 4.1; RFC 7636; RFC 9207.
"""

import re
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from beknown.gateway import oauth_store as store
from beknown.gateway.keys import hash_token
from beknown.gateway.oauth_clients import find_client, read_scopes
from beknown.gateway.oauth_metadata import read_resource
from beknown.gateway.oauth_redirects import add_answer, check_redirect_uri, is_same_redirect
from beknown.gateway.oauth_store import NewCode
from beknown.gateway.types import KeyScope, Resource
from beknown.kit import clock
from beknown.kit.db import Tx
from beknown.kit.errors import BeknownError, Invalid, NotFound

CODE_HOLDS = timedelta(minutes=1)
CODE_BYTES = 32
_CHALLENGE = re.compile(r"[A-Za-z0-9_-]{43}")


@dataclass(frozen=True, slots=True)
class Asked:
    """What an app asks for. `error` and `why` say what is wrong with it; then nobody can say yes."""

    client_id: UUID
    name: str
    redirect_uri: str
    state: str | None
    scopes: frozenset[KeyScope] = frozenset()
    challenge: str = ""
    resource: Resource | None = None
    error: str | None = None
    why: str | None = None


async def check_ask(tx: Tx, address: str, params: Mapping[str, str | None]) -> Asked:
    """Check what an app asks, by the parameters of its request.

    What is wrong after the app and its address are known is told to the app, once the person sends them back.

    Raises:
        NotFound: The app isn't known.
        Invalid: Its address isn't the one it registered: nothing may be sent there.
    """
    client = await find_client(tx, params.get("client_id"))
    if client is None:
        raise NotFound(
            "The app that sent you here isn't known any more. Nothing was given to it. Begin again from it.",
            code="invalid_client",
        )
    redirect_uri = params.get("redirect_uri") or ""
    if not any(is_same_redirect(each, redirect_uri) for each in client.redirect_uris):
        raise Invalid(
            f"{client.name!r} wants its answer at {redirect_uri[:200]!r}, which it didn't register. Nothing is sent "
            "there. Begin again from the app itself.",
            code="invalid_request",
        )
    check_redirect_uri(redirect_uri)
    state = params.get("state")
    try:
        challenge = _read_challenge(params)
        scopes = read_scopes(params.get("scope"))
        resource = read_resource(address, params.get("resource"))
    except BeknownError as error:
        code = str(error.extra.get("code", "invalid_request"))
        return Asked(client.id, client.name, redirect_uri, state, error=code, why=error.message)
    return Asked(client.id, client.name, redirect_uri, state, scopes, challenge, resource)


async def answer_ask(tx: Tx, address: str, asked: Asked, *, is_granted: bool) -> str:
    """Write a person's answer down; give the address by which it goes to the app."""
    if asked.error is not None or not is_granted:
        refused: dict[str, str | None] = {
            "error": asked.error or "access_denied",
            "error_description": asked.why,
        }
        return add_answer(asked.redirect_uri, {**refused, "state": asked.state, "iss": address})
    code = secrets.token_urlsafe(CODE_BYTES)
    await store.add_code(
        tx,
        NewCode(
            hash_token(code),
            asked.client_id,
            asked.scopes,
            asked.resource,
            clock.now() + CODE_HOLDS,
            asked.redirect_uri,
            asked.challenge,
        ),
    )
    return add_answer(asked.redirect_uri, {"code": code, "state": asked.state, "iss": address})


def _read_challenge(params: Mapping[str, str | None]) -> str:
    if params.get("response_type") != "code":
        raise Invalid("response_type has to be 'code'.", code="unsupported_response_type")
    challenge = params.get("code_challenge") or ""
    if params.get("code_challenge_method") != "S256" or not _CHALLENGE.fullmatch(challenge):
        raise Invalid(
            "A code_challenge of code_challenge_method 'S256' is needed (PKCE).", code="invalid_request"
        )
    return challenge
