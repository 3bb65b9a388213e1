"""Come in, go out, and see where one is signed in."""

from importlib.metadata import version
from uuid import UUID

from fastapi import APIRouter, Response

from beknown.app.accounts import sessions, store
from beknown.app.accounts.cookie import make_cookie
from beknown.app.accounts.passkeys import offer_sign_in, sign_in_with_passkey
from beknown.app.accounts.present import PossibleSession, PresentSite, PresentVisitor
from beknown.app.accounts.shapes import (
    OptionsOut,
    PasskeyIn,
    PersonOut,
    SessionItemOut,
    SessionOut,
    SetupOut,
    SignInIn,
    SignUpIn,
)
from beknown.app.accounts.sign_in import sign_in
from beknown.app.accounts.sign_up import sign_up
from beknown.app.accounts.types import NewAccount, Started
from beknown.kit.db import Scope
from beknown.kit.ids import NOBODY
from beknown.kit.settings import Settings
from beknown.kit.web import Config, Db, SignedIn

router = APIRouter(tags=["accounts"])


@router.get("/setup")
async def get_setup(db: Db) -> SetupOut:
    """Say whether this Beknown has been set up: whether anybody has an account."""
    async with db.begin(Scope(NOBODY, "account")) as tx:
        return SetupOut(has_operator=await store.has_people(tx), version=version("beknown"))


@router.post("/accounts", status_code=201)
async def post_account(
    body: SignUpIn, response: Response, db: Db, settings: Config, visitor: PresentVisitor
) -> SessionOut:
    """Make an account and sign in. The first one becomes the operator; later ones need an invitation."""
    new = NewAccount(**body.model_dump())
    return _answer(response, settings, await sign_up(db, settings, new, visitor))


@router.get("/session")
async def get_session(session: PossibleSession) -> SessionOut | None:
    """Say who is signed in; null when nobody is, which is an answer and no error."""
    if session is None:
        return None
    return SessionOut(person=PersonOut.model_validate(session.account), csrf_token=session.csrf_token)


@router.post("/session")
async def post_session(
    body: SignInIn, response: Response, db: Db, settings: Config, visitor: PresentVisitor
) -> SessionOut:
    """Sign in with email and password."""
    started = await sign_in(db, settings, email=body.email, password=body.password, visitor=visitor)
    return _answer(response, settings, started)


@router.delete("/session", status_code=204)
async def delete_session(caller: SignedIn, response: Response, db: Db, settings: Config) -> None:
    """Sign out here."""
    async with db.begin(caller.scope("account")) as tx:
        await sessions.end_session(tx, caller.session)
    response.headers.append("set-cookie", make_cookie(settings, None))


@router.post("/session/passkey/options")
async def post_passkey_options(db: Db, site: PresentSite, visitor: PresentVisitor) -> OptionsOut:
    """Give the options for `navigator.credentials.get`."""
    return await offer_sign_in(db, site, visitor)


@router.post("/session/passkey")
async def post_passkey(
    *,
    body: PasskeyIn,
    response: Response,
    db: Db,
    settings: Config,
    site: PresentSite,
    visitor: PresentVisitor,
) -> SessionOut:
    """Sign in with a passkey."""
    started = await sign_in_with_passkey(db, settings, site, credential=body.credential, visitor=visitor)
    return _answer(response, settings, started)


@router.get("/sessions")
async def get_sessions(caller: SignedIn, db: Db, settings: Config) -> list[SessionItemOut]:
    """List where the person is signed in."""
    async with db.begin(caller.scope("account")) as tx:
        found = await sessions.find_sessions(tx, settings)
    return [
        SessionItemOut(
            id=each.id,
            created_at=each.created_at,
            last_seen_at=each.last_seen_at,
            user_agent=each.user_agent,
            is_current=each.id == caller.session,
        )
        for each in found
    ]


@router.delete("/sessions", status_code=204)
async def delete_sessions(caller: SignedIn, db: Db) -> None:
    """Sign out everywhere else."""
    async with db.begin(caller.scope("account")) as tx:
        await sessions.end_other_sessions(tx, caller.session)


@router.delete("/sessions/{session_id}", status_code=204)
async def delete_session_elsewhere(caller: SignedIn, session_id: UUID, db: Db) -> None:
    """Sign out in one place."""
    async with db.begin(caller.scope("account")) as tx:
        await sessions.end_session(tx, session_id)


def _answer(response: Response, settings: Settings, started: Started) -> SessionOut:
    response.headers.append("set-cookie", make_cookie(settings, started.token))
    return SessionOut(person=PersonOut.model_validate(started.account), csrf_token=started.csrf_token)
