"""The ceremonies of passkeys, without any data: what a browser is asked, and whether its answer is good.

Source: Web Authentication, Level 3, sections 7.1 (registering) and 7.2 (verifying an assertion), by py_webauthn.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, cast

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

from beknown.app.accounts.site import Site
from beknown.app.accounts.types import Account, KnownPasskey, Passkey
from beknown.kit.errors import Invalid, Unauthorised

NOT_ACCEPTED = "This passkey isn't accepted here. Try again, or sign in with your password."

Credential = Mapping[str, Any]
_MALFORMED = (WebAuthnException, ValueError, TypeError, KeyError, AttributeError)


@dataclass(frozen=True, slots=True)
class Offer:
    """What a browser is asked, as its API wants it, and the challenge in it."""

    challenge: bytes
    options: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class MadePasskey:
    """The public half of a new passkey."""

    credential_id: bytes
    public_key: bytes
    sign_count: int
    transports: list[str]


def ask_to_make(site: Site, account: Account, known: Sequence[Passkey]) -> Offer:
    """Give the options for `navigator.credentials.create`; `known` are the passkeys that the account has."""
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
    return Offer(options.challenge, json.loads(webauthn.options_to_json(options)))


def ask_to_prove(site: Site) -> Offer:
    """Give the options for `navigator.credentials.get`."""
    options = webauthn.generate_authentication_options(
        rp_id=site.host, user_verification=UserVerificationRequirement.REQUIRED
    )
    return Offer(options.challenge, json.loads(webauthn.options_to_json(options)))


def check_made(site: Site, credential: Credential, challenge: bytes) -> MadePasskey:
    """Give the public half of a new passkey.

    Raises:
        Invalid: The credential isn't a good answer to the challenge.
    """
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
    return MadePasskey(
        verified.credential_id, verified.credential_public_key, verified.sign_count, transports
    )


def check_proof(site: Site, credential: Credential, challenge: bytes, known: KnownPasskey) -> int:
    """Give the passkey's new counter.

    Raises:
        Unauthorised: The answer isn't good, or its counter doesn't grow, which means a copy of the passkey.
    """
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


def find_challenge(credential: Credential) -> bytes | None:
    """Give the challenge that a credential answers, if it can be read."""
    try:
        raw = webauthn.base64url_to_bytes(str(credential["response"]["clientDataJSON"]))
        return parse_client_data_json(raw).challenge
    except _MALFORMED:
        return None


def find_credential_id(credential: Credential) -> bytes | None:
    """Give which passkey a credential is of, if that can be read."""
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
