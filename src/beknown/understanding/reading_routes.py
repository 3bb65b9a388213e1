"""How far a language model has read for beliefs, over HTTP."""

from typing import Annotated

from fastapi import APIRouter, Depends, Request
from pydantic import BaseModel, ConfigDict

from beknown.kit.settings import Settings
from beknown.kit.web import Db, SignedIn, get_part
from beknown.models import Models
from beknown.understanding.model_reading import look_at_reading

router = APIRouter(prefix="/you/beliefs/reading", tags=["you"])


class ReadingOut(BaseModel):
    """What a language model has taken today to find beliefs; all is 0 where none reads.

    Args:
        is_on: A capable model is set, and may take tokens.
        is_away: It doesn't answer now; reading goes on when it does.
        spent: Tokens taken today (UTC).
        most: Tokens that it may take in a day.
        waiting: Events that it hasn't read.
    """

    model_config = ConfigDict(from_attributes=True)

    is_on: bool
    is_away: bool
    spent: int
    most: int
    waiting: int


def _get_models(request: Request) -> Models:
    return get_part(request, Models)


def _get_settings(request: Request) -> Settings:
    return get_part(request, Settings)


@router.get("")
async def get_reading(
    caller: SignedIn,
    db: Db,
    models: Annotated[Models, Depends(_get_models)],
    settings: Annotated[Settings, Depends(_get_settings)],
) -> ReadingOut:
    """Say what a capable language model has taken today to find beliefs, and what it hasn't read yet."""
    found = await look_at_reading(db, models, caller.scope("assistant"), settings.belief_tokens_per_day)
    return ReadingOut.model_validate(found)
