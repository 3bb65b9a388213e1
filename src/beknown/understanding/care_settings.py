"""What a person set about care, with what holds where they set nothing."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from beknown.kit import clock
from beknown.kit.db import Tx
from beknown.kit.errors import Invalid, NotFound
from beknown.understanding import care_store
from beknown.understanding.help_lines import load_help

OF_AGE = 18
OLDEST = 1900


@dataclass(frozen=True, slots=True)
class CareSetting:
    """Where help lines are looked for, when the person was born, and two things that may be switched off.

    `has_gentle_words`: a gentle word may come late at night. `hears_hints`: what is only hinted at is noticed, too.
    """

    country: str | None = None
    birth_year: int | None = None
    is_birth_year_of_operator: bool = False
    has_gentle_words: bool = True
    hears_hints: bool = True

    def is_minor(self, year: int) -> bool:
        """Say whether the person is under age in a year; who turns 18 in it still counts as such."""
        return self.birth_year is not None and year - self.birth_year <= OF_AGE


async def find_care_setting(tx: Tx) -> CareSetting:
    """Give what the person set; needs the purpose `account`."""
    row = await care_store.find_care_setting(tx)
    if row is None:
        return CareSetting()
    return CareSetting(
        row.country, row.birth_year, row.is_birth_year_of_operator, row.has_gentle_words, row.hears_hints
    )


async def set_care_setting(
    tx: Tx, *, country: str | None, birth_year: int | None, has_gentle_words: bool, hears_hints: bool
) -> CareSetting:
    """Set it and give what holds then.

    Raises:
        Invalid: The table has no such country, or nobody was born then.
    """
    if country is not None and country not in load_help():
        raise Invalid(f"There are no help lines for the country {country!r} yet.")
    _check_birth_year(birth_year, clock.now())
    await care_store.set_care_setting(
        tx,
        country=country,
        birth_year=birth_year,
        has_gentle_words=has_gentle_words,
        hears_hints=hears_hints,
    )
    return await find_care_setting(tx)


async def set_birth_year_of(tx: Tx, person: UUID, year: int | None) -> None:
    """State somebody else's birth year, as an operator; None takes it back.

    Raises:
        Invalid: Nobody was born then.
        NotFound: There is no such person, or the caller may not.
    """
    _check_birth_year(year, clock.now())
    if not await care_store.set_birth_year_of(tx, person, year):
        raise NotFound("There is no such person here.")


def _check_birth_year(year: int | None, now: datetime) -> None:
    if year is not None and not OLDEST <= year <= now.year:
        raise Invalid(f"A birth year is between {OLDEST} and {now.year}, not {year}.")
