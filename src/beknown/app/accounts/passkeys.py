"""Passkeys: adding one, and signing in with one. `ceremony.py` is loaded when somebody does."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any
from uuid import UUID

from beknown.app.accounts import store
from beknown.app.accounts.limits import PASSKEY_AT, SIGN_IN_AT, check_limits
from beknown.app.accounts.sessions import end_former_session, start_session
from beknown.app.accounts.site import Site
from beknown.app.accounts.types import Account, Passkey, Started, Visitor
from beknown.kit import clock
from beknown.kit.db import Database, Scope, Tx
from beknown.kit.errors import Conflict, Invalid, NotFound, Unauthorised
from beknown.kit.ids import NOBODY, PersonId, new_id
from beknown.kit.settings import Settings

CHALLENGE_LASTS = timedelta(minutes=5)
MAX_PASSKEYS = 50

Credential = Mapping[str, Any]


async def offer_registration(tx: Tx, site: Site, account: Account) -> Mapping[str, Any]:
    """Give the options for `navigator.credentials.create`, with a challenge that is good once."""
    from beknown.app.accounts import ceremony  # noqa: PLC0415 - cryptography is heavy, and few add a passkey

    offer = ceremony.ask_to_make(site, account, await store.find_passkeys(tx))
    await store.add_passkey_challenge(tx, offer.challenge, clock.now() + CHALLENGE_LASTS)
    return offer.options


async def add_passkey(tx: Tx, site: Site, *, name: str, credential: Credential) -> Passkey:
    """Keep the public half of a new passkey.

    Raises:
        Invalid: The credential isn't a good answer to the challenge.
        Conflict: It is known already, or there are too many.
    """
    from beknown.app.accounts import ceremony  # noqa: PLC0415 - as above

    challenge = ceremony.find_challenge(credential)
    if challenge is None or not await store.take_passkey_challenge(tx, challenge, clock.now()):
        raise Invalid("This attempt has expired. Start adding the passkey again.")
    if len(await store.find_passkeys(tx)) >= MAX_PASSKEYS:
        raise Conflict(f"An account has at most {MAX_PASSKEYS} passkeys. Delete one first.")
    made = ceremony.check_made(site, credential, challenge)
    added = Passkey(new_id(), made.credential_id, made.transports, name, clock.now(), None)
    is_new = await store.add_passkey(
        tx,
        passkey=added.id,
        credential_id=added.credential_id,
        public_key=made.public_key,
        sign_count=made.sign_count,
        transports=made.transports,
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
    from beknown.app.accounts import ceremony  # noqa: PLC0415 - as above

    await check_limits(db, (PASSKEY_AT, visitor.address))
    offer = ceremony.ask_to_prove(site)
    async with db.begin(Scope(NOBODY, "account")) as tx:
        await store.add_sign_in_challenge(tx, offer.challenge, clock.now() + CHALLENGE_LASTS)
    return offer.options


async def sign_in_with_passkey(
    db: Database, settings: Settings, site: Site, *, credential: Credential, visitor: Visitor
) -> Started:
    """Start a session for whose passkey this is.

    Raises:
        Unauthorised: The passkey is unknown, or its answer isn't good for an open challenge.
        TooMany: Tried too often from one address.
    """
    from beknown.app.accounts import ceremony  # noqa: PLC0415 - as above

    await check_limits(db, (SIGN_IN_AT, visitor.address))
    challenge, credential_id = ceremony.find_challenge(credential), ceremony.find_credential_id(credential)
    if challenge is None or credential_id is None:
        raise Unauthorised(ceremony.NOT_ACCEPTED)
    async with db.begin(Scope(NOBODY, "account")) as tx:
        is_open = await store.take_sign_in_challenge(tx, challenge, clock.now())
        known = await store.find_passkey(tx, credential_id) if is_open else None
    if known is None:
        raise Unauthorised(ceremony.NOT_ACCEPTED)
    sign_count = ceremony.check_proof(site, credential, challenge, known)
    await end_former_session(db, settings, visitor.former_token)
    async with db.begin(Scope(PersonId(known.person_id), "account")) as tx:
        counters = {"former_count": known.sign_count, "sign_count": sign_count}
        if not await store.use_passkey(tx, known.id, **counters, at=clock.now()):
            raise Unauthorised(ceremony.NOT_ACCEPTED)
        return await start_session(tx, settings, user_agent=visitor.user_agent)
