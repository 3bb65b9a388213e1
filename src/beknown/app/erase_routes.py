"""Erasing one's account over HTTP."""

from fastapi import APIRouter, Response
from pydantic import BaseModel

from beknown.app.accounts.cookie import make_cookie
from beknown.app.accounts.present import PresentSession
from beknown.app.accounts.shapes import Email, Password
from beknown.app.erase import erase_account, has_password
from beknown.kit.ids import PersonId
from beknown.kit.web import Config, Db, Files

router = APIRouter(tags=["accounts"])


class ErasingOut(BaseModel):
    """What erasing asks for: the password, or for who has none a session that began a moment ago."""

    needs_password: bool


class EraseIn(BaseModel):
    """The email of the account, and its password if it has one."""

    email: Email
    password: Password | None = None


@router.get("/account/erasing")
async def get_erasing(session: PresentSession, db: Db) -> ErasingOut:
    """Say what erasing asks for."""
    return ErasingOut(needs_password=await has_password(db, PersonId(session.person_id)))


@router.delete("/account", status_code=204)
async def delete_account(
    body: EraseIn, session: PresentSession, response: Response, *, db: Db, files: Files, settings: Config
) -> None:
    """Erase the account with everything that is held about its owner. Nothing brings it back."""
    await erase_account(db, files, session, password=body.password, email=body.email)
    response.headers.append("set-cookie", make_cookie(settings, None))
