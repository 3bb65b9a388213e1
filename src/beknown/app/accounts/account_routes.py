"""One's own account: profile, email, password, passkeys."""

from uuid import UUID

from fastapi import APIRouter, Response

from beknown.app.accounts import profile, store
from beknown.app.accounts.cookie import make_cookie
from beknown.app.accounts.passkeys import add_passkey, offer_registration, remove_passkey
from beknown.app.accounts.present import PresentSession, PresentSite
from beknown.app.accounts.shapes import (
    EmailIn,
    NewPasskeyIn,
    OptionsOut,
    PasskeyOut,
    PasswordIn,
    PersonOut,
    ProfileIn,
)
from beknown.kit.web import Config, Db, SignedIn

router = APIRouter(tags=["accounts"])


@router.patch("/account")
async def patch_account(body: ProfileIn, caller: SignedIn, db: Db) -> PersonOut:
    """Change name, language or time zone."""
    async with db.begin(caller.scope("account")) as tx:
        changed = await profile.change_profile(tx, **body.model_dump())
    return PersonOut.model_validate(changed)


@router.put("/account/email")
async def put_email(body: EmailIn, caller: SignedIn, db: Db) -> PersonOut:
    """Change the email that one signs in with."""
    changed = await profile.change_email(db, caller.person, email=body.email, password=body.password)
    return PersonOut.model_validate(changed)


@router.put("/account/password", status_code=204)
async def put_password(
    body: PasswordIn, session: PresentSession, response: Response, db: Db, settings: Config
) -> None:
    """Change the password and sign out everywhere else."""
    token = await profile.change_password(db, session.account, session.id, old=body.old, new=body.new)
    response.headers.append("set-cookie", make_cookie(settings, token))


@router.get("/passkeys")
async def get_passkeys(caller: SignedIn, db: Db) -> list[PasskeyOut]:
    """List one's passkeys."""
    async with db.begin(caller.scope("account")) as tx:
        found = await store.find_passkeys(tx)
    return [PasskeyOut.model_validate(each) for each in found]


@router.post("/passkeys/options")
async def post_options(session: PresentSession, caller: SignedIn, db: Db, site: PresentSite) -> OptionsOut:
    """Give the options for `navigator.credentials.create`."""
    async with db.begin(caller.scope("account")) as tx:
        return await offer_registration(tx, site, session.account)


@router.post("/passkeys", status_code=201)
async def post_passkey(body: NewPasskeyIn, caller: SignedIn, db: Db, site: PresentSite) -> PasskeyOut:
    """Add a passkey."""
    async with db.begin(caller.scope("account")) as tx:
        added = await add_passkey(tx, site, name=body.name, credential=body.credential)
    return PasskeyOut.model_validate(added)


@router.delete("/passkeys/{passkey_id}", status_code=204)
async def delete_passkey(passkey_id: UUID, caller: SignedIn, db: Db) -> None:
    """Forget a passkey."""
    async with db.begin(caller.scope("account")) as tx:
        await remove_passkey(tx, passkey_id)
