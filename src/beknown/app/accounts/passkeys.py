"""Passkeys: adding one, and signing in with one.

Source: Web Authentication, Level 3, sections 7.1 (registering) and 7.2 (verifying an assertion), by py_webauthn.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, cast
from uuid import UUID

import webauthn
from webauthn.helpers import parse_client_data_json
from webauthn.helpers.exceptions import WebAuthnException
from webauthn.helpers.structs import (
    AuthenticatorSelectionCriteria,
    AuthenticatorTransport,
    PublicKeyCredentialDescriptor,
    ResidentKeyRequirement,
    UserVerificationRequirement,
)

from beknown.app.accounts import store
from beknown.app.accounts.limits import PASSKEY_AT, SIGN_IN_AT, check_limits
from beknown.app.accounts.sessions import end_former_session, start_session
from beknown.app.accounts.types import Account, KnownPasskey, Passkey, Started, Visitor
from beknown.kit import clock
from beknown.kit.db import Database, Scope, Tx
from beknown.kit.errors import Conflict, Invalid, NotFound, Refused, Unauthorised
from beknown.kit.ids import NOBODY, PersonId, new_id
from beknown.kit.settings import Settings

CHALLENGE_LASTS = timedelta(minutes=5)
MAX_PASSKEYS = 50
NOT_ACCEPTED = "This passkey isn't accepted here. Try again, or sign in with your password."

Credential = Mapping[str, Any]
_MALFORMED = (WebAuthnException, ValueError, TypeError, KeyError, AttributeError)


@dataclass(frozen=True, slots=True)
class Site:
    """What a passkey is bound to: a host name and the origin of the page."""

    host: str
    origin: str


async def offer_registration(tx: Tx, site: Site, account: Account) -> Mapping[str, Any]:
    """Give the options for `navigator.credentials.create`, with a challenge that is good once."""
    known = await store.find_passkeys(tx)
    options = webauthn.generate_registration_options(
        rp_id=site.host,
        rp_name="Beknown",
        user_id=account.id.bytes,
        user_name=account.email,
        user_display_name=account.display_name,
        exclude_credentials=[
            PublicKeyCredentialDescriptor(key.credential_id, transports=_transports(key.transports))
            for key in known
        ],
        authenticator_selection=AuthenticatorSelectionCriteria(
            resident_key=ResidentKeyRequirement.REQUIRED,
            user_verification=UserVerificationRequirement.REQUIRED,
        ),
    )
    await store.add_passkey_challenge(tx, options.challenge, clock.now() + CHALLENGE_LASTS)
    return cast("Mapping[str, Any]", json.loads(webauthn.options_to_json(options)))


async def add_passkey(tx: Tx, site: Site, *, name: str, credential: Credential) -> Passkey:
    """Keep the public half of a new passkey.

    Raises:
        Invalid: The credential isn't a good answer to the challenge.
        Conflict: It is known already, or there are too many.
    """
    challenge = _challenge_in(credential)
    if challenge is None or not await store.take_passkey_challenge(tx, challenge, clock.now()):
        raise Invalid("This attempt has expired. Start adding the passkey again.")
    if len(await store.find_passkeys(tx)) >= MAX_PASSKEYS:
        raise Conflict(f"An account has at most {MAX_PASSKEYS} passkeys. Delete one first.")
    try:
        verified = webauthn.verify_registration_response(
            credential=dict(credential),
            expected_challenge=challenge,
            expected_rp_id=site.host,
            expected_origin=site.origin,
            require_user_verification=True,
        )
    except _MALFORMED as error:
        raise Invalid("This passkey can't be added here. Try another device or browser.") from error
    transports = [str(each) for each in _list_in(credential, "transports")][:8]
    added = Passkey(new_id(), verified.credential_id, transports, name, clock.now(), None)
    is_new = await store.add_passkey(
        tx,
        passkey=added.id,
        credential_id=added.credential_id,
        public_key=verified.credential_public_key,
        sign_count=verified.sign_count,
        transports=transports,
        name=name,
        at=added.created_at,
    )
    if not is_new:
        raise Conflict("This passkey is known here already.")
    return added


async def remove_passkey(tx: Tx, passkey: UUID) -> None:
    """Forget a passkey.

    Raises:
        NotFound: The person has no such passkey.
    """
    if not await store.delete_passkey(tx, passkey):
        raise NotFound("There is no such passkey.")


async def offer_sign_in(db: Database, site: Site, visitor: Visitor) -> Mapping[str, Any]:
    """Give the options for `navigator.credentials.get`; the browser offers the passkeys that it has for this site."""
    await check_limits(db, (PASSKEY_AT, visitor.address))
    options = webauthn.generate_authentication_options(
        rp_id=site.host, user_verification=UserVerificationRequirement.REQUIRED
    )
    async with db.begin(Scope(NOBODY, "account")) as tx:
        await store.add_sign_in_challenge(tx, options.challenge, clock.now() + CHALLENGE_LASTS)
    return cast("Mapping[str, Any]", json.loads(webauthn.options_to_json(options)))


async def sign_in_with_passkey(
    db: Database, settings: Settings, site: Site, *, credential: Credential, visitor: Visitor
) -> Started:
    """Start a session for whose passkey this is.

    Raises:
        Unauthorised: The passkey is unknown, or its answer isn't good for an open challenge.
        TooMany: Tried too often from one address.
    """
    await check_limits(db, (SIGN_IN_AT, visitor.address))
    challenge, credential_id = _challenge_in(credential), _credential_id_in(credential)
    if challenge is None or credential_id is None:
        raise Unauthorised(NOT_ACCEPTED)
    async with db.begin(Scope(NOBODY, "account")) as tx:
        is_open = await store.take_sign_in_challenge(tx, challenge, clock.now())
        known = await store.find_passkey(tx, credential_id) if is_open else None
    if known is None:
        raise Unauthorised(NOT_ACCEPTED)
    sign_count = _verify(site, credential, challenge, known)
    await end_former_session(db, settings, visitor.former_token)
    async with db.begin(Scope(PersonId(known.person_id), "account")) as tx:
        counters = {"former_count": known.sign_count, "sign_count": sign_count}
        if not await store.use_passkey(tx, known.id, **counters, at=clock.now()):
            raise Unauthorised(NOT_ACCEPTED)
        return await start_session(tx, settings, user_agent=visitor.user_agent)


def site_of(settings: Settings, origin: str, host: str) -> Site:
    """Say what passkeys are bound to here.

    Args:
        settings: Its `public_url` decides when it is set.
        origin: Else the origin by which this request came.
        host: Else the name in it, already checked to be ours.

    Raises:
        Refused: The page was opened by an IP address, which browsers make no passkeys for.
    """
    if settings.public_url is not None:
        origin = settings.address
        host = origin.split("://")[-1].split("/")[0].rsplit(":", 1)[0]
    if ":" in host or host.replace(".", "").isdigit():
        raise Refused(
            f"Passkeys need a host name, and {host!r} is an IP address. On this machine open "
            f"http://localhost:{settings.port} instead; elsewhere set BEKNOWN_PUBLIC_URL."
        )
    return Site(host, origin)


def _verify(site: Site, credential: Credential, challenge: bytes, known: KnownPasskey) -> int:
    """Give the passkey's new counter. One that doesn't grow means a copy of the passkey, and is refused."""
    try:
        verified = webauthn.verify_authentication_response(
            credential=dict(credential),
            expected_challenge=challenge,
            expected_rp_id=site.host,
            expected_origin=site.origin,
            credential_public_key=known.public_key,
            credential_current_sign_count=known.sign_count,
            require_user_verification=True,
        )
    except _MALFORMED as error:
        raise Unauthorised(NOT_ACCEPTED) from error
    return verified.new_sign_count


def _challenge_in(credential: Credential) -> bytes | None:
    try:
        raw = webauthn.base64url_to_bytes(str(credential["response"]["clientDataJSON"]))
        return parse_client_data_json(raw).challenge
    except _MALFORMED:
        return None


def _credential_id_in(credential: Credential) -> bytes | None:
    try:
        return webauthn.base64url_to_bytes(str(credential["rawId"]))
    except _MALFORMED:
        return None


def _list_in(credential: Credential, name: str) -> list[object]:
    found = credential["response"].get(name)
    return cast("list[object]", found) if isinstance(found, list) else []


def _transports(names: list[str]) -> list[AuthenticatorTransport]:
    known = {each.value for each in AuthenticatorTransport}
    return [AuthenticatorTransport(name) for name in names if name in known]
