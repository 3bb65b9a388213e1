"""HTTP for the page 'Developers': keys and what they used. Mounted under `/api`."""

from datetime import date, datetime, timedelta
from typing import Annotated, Literal
from uuid import UUID

from fastapi import APIRouter, Query, Request
from pydantic import BaseModel, Field

from beknown.gateway import keys, usage_store
from beknown.gateway.app_routes import router as app_router
from beknown.gateway.gateway import Gateway
from beknown.gateway.types import KeyScope, NewKey
from beknown.kit import clock
from beknown.kit.web import Db, Operator, SignedIn, get_part

__all__ = ["app_router", "router"]

router = APIRouter(tags=["developers"])
Days = Annotated[int, Query(ge=1, le=400)]
Limit = Annotated[int, Query(ge=1, le=200)]


class KeyIn(BaseModel):
    """A key as a person wants it."""

    name: str = Field(max_length=200)
    scopes: list[KeyScope]
    requests_per_minute: int | None = Field(default=None, ge=1, le=1_000_000)
    tokens_per_day: int | None = Field(default=None, ge=1, le=10**15)
    micros_per_day: int | None = Field(default=None, ge=1, le=10**15)
    expires_at: datetime | None = None


class KeyOut(BaseModel):
    """A key that holds; `hint` is its last letters, `client_id` the app that holds it."""

    id: UUID
    name: str
    scopes: list[KeyScope]
    hint: str
    requests_per_minute: int | None
    tokens_per_day: int | None
    micros_per_day: int | None
    created_at: datetime
    last_used_at: datetime | None
    expires_at: datetime | None
    client_id: UUID | None


class MadeKeyOut(BaseModel):
    """A new key with its token, which is shown this once."""

    id: UUID
    token: str


class KeyUsageOut(BaseModel):
    """What a key used of a model on a day (UTC)."""

    key_id: UUID
    day: date
    model: str
    calls: int
    errors: int
    input_tokens: int
    cached_tokens: int
    output_tokens: int
    cost_micros: int


class CallOut(BaseModel):
    """A call, without what was said; `status` is HTTP's, 499 when whoever asked went away."""

    id: UUID
    key_id: UUID
    at: datetime
    model: str
    status: int
    input_tokens: int
    cached_tokens: int
    output_tokens: int
    cost_micros: int
    took_ms: int | None


class PriceOut(BaseModel):
    """What a million tokens of a model cost, in millionths of the currency."""

    model: str
    input_micros: int
    output_micros: int
    cached_micros: int


class PricesOut(BaseModel):
    """What models cost here; models that aren't listed cost nothing."""

    currency: str
    prices: list[PriceOut]


class BackendOut(BaseModel):
    """How a server of models is: `closed` while it answers, `open` while it rests, `half-open` when it is tried."""

    backend: str
    state: Literal["closed", "open", "half-open"]
    failures: int
    last_failure: str
    rests_for_s: float
    models: list[str]


@router.get("/keys")
async def list_keys(caller: SignedIn, db: Db) -> list[KeyOut]:
    """List the person's keys, newest first, those of apps too."""
    async with db.begin(caller.scope("account")) as tx:
        return [KeyOut.model_validate(row, from_attributes=True) for row in await keys.find_keys(tx)]


@router.post("/keys", status_code=201)
async def add_key(caller: SignedIn, db: Db, body: KeyIn) -> MadeKeyOut:
    """Make a key."""
    new = NewKey(
        body.name,
        frozenset(body.scopes),
        body.requests_per_minute,
        body.tokens_per_day,
        body.micros_per_day,
        body.expires_at,
    )
    async with db.begin(caller.scope("account")) as tx:
        made = await keys.add_key(tx, new)
    return MadeKeyOut(id=made.id, token=made.token)


@router.delete("/keys/{key}", status_code=204)
async def revoke_key(caller: SignedIn, db: Db, key: UUID) -> None:
    """Revoke a key."""
    async with db.begin(caller.scope("account")) as tx:
        await keys.revoke_key(tx, key)


@router.get("/keys/usage")
async def find_usage(caller: SignedIn, db: Db, days: Days = 30) -> list[KeyUsageOut]:
    """Give what the person's keys used in the last days."""
    since = clock.now().date() - timedelta(days=days - 1)
    async with db.begin(caller.scope("account")) as tx:
        return [
            KeyUsageOut.model_validate(row, from_attributes=True)
            for row in await usage_store.find_usage(tx, since)
        ]


@router.get("/keys/calls")
async def find_calls(
    caller: SignedIn, db: Db, key: UUID | None = None, before: UUID | None = None, limit: Limit = 50
) -> list[CallOut]:
    """Give the latest calls with the person's keys, newest first; of each key, the latest thousand are kept."""
    async with db.begin(caller.scope("account")) as tx:
        rows = await usage_store.find_calls(tx, key=key, before=before, most=limit)
    return [CallOut.model_validate(row, from_attributes=True) for row in rows]


@router.get("/keys/prices")
async def find_prices(request: Request, _caller: SignedIn) -> PricesOut:
    """Say what models cost here."""
    ledger = get_part(request, Gateway).ledger
    prices = [
        PriceOut(
            model=model,
            input_micros=price.input_micros,
            output_micros=price.output_micros,
            cached_micros=price.cached_micros,
        )
        for model, price in ledger.prices.items()
    ]
    return PricesOut(currency=ledger.currency, prices=prices)


@router.get("/backends")
async def find_backends(request: Request, _operator: Operator) -> list[BackendOut]:
    """Say how each server of models is."""
    reports = await get_part(request, Gateway).backends.describe()
    return [BackendOut.model_validate(report, from_attributes=True) for report in reports]
