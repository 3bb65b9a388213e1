"""HTTP for the pages on which a person lets apps in, and sees and ends what they have. Mounted under `/api`."""

from dataclasses import asdict
from datetime import datetime
from typing import cast
from uuid import UUID

from fastapi import APIRouter, Request
from pydantic import BaseModel, Field

from beknown.gateway import keys
from beknown.gateway import oauth_store as store
from beknown.gateway.oauth_asks import Asked, answer_ask, check_ask
from beknown.gateway.oauth_clients import AppLimits
from beknown.gateway.oauth_devices import answer_device, get_waiting
from beknown.gateway.oauth_metadata import find_address
from beknown.gateway.oauth_redirects import Place, origin_of, place_of
from beknown.gateway.types import KeyScope
from beknown.kit.web import Db, SignedIn, get_part

router = APIRouter(tags=["apps"])


class AppAskIn(BaseModel):
    """What an app asks, as it stands in the address of the page that shows it."""

    client_id: str | None = Field(default=None, max_length=200)
    redirect_uri: str | None = Field(default=None, max_length=2000)
    response_type: str | None = Field(default=None, max_length=200)
    code_challenge: str | None = Field(default=None, max_length=200)
    code_challenge_method: str | None = Field(default=None, max_length=200)
    scope: str | None = Field(default=None, max_length=200)
    state: str | None = Field(default=None, max_length=2000)
    resource: str | None = Field(default=None, max_length=2000)


class AppAnswerIn(BaseModel):
    """The same, and the person's answer."""

    asked: AppAskIn
    is_granted: bool


class AskedOut(BaseModel):
    """What an app asks, for the person to judge. With `why` it asked wrongly, and can only be told so."""

    name: str
    place: Place
    origin: str
    scopes: list[KeyScope]
    why: str | None


class SentOut(BaseModel):
    """Where the person's answer goes."""

    redirect: str


class DeviceIn(BaseModel):
    """A code as the person typed it."""

    user_code: str = Field(max_length=100)


class DeviceAnswerIn(DeviceIn):
    """The same, and the person's answer."""

    is_granted: bool


class WaitingOut(BaseModel):
    """What waits for a code, for the person to judge."""

    name: str
    scopes: list[KeyScope]


class AppOut(BaseModel):
    """An app that the person let in; `id` is that of its key, and what ends it."""

    id: UUID
    name: str
    place: Place
    origin: str | None
    scopes: list[KeyScope]
    created_at: datetime
    last_used_at: datetime | None


@router.post("/oauth/ask")
async def show_ask(request: Request, caller: SignedIn, db: Db, body: AppAskIn) -> AskedOut:
    """Check what an app asks, and show it."""
    async with db.begin(caller.scope("account")) as tx:
        asked = await check_ask(tx, find_address(request), body.model_dump())
    return _show(asked)


@router.post("/oauth/answer")
async def answer(request: Request, caller: SignedIn, db: Db, body: AppAnswerIn) -> SentOut:
    """Take the person's answer, and say where it goes."""
    address = find_address(request)
    async with db.begin(caller.scope("account")) as tx:
        asked = await check_ask(tx, address, body.asked.model_dump())
        return SentOut(redirect=await answer_ask(tx, address, asked, is_granted=body.is_granted))


@router.post("/oauth/device")
async def show_device(request: Request, caller: SignedIn, db: Db, body: DeviceIn) -> WaitingOut:
    """Show what waits for a code."""
    get_part(request, AppLimits).check_typing(caller.person)
    async with db.begin(caller.scope("account")) as tx:
        found = await get_waiting(tx, body.user_code)
    return WaitingOut(name=found.name, scopes=cast("list[KeyScope]", found.scopes))


@router.post("/oauth/device/answer", status_code=204)
async def answer_waiting(request: Request, caller: SignedIn, db: Db, body: DeviceAnswerIn) -> None:
    """Take the person's answer to what waits for a code."""
    get_part(request, AppLimits).check_typing(caller.person)
    async with db.begin(caller.scope("account")) as tx:
        await answer_device(tx, body.user_code, is_granted=body.is_granted)


@router.get("/apps")
async def list_apps(caller: SignedIn, db: Db) -> list[AppOut]:
    """List the apps that the person let in, newest first."""
    async with db.begin(caller.scope("account")) as tx:
        rows = await store.find_apps(tx)
    return [
        AppOut.model_validate({**asdict(row), "origin": row.sends_to, "place": place_of(row.sends_to)})
        for row in rows
    ]


@router.delete("/apps/{app}", status_code=204)
async def end_app(caller: SignedIn, db: Db, app: UUID) -> None:
    """Take an app's access away."""
    async with db.begin(caller.scope("account")) as tx:
        await keys.revoke_key(tx, app)


def _show(asked: Asked) -> AskedOut:
    origin = origin_of(asked.redirect_uri)
    return AskedOut(
        name=asked.name, place=place_of(origin), origin=origin, scopes=sorted(asked.scopes), why=asked.why
    )
