"""SQL of accounts. Functions without a `person` in their parameters ask what NOBODY may ask."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from uuid import UUID

from beknown.app.accounts.types import (
    Account,
    Answer,
    Found,
    Hash,
    Invitation,
    InvitationPreview,
    KnownPasskey,
    KnownPassword,
    OpenSession,
    Passkey,
    PasswordLink,
    PersonSummary,
    Role,
    SessionSummary,
    TakenInvitation,
    Wait,
)
from beknown.kit.db import SqlFiles, Tx
from beknown.kit.ids import PersonId

_sql = SqlFiles(__file__)


async def lock_people(tx: Tx) -> None:
    """Wait until no other transaction adds people or changes an email."""
    await tx.run(_sql("lock_people"))


async def has_people(tx: Tx) -> bool:
    """Say whether anybody has an account."""
    return (await tx.one(_sql("has_people"), Answer)).is_so


async def add_person(
    tx: Tx, *, email: str, display_name: str, role: Role, locale: str, time_zone: str, at: datetime
) -> bool:
    """Add the person of this transaction; False when the email is taken."""
    person = {"person": tx.person, "email": email, "display_name": display_name, "role": role}
    return (
        await tx.run(_sql("add_person"), person | {"locale": locale, "time_zone": time_zone, "at": at}) == 1
    )


async def get_account(tx: Tx) -> Account:
    """Give the account of this transaction's person."""
    return await tx.one(_sql("get_account"), Account, {"person": tx.person})


async def change_profile(
    tx: Tx, *, display_name: str | None, locale: str | None, time_zone: str | None
) -> None:
    """Change what isn't None."""
    await tx.run(
        _sql("change_profile"),
        {"person": tx.person, "display_name": display_name, "locale": locale, "time_zone": time_zone},
    )


async def change_email(tx: Tx, email: str) -> bool:
    """Change the email; False when somebody else has it."""
    return await tx.run(_sql("change_email"), {"person": tx.person, "email": email}) == 1


async def find_person_by_email(tx: Tx, email: str) -> PersonId | None:
    """Find whose email it is."""
    found = (await tx.one(_sql("find_person_by_email"), Found, {"email": email})).id
    return None if found is None else PersonId(found)


async def find_people(tx: Tx) -> list[PersonSummary]:
    """List everybody."""
    return await tx.all(_sql("find_people"), PersonSummary)


async def find_password(tx: Tx, email: str) -> KnownPassword | None:
    """Find whose email it is, with their hash."""
    return await tx.first(_sql("find_password"), KnownPassword, {"email": email})


async def get_password(tx: Tx) -> str | None:
    """Give the hash of the person's password, or None when they have none."""
    found = await tx.first(_sql("get_password"), Hash, {"person": tx.person})
    return found.hash if found else None


async def set_password(tx: Tx, password_hash: str, at: datetime) -> None:
    """Set the person's password."""
    await tx.run(_sql("set_password"), {"person": tx.person, "hash": password_hash, "at": at})


async def add_session(
    tx: Tx,
    *,
    session: UUID,
    token_sha256: bytes,
    csrf_token: str,
    user_agent: str,
    at: datetime,
    expires_at: datetime,
) -> None:
    """Add a session."""
    row = {"person": tx.person, "id": session, "token_sha256": token_sha256, "csrf_token": csrf_token}
    await tx.run(_sql("add_session"), row | {"user_agent": user_agent, "at": at, "expires_at": expires_at})


async def find_session(tx: Tx, token_sha256: bytes, at: datetime, idle: timedelta) -> OpenSession | None:
    """Find the session that a token opens."""
    return await tx.first(
        _sql("find_session"), OpenSession, {"token_sha256": token_sha256, "at": at, "idle": idle}
    )


async def touch_session(tx: Tx, session: UUID, at: datetime) -> None:
    """Note that a session was used."""
    await tx.run(_sql("touch_session"), {"person": tx.person, "id": session, "at": at})


async def offer_next_token(
    tx: Tx, session: UUID, next_sha256: bytes, *, at: datetime, before: datetime
) -> bool:
    """Put the next token beside the present one; False when another request did so since `before`."""
    row = {"person": tx.person, "id": session, "next_sha256": next_sha256, "at": at, "before": before}
    return await tx.run(_sql("offer_next_token"), row) == 1


async def take_next_token(
    tx: Tx, session: UUID, next_sha256: bytes, *, at: datetime, former_until: datetime
) -> None:
    """Make the next token the present one."""
    row = {"person": tx.person, "id": session, "next_sha256": next_sha256, "at": at}
    await tx.run(_sql("take_next_token"), row | {"former_until": former_until})


async def replace_token(tx: Tx, session: UUID, token_sha256: bytes, at: datetime) -> None:
    """Give a session a new token at once."""
    await tx.run(
        _sql("replace_token"), {"person": tx.person, "id": session, "token_sha256": token_sha256, "at": at}
    )


async def find_sessions(tx: Tx, at: datetime, idle: timedelta) -> list[SessionSummary]:
    """List the person's sessions."""
    return await tx.all(_sql("find_sessions"), SessionSummary, {"person": tx.person, "at": at, "idle": idle})


async def delete_session(tx: Tx, session: UUID) -> bool:
    """End a session; False when there is none."""
    return await tx.run(_sql("delete_session"), {"person": tx.person, "id": session}) == 1


async def delete_other_sessions(tx: Tx, kept: UUID | None) -> int:
    """End all sessions of the person but `kept`."""
    return await tx.run(_sql("delete_other_sessions"), {"person": tx.person, "kept": kept})


async def add_passkey(
    tx: Tx,
    *,
    passkey: UUID,
    credential_id: bytes,
    public_key: bytes,
    sign_count: int,
    transports: Sequence[str],
    name: str,
    at: datetime,
) -> bool:
    """Add a passkey; False when its credential is known already."""
    key = {"credential_id": credential_id, "public_key": public_key, "sign_count": sign_count}
    row = {"person": tx.person, "id": passkey, "transports": list(transports), "name": name, "at": at}
    return await tx.run(_sql("add_passkey"), key | row) == 1


async def find_passkey(tx: Tx, credential_id: bytes) -> KnownPasskey | None:
    """Find whose passkey it is."""
    return await tx.first(_sql("find_passkey"), KnownPasskey, {"credential_id": credential_id})


async def find_passkeys(tx: Tx) -> list[Passkey]:
    """List the person's passkeys."""
    return await tx.all(_sql("find_passkeys"), Passkey, {"person": tx.person})


async def use_passkey(tx: Tx, passkey: UUID, *, former_count: int, sign_count: int, at: datetime) -> bool:
    """Note a use; False when the counter moved meanwhile."""
    row = {
        "person": tx.person,
        "id": passkey,
        "former_count": former_count,
        "sign_count": sign_count,
        "at": at,
    }
    return await tx.run(_sql("use_passkey"), row) == 1


async def delete_passkey(tx: Tx, passkey: UUID) -> bool:
    """Delete a passkey; False when there is none."""
    return await tx.run(_sql("delete_passkey"), {"person": tx.person, "id": passkey}) == 1


async def add_passkey_challenge(tx: Tx, challenge: bytes, expires_at: datetime) -> None:
    """Keep a challenge for adding a passkey."""
    await tx.run(
        _sql("add_passkey_challenge"),
        {"person": tx.person, "challenge": challenge, "expires_at": expires_at},
    )


async def take_passkey_challenge(tx: Tx, challenge: bytes, at: datetime) -> bool:
    """Use up a challenge for adding a passkey; True once, while it lasts."""
    found = await tx.first(
        _sql("take_passkey_challenge"), Answer, {"person": tx.person, "challenge": challenge, "at": at}
    )
    return found is not None and found.is_so


async def add_sign_in_challenge(tx: Tx, challenge: bytes, expires_at: datetime) -> None:
    """Keep a challenge for signing in."""
    await tx.run(_sql("add_sign_in_challenge"), {"challenge": challenge, "expires_at": expires_at})


async def take_sign_in_challenge(tx: Tx, challenge: bytes, at: datetime) -> bool:
    """Use up a challenge for signing in; True once, while it lasts."""
    return (await tx.one(_sql("take_sign_in_challenge"), Answer, {"challenge": challenge, "at": at})).is_so


async def add_invitation(
    tx: Tx,
    *,
    invitation: UUID,
    token_sha256: bytes,
    email: str | None,
    note: str,
    at: datetime,
    expires_at: datetime,
) -> None:
    """Add an invitation by this transaction's person."""
    row = {"person": tx.person, "id": invitation, "token_sha256": token_sha256, "email": email, "note": note}
    await tx.run(_sql("add_invitation"), row | {"at": at, "expires_at": expires_at})


async def find_invitations(tx: Tx, at: datetime) -> list[Invitation]:
    """List the person's open invitations."""
    return await tx.all(_sql("find_invitations"), Invitation, {"person": tx.person, "at": at})


async def find_invitation(tx: Tx, token_sha256: bytes, at: datetime) -> InvitationPreview | None:
    """Find what a token invites to."""
    return await tx.first(
        _sql("find_invitation"), InvitationPreview, {"token_sha256": token_sha256, "at": at}
    )


async def take_invitation(tx: Tx, token_sha256: bytes, at: datetime) -> TakenInvitation | None:
    """Use an invitation up."""
    return await tx.first(_sql("take_invitation"), TakenInvitation, {"token_sha256": token_sha256, "at": at})


async def delete_invitation(tx: Tx, invitation: UUID) -> bool:
    """Withdraw an invitation; False when there is none."""
    return await tx.run(_sql("delete_invitation"), {"person": tx.person, "id": invitation}) == 1


async def set_password_link(tx: Tx, token_sha256: bytes, expires_at: datetime) -> None:
    """Give the person a one-time link."""
    await tx.run(
        _sql("set_password_link"),
        {"person": tx.person, "token_sha256": token_sha256, "expires_at": expires_at},
    )


async def find_password_link(tx: Tx, token_sha256: bytes, at: datetime) -> PasswordLink | None:
    """Find whose password a link sets."""
    return await tx.first(_sql("find_password_link"), PasswordLink, {"token_sha256": token_sha256, "at": at})


async def take_password_link(tx: Tx, token_sha256: bytes, at: datetime) -> bool:
    """Use a link up; True once, while it lasts."""
    row = {"person": tx.person, "token_sha256": token_sha256, "at": at}
    return await tx.run(_sql("take_password_link"), row) == 1


async def take_turn(tx: Tx, key: bytes, *, at: datetime, every: timedelta, burst: int) -> timedelta | None:
    """Take a turn of something limited; how long to wait when there is none left."""
    row = {"key": key, "at": at, "every": every, "burst": burst}
    return (await tx.one(_sql("take_turn"), Wait, row)).wait


async def forget_turns(tx: Tx, key: bytes) -> None:
    """Give all turns back."""
    await tx.run(_sql("forget_turns"), {"key": key})


async def sweep_accounts(tx: Tx, at: datetime, idle: timedelta) -> None:
    """Delete what has expired."""
    await tx.run(_sql("sweep_accounts"), {"at": at, "idle": idle})
