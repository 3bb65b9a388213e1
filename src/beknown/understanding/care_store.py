"""SQL of what a person set about care. Nothing that was noticed in their talk is in any table."""

from dataclasses import dataclass
from uuid import UUID

from beknown.kit import clock
from beknown.kit.db import SqlFiles, Tx

_sql = SqlFiles(__file__)


@dataclass(frozen=True, slots=True)
class CareSettingRow:
    """What a person set; a birth year that an operator stated is theirs to change."""

    country: str | None
    birth_year: int | None
    is_birth_year_of_operator: bool
    has_gentle_words: bool
    hears_hints: bool


@dataclass(frozen=True, slots=True)
class BirthYearRow:
    """Somebody of this place, with the birth year that an operator stated for them."""

    person_id: UUID
    display_name: str
    birth_year: int | None
    is_of_operator: bool


@dataclass(frozen=True, slots=True)
class DoneRow:
    """Whether it was done."""

    is_done: bool


async def find_care_setting(tx: Tx) -> CareSettingRow | None:
    """Give what the person set; None when nothing."""
    return await tx.first(_sql("find_care_setting"), CareSettingRow, {"person": tx.person})


async def set_care_setting(
    tx: Tx, *, country: str | None, birth_year: int | None, has_gentle_words: bool, hears_hints: bool
) -> None:
    """Set all of it; a birth year that an operator stated stays."""
    params = {"person": tx.person, "country": country, "year": birth_year, "gentle": has_gentle_words}
    await tx.run(_sql("set_care_setting"), {**params, "hints": hears_hints, "at": clock.now()})


async def find_birth_years(tx: Tx) -> list[BirthYearRow]:
    """Give the people of this place to an operator; nobody to others."""
    return await tx.all(_sql("find_birth_years"), BirthYearRow, {})


async def set_birth_year_of(tx: Tx, person: UUID, year: int | None) -> bool:
    """State somebody else's birth year as an operator; False when there is no such person."""
    params = {"whose": person, "year": year, "at": clock.now()}
    return (await tx.one(_sql("set_birth_year_of"), DoneRow, params)).is_done
