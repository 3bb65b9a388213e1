"""SQL of OAuth: apps, a person's yes to them, how they renew their keys, devices that wait."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from beknown.gateway.types import KeyScope, Resource
from beknown.kit import clock
from beknown.kit.db import SqlFiles, Tx

_sql = SqlFiles(__file__)


@dataclass(frozen=True, slots=True)
class ClientRow:
    """An app as it registered itself."""

    id: UUID
    name: str
    redirect_uris: list[str]


@dataclass(frozen=True, slots=True)
class HolderRow:
    """Whose a code or a refresh token is, which app's, and the key that came of it."""

    person_id: UUID
    client_id: UUID | None
    key_id: UUID | None


@dataclass(frozen=True, slots=True)
class CodeRow:
    """What a person said yes to. A device has neither address nor challenge."""

    client_id: UUID
    redirect_uri: str | None
    challenge: str | None
    scopes: list[str]
    resource: str | None
    expires_at: datetime


@dataclass(frozen=True, slots=True)
class RefreshRow:
    """What a refresh token renews."""

    scopes: list[str]
    expires_at: datetime


@dataclass(frozen=True, slots=True)
class AppRow:
    """An app that a person let in; `id` is that of its key."""

    id: UUID
    name: str
    client_id: UUID
    scopes: list[str]
    sends_to: str | None
    resource: str | None
    created_at: datetime
    last_used_at: datetime | None


@dataclass(frozen=True, slots=True)
class WaitingRow:
    """What waits for a code that somebody typed."""

    client_id: UUID
    name: str
    scopes: list[str]


@dataclass(frozen=True, slots=True)
class DecidedRow:
    """A device that was answered just now."""

    device_sha256: bytes
    client_id: UUID
    scopes: list[str]
    resource: str | None
    expires_at: datetime


@dataclass(frozen=True, slots=True)
class PolledRow:
    """What became of a device."""

    client_id: UUID
    state: str
    expires_at: datetime
    is_too_soon: bool


@dataclass(frozen=True, slots=True)
class NewCode:
    """A person's yes as it is kept."""

    sha256: bytes
    client_id: UUID
    scopes: Collection[KeyScope]
    resource: Resource | None
    expires_at: datetime
    redirect_uri: str | None = None
    challenge: str | None = None


@dataclass(frozen=True, slots=True)
class NewDevice:
    """A device as it is kept while it waits."""

    device_sha256: bytes
    user_sha256: bytes
    client_id: UUID
    scopes: Collection[KeyScope]
    resource: Resource | None
    expires_at: datetime
    interval_s: int


@dataclass(frozen=True, slots=True)
class NewToken:
    """What an app's key becomes when it is renewed."""

    sha256: bytes
    hint: str
    scopes: Collection[KeyScope]
    expires_at: datetime


@dataclass(frozen=True, slots=True)
class NewAppKey:
    """A key of an app as it is kept."""

    id: UUID
    name: str
    scopes: Collection[KeyScope]
    token_sha256: bytes
    hint: str
    expires_at: datetime
    client_id: UUID
    sends_to: str | None
    resource: Resource | None


async def add_client(tx: Tx, client: UUID, name: str, redirect_uris: list[str]) -> None:
    """Keep an app as it registered itself; asked by NOBODY."""
    await tx.run(
        _sql("add_oauth_client"),
        {"id": client, "name": name, "redirect_uris": redirect_uris, "at": clock.now()},
    )


async def find_client(tx: Tx, client: UUID) -> ClientRow | None:
    """Find an app; asked by anybody."""
    return await tx.first(_sql("find_oauth_client"), ClientRow, {"id": client})


async def add_code(tx: Tx, code: NewCode) -> None:
    """Keep the person's yes to an app."""
    await tx.run(
        _sql("add_oauth_code"),
        {
            "person": tx.person,
            "code_sha256": code.sha256,
            "client_id": code.client_id,
            "redirect_uri": code.redirect_uri,
            "challenge": code.challenge,
            "scopes": sorted(code.scopes),
            "resource": code.resource,
            "expires_at": code.expires_at,
        },
    )


async def find_code(tx: Tx, sha256: bytes) -> HolderRow | None:
    """Find whose yes a code is; asked by NOBODY."""
    return await tx.first(_sql("find_oauth_code"), HolderRow, {"code_sha256": sha256})


async def take_code(tx: Tx, sha256: bytes) -> CodeRow | None:
    """Use a code up; None when it was used before."""
    return await tx.first(
        _sql("take_oauth_code"),
        CodeRow,
        {"person": tx.person, "code_sha256": sha256, "at": clock.now()},
    )


async def note_key(tx: Tx, sha256: bytes, key: UUID) -> None:
    """Note which key a code was changed for."""
    await tx.run(_sql("note_oauth_key"), {"person": tx.person, "code_sha256": sha256, "key": key})


async def add_app_key(tx: Tx, key: NewAppKey) -> None:
    """Make a key of an app."""
    await tx.run(
        _sql("add_app_key"),
        {
            "person": tx.person,
            "id": key.id,
            "name": key.name,
            "scopes": sorted(key.scopes),
            "token_sha256": key.token_sha256,
            "hint": key.hint,
            "at": clock.now(),
            "expires_at": key.expires_at,
            "client_id": key.client_id,
            "sends_to": key.sends_to,
            "resource": key.resource,
        },
    )


async def renew_app_key(tx: Tx, key: UUID, token: NewToken) -> bool:
    """Give an app's key another token; False where the key was revoked."""
    changed = await tx.run(
        _sql("renew_app_key"),
        {
            "person": tx.person,
            "id": key,
            "token_sha256": token.sha256,
            "hint": token.hint,
            "scopes": sorted(token.scopes),
            "expires_at": token.expires_at,
        },
    )
    return changed > 0


async def find_apps(tx: Tx) -> list[AppRow]:
    """List the apps that the person let in and that still can get in, newest first."""
    return await tx.all(_sql("find_apps"), AppRow, {"person": tx.person, "at": clock.now()})


async def add_refresh(
    tx: Tx, sha256: bytes, key: UUID, scopes: Collection[KeyScope], expires_at: datetime
) -> None:
    """Keep a refresh token with the scopes that were granted."""
    await tx.run(
        _sql("add_oauth_refresh"),
        {
            "person": tx.person,
            "token_sha256": sha256,
            "key": key,
            "scopes": sorted(scopes),
            "expires_at": expires_at,
        },
    )


async def find_refresh(tx: Tx, sha256: bytes) -> HolderRow | None:
    """Find whose key a refresh token renews; asked by NOBODY."""
    return await tx.first(_sql("find_oauth_refresh"), HolderRow, {"token_sha256": sha256})


async def take_refresh(tx: Tx, sha256: bytes) -> RefreshRow | None:
    """Use a refresh token up; None when it was used before."""
    return await tx.first(
        _sql("take_oauth_refresh"),
        RefreshRow,
        {"person": tx.person, "token_sha256": sha256, "at": clock.now()},
    )


async def add_device(tx: Tx, device: NewDevice) -> None:
    """Keep a device that waits; asked by NOBODY."""
    await tx.run(
        _sql("add_oauth_device"),
        {
            "device_sha256": device.device_sha256,
            "user_sha256": device.user_sha256,
            "client_id": device.client_id,
            "scopes": sorted(device.scopes),
            "resource": device.resource,
            "expires_at": device.expires_at,
            "interval_s": device.interval_s,
        },
    )


async def find_device(tx: Tx, user_sha256: bytes) -> WaitingRow | None:
    """Find what waits for a code that somebody typed."""
    return await tx.first(
        _sql("find_oauth_device"), WaitingRow, {"user_sha256": user_sha256, "at": clock.now()}
    )


async def decide_device(tx: Tx, user_sha256: bytes, *, is_granted: bool) -> DecidedRow | None:
    """Answer a device that waits; None where it waits no more."""
    state = "granted" if is_granted else "refused"
    return await tx.first(
        _sql("decide_oauth_device"),
        DecidedRow,
        {"user_sha256": user_sha256, "at": clock.now(), "state": state},
    )


async def poll_device(tx: Tx, device_sha256: bytes, slower_s: int) -> PolledRow | None:
    """Find what became of a device; asked by NOBODY. One that asks too soon has to wait `slower_s` longer."""
    return await tx.first(
        _sql("poll_oauth_device"),
        PolledRow,
        {"device_sha256": device_sha256, "at": clock.now(), "slower_s": slower_s},
    )


async def sweep(tx: Tx, unused: timedelta) -> None:
    """Delete what has expired, and apps that nobody let in for so long; asked by NOBODY."""
    await tx.run(_sql("sweep_oauth"), {"at": clock.now(), "unused": unused})
