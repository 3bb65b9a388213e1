"""The holidays ahead in a country, in a person's language."""

from dataclasses import dataclass
from datetime import date, timedelta
from importlib import import_module
from typing import Any


@dataclass(frozen=True, slots=True)
class Holiday:
    """A public holiday."""

    day: date
    name: str


def find_holidays(region: str, language: str, today: date, days: int) -> list[Holiday]:
    """Give the public holidays of a country from today on, the nearest first; none for a country that isn't known.

    Args:
        region: ISO 3166-1 code, such as `SE`.
        language: The names are in it where the library has them, else in the country's own.
        today: The first day.
        days: How many days ahead.
    """
    holidays: Any = import_module("holidays")  # takes a fifth of a second, and most processes never need it
    known: dict[str, list[str]] = holidays.list_supported_countries()
    if region not in known:
        return []
    country = getattr(holidays, region)
    spoken = [each for each in country.supported_languages if each.split("_")[0] == language]
    last = today + timedelta(days=days)
    calendar = holidays.country_holidays(
        region, years=range(today.year, last.year + 1), language=min(spoken, default=None)
    )
    found = sorted((day, str(name)) for day, name in calendar.items() if today <= day <= last)
    return [Holiday(day, name) for day, name in found]
