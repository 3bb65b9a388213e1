"""Whom to call, by country: a table that is kept by hand, and how to choose from it."""

import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Literal

from babel import Locale, UnknownLocaleError
from pydantic import TypeAdapter

from beknown.understanding.care_rules import Topic

Serves = Literal["all", "children", "abuse", "eating"]

WORLDWIDE = "https://findahelpline.com"
"""Finds a help line anywhere; shown with every choice of ours."""

EMERGENCY = "112 / 911"
MOST_LINES = 3
_CHILDREN: tuple[Serves, ...] = ("children",)
_SERVED: Mapping[Topic, Serves] = {"abuse": "abuse", "eating": "eating"}


@dataclass(frozen=True, slots=True)
class HelpLine:
    """One help line. `checked_on` is an ISO date, empty when nobody has compared it with its source yet."""

    serves: Serves
    number: str
    name: str
    hours: str
    languages: tuple[str, ...]
    link: str
    source: str
    checked_on: str


@dataclass(frozen=True, slots=True)
class Help:
    """Whom to call in a country: its emergency number and help lines; without a country, the numbers most know."""

    country: str | None
    emergency: str
    lines: tuple[HelpLine, ...]


@dataclass(frozen=True, slots=True)
class Checks:
    """How far lines were compared with their sources: how many weren't, and the oldest day on which one was."""

    unchecked: int
    oldest_on: date | None


_TABLE_LINE = TypeAdapter(HelpLine)


@cache
def load_help() -> Mapping[str, Help]:
    """Read the table."""
    read = tomllib.loads(Path(__file__).with_name("help_lines.toml").read_text(encoding="utf-8"))
    return {
        country: Help(
            country,
            each["emergency"],
            tuple(_TABLE_LINE.validate_python(line) for line in each["line"]),
        )
        for country, each in read.items()
    }


def find_help(country: str | None) -> Help:
    """Give whom to call in a country; a country that the table doesn't know gets what holds in most of them."""
    return load_help().get(country or "") or Help(country, EMERGENCY, ())


def choose_lines(help_there: Help, topics: Sequence[Topic], *, is_minor: bool) -> tuple[HelpLine, ...]:
    """Choose the few lines that fit, the best first: those for children and for the matter itself come first."""
    special: list[Serves] = [_SERVED[topic] for topic in topics if topic in _SERVED]
    children = _CHILDREN if is_minor else ()
    wanted: list[Serves] = [*children, *special, "all"]
    first = [line for serves in dict.fromkeys(wanted) for line in help_there.lines if line.serves == serves]
    return tuple(first or help_there.lines)[:MOST_LINES]


def sum_up_checks(lines: Iterable[HelpLine]) -> Checks:
    """Say how far these lines were compared with their sources."""
    said = [line.checked_on for line in lines]
    days = [date.fromisoformat(day) for day in said if day]
    return Checks(len(said) - len(days), min(days, default=None))


def guess_country(time_zone: str, locale: str) -> str | None:
    """Guess where somebody is by their time zone, else by the region of their language; None when neither says."""
    return _zones().get(time_zone) or _region_of(locale)


def _region_of(locale: str) -> str | None:
    try:
        return Locale.parse(locale.replace("-", "_")).territory
    except (UnknownLocaleError, ValueError):
        return None


@cache
def _zones() -> Mapping[str, str]:
    """Read which country a time zone is in.

    Source: the Time Zone Database's zone.tab.
    """
    table = files("tzdata").joinpath("zoneinfo/zone.tab").read_text(encoding="utf-8")
    rows = [line.split("\t") for line in table.splitlines() if line and not line.startswith("#")]
    return {row[2]: row[0] for row in rows}
