"""SQL of the model API: its keys."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from beknown.gateway.types import NewKey
from beknown.kit import clock
from beknown.kit.db import SqlFiles, Tx

_sql = SqlFiles(__file__)


@dataclass(frozen=True, slots=True)
class KeyRow:
    """A key as its owner sees it; `hint` is its last letters, `client_id` the app that holds it."""

    id: UUID
    name: str
    scopes: list[str]
    hint: str
    requests_per_minute: int | None
    tokens_per_day: int | None
    micros_per_day: int | None
    created_at: datetime
    last_used_at: datetime | None
    expires_at: datetime | None
    client_id: UUID | None


@dataclass(frozen=True, slots=True)
class OpenKeyRow:
    """Whose key a token is, and what it may do."""

    person_id: UUID
    id: UUID
    scopes: list[str]
    requests_per_minute: int | None
    tokens_per_day: int | None
    last_used_at: datetime | None
    client_id: UUID | None
    resource: str | None
    display_name: str
    locale: str
    time_zone: str


async def add_key(tx: Tx, key: UUID, new: NewKey, token_sha256: bytes, hint: str) -> None:
    """Keep a new key."""
    await tx.run(
        _sql("add_key"),
        {
            "person": tx.person,
            "id": key,
            "name": new.name,
            "scopes": sorted(new.scopes),
            "token_sha256": token_sha256,
            "hint": hint,
            "requests_per_minute": new.requests_per_minute,
            "tokens_per_day": new.tokens_per_day,
            "micros_per_day": new.micros_per_day,
            "at": clock.now(),
            "expires_at": new.expires_at,
        },
    )


async def find_keys(tx: Tx) -> list[KeyRow]:
    """List the person's keys, newest first."""
    return await tx.all(_sql("find_keys"), KeyRow, {"person": tx.person, "at": clock.now()})


async def revoke_key(tx: Tx, key: UUID) -> bool:
    """Revoke a key; False where the person has none with this id that still holds."""
    return await tx.run(_sql("revoke_key"), {"person": tx.person, "id": key, "at": clock.now()}) > 0


async def find_open_key(tx: Tx, token_sha256: bytes) -> OpenKeyRow | None:
    """Find whose key a token is; asked by NOBODY."""
    return await tx.first(
        _sql("find_open_key"), OpenKeyRow, {"token_sha256": token_sha256, "at": clock.now()}
    )


async def find_key_by_id(tx: Tx, key: UUID) -> OpenKeyRow | None:
    """Find one of the person's keys that still holds."""
    return await tx.first(
        _sql("find_key_by_id"), OpenKeyRow, {"person": tx.person, "id": key, "at": clock.now()}
    )


async def touch_key(tx: Tx, key: UUID) -> None:
    """Note that a key was used just now."""
    await tx.run(_sql("touch_key"), {"person": tx.person, "id": key, "at": clock.now()})
