"""Care over HTTP: what a person set, and the help lines. What was noticed in their talk has no route: it isn't kept."""

from datetime import date
from uuid import UUID

from fastapi import APIRouter
from pydantic import BaseModel, ConfigDict, Field

from beknown.kit.web import Caller, Db, Operator, SignedIn
from beknown.understanding import care_store
from beknown.understanding.care_settings import (
    CareSetting,
    find_care_setting,
    set_birth_year_of,
    set_care_setting,
)
from beknown.understanding.help_lines import WORLDWIDE, find_help, guess_country, load_help, sum_up_checks

router = APIRouter(prefix="/you/care", tags=["you"])


class HelpLineOut(BaseModel):
    """A help line; `checked_on` is an ISO date, empty when nobody has compared it with its source yet."""

    model_config = ConfigDict(from_attributes=True)

    serves: str
    number: str
    name: str
    hours: str
    languages: list[str]
    link: str
    source: str
    checked_on: str


class HelpOut(BaseModel):
    """Whom to call in a country."""

    model_config = ConfigDict(from_attributes=True)

    country: str | None
    emergency: str
    lines: list[HelpLineOut]


class ChecksOut(BaseModel):
    """How far the lines shown were compared with their sources; `oldest_on` is null where none was."""

    model_config = ConfigDict(from_attributes=True)

    unchecked: int
    oldest_on: date | None


class CareOut(BaseModel):
    """What a person set; `country` is null while it is guessed, and `help` is what holds then."""

    country: str | None
    birth_year: int | None
    is_birth_year_of_operator: bool
    has_gentle_words: bool
    hears_hints: bool
    help: HelpOut
    checks: ChecksOut
    countries: list[str]
    worldwide: str


class CareIn(BaseModel):
    """What to set, all of it."""

    country: str | None = Field(None, pattern="^[A-Z]{2}$")
    birth_year: int | None = None
    has_gentle_words: bool = True
    hears_hints: bool = True


class BirthYearOut(BaseModel):
    """Somebody of this place, with the birth year that an operator stated for them."""

    model_config = ConfigDict(from_attributes=True)

    person_id: UUID
    display_name: str
    birth_year: int | None


class BirthYearIn(BaseModel):
    """A birth year; null takes it back."""

    birth_year: int | None = None


@router.get("")
async def get_care(caller: SignedIn, db: Db) -> CareOut:
    """Give what the person set about care, and the help lines that they would be shown."""
    async with db.begin(caller.scope("account")) as tx:
        return _show(caller, await find_care_setting(tx))


@router.put("")
async def set_care(caller: SignedIn, db: Db, body: CareIn) -> CareOut:
    """Set it; a birth year that an operator stated stays."""
    async with db.begin(caller.scope("account")) as tx:
        held = await set_care_setting(
            tx,
            country=body.country,
            birth_year=body.birth_year,
            has_gentle_words=body.has_gentle_words,
            hears_hints=body.hears_hints,
        )
    return _show(caller, held)


@router.get("/people")
async def get_birth_years(operator: Operator, db: Db) -> list[BirthYearOut]:
    """Give the people of this place with the birth years that operators stated."""
    async with db.begin(operator.scope("account")) as tx:
        return [BirthYearOut.model_validate(row) for row in await care_store.find_birth_years(tx)]


@router.put("/people/{person_id}", status_code=204)
async def set_birth_year(operator: Operator, db: Db, person_id: UUID, body: BirthYearIn) -> None:
    """State somebody's birth year, so that a child of the household meets care sooner."""
    async with db.begin(operator.scope("account")) as tx:
        await set_birth_year_of(tx, person_id, body.birth_year)


def _show(caller: Caller, held: CareSetting) -> CareOut:
    there = find_help(held.country or guess_country(caller.time_zone, caller.locale))
    return CareOut(
        country=held.country,
        birth_year=held.birth_year,
        is_birth_year_of_operator=held.is_birth_year_of_operator,
        has_gentle_words=held.has_gentle_words,
        hears_hints=held.hears_hints,
        help=HelpOut.model_validate(there),
        checks=ChecksOut.model_validate(sum_up_checks(there.lines)),
        countries=sorted(load_help()),
        worldwide=WORLDWIDE,
    )
