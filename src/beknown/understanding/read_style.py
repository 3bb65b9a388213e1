"""Read a style out of counted marks. Pure: the same counts and choices give the same style."""

import math
from collections import defaultdict
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any, cast
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from babel import Locale, UnknownLocaleError
from babel.core import get_global

from beknown.understanding.style_marks import WRITTEN
from beknown.understanding.style_types import TRAITS, Known, Style, Trait

PLAUSIBLE_SHARE = 0.03
PLAUSIBLE_TEXTS = 3
"""A language that fewer texts are in is taken for a mistake of the reader, unless there are few texts at all."""

FEW_TEXTS = 60
MOST_HOLIDAYS = 6
LEAST_HOLIDAY = 2
LEAST_CUSTOM = 3
LEAST_HOURS = 40
QUIET_HOURS = 6
MIDDLE_OF_NIGHT = 3.5
LANGUAGES_SPOKEN = 2
MANY_EMOJI = 0.25
SOME_EMOJI = 0.03
PLAYFUL = 0.08
SHORT = ("1-3", "4-8")
MEDIUM = ("9-20",)
Z = 1.96
US_UNITS = frozenset({"US", "LR", "MM"})

Counts = Mapping[str, int]


def read_style(counts: Counts, choices: Mapping[str, str], *, locale: str, time_zone: str) -> Style:
    """Read a style.

    Args:
        counts: How often each mark was seen.
        choices: What the person set by hand, by trait.
        locale: The account's, such as `de-AT`: what holds where nothing was learned.
        time_zone: The account's.
    """
    facets = _facets(counts)
    texts = counts.get(WRITTEN, 0)
    learned = _learn(facets, texts, locale, time_zone)
    traits: dict[Trait, Known] = {trait: _with_choice(learned[trait], choices.get(trait)) for trait in TRAITS}
    mixing = counts.get("mixed", 0) / max(1, sum(facets["language"].values()))
    return Style(texts, traits, mixing, traits["humour"].value == "playful")


def share_of(value: int, total: int) -> float:
    """Give the least share that is certain to 95 %.

    Source: Wilson 1927, Probable Inference, the Law of Succession, and Statistical Inference, lower bound.
    """
    if total <= 0:
        return 0.0
    part = value / total
    middle = part + Z * Z / (2 * total)
    spread = Z * math.sqrt(part * (1 - part) / total + Z * Z / (4 * total * total))
    return max(0.0, (middle - spread) / (1 + Z * Z / total))


def _facets(counts: Counts) -> defaultdict[str, dict[str, int]]:
    facets: defaultdict[str, dict[str, int]] = defaultdict(dict)
    for mark, number in sorted(counts.items()):
        facet, _, value = mark.partition(":")
        facets[facet][value] = number
    return facets


def _learn(
    facets: Mapping[str, dict[str, int]], texts: int, locale: str, time_zone: str
) -> dict[Trait, Known]:
    languages = _plausible(facets.get("language", {}))
    language = _most("language", languages)
    if not language.value:
        language = Known("language", locale[:2].lower(), "account")
    region = _region(locale, time_zone, language.value, facets.get("spelling", {}))
    zone = Known("time_zone", time_zone, "account", *_check_zone(facets.get("hour", {}), time_zone))
    usual = {
        "units": "imperial" if region.value in US_UNITS else "metric",
        "clock": _clock_of(locale),
        "dates": _order_of(locale),
    }
    known: dict[Trait, Known] = {
        "language": language,
        "formality": _most("formality", _forms(facets)),
        "length": _length(facets.get("length", {})),
        "emoji": _emoji(facets, texts),
        "humour": _humour(facets.get("laugh", {}).get("", 0), texts),
        "hours": _hours(facets.get("hour", {}), time_zone),
        "time_zone": zone,
        "region": region,
        "holidays": _holidays(facets.get("holiday", {})),
    }
    for trait in ("units", "clock", "dates"):
        found = _most(trait, facets.get(trait, {}))
        known[trait] = found
        if found.evidence < LEAST_CUSTOM:
            known[trait] = Known(trait, usual[trait], "account", 0.0, found.evidence, found.shares)
    return known


def _with_choice(known: Known, choice: str | None) -> Known:
    if choice is None:
        return known
    return Known(known.trait, choice, "set", 1.0, known.evidence, known.shares, known.value)


def _plausible(languages: Mapping[str, int]) -> dict[str, int]:
    total = sum(languages.values())
    if total < FEW_TEXTS:
        return dict(languages)
    return {
        language: number
        for language, number in languages.items()
        if number >= PLAUSIBLE_TEXTS and number >= PLAUSIBLE_SHARE * total
    }


def _most(trait: Trait, numbers: Mapping[str, int]) -> Known:
    total = sum(numbers.values())
    order = sorted(numbers, key=lambda value: (-numbers[value], value))
    if not order:
        return Known(trait, "", "unknown")
    shares = {value: numbers[value] / total for value in order}
    return Known(
        trait, order[0], "learned", share_of(numbers[order[0]], total), total, shares, learned=order[0]
    )


def _forms(facets: Mapping[str, dict[str, int]]) -> dict[str, int]:
    """Add up forms of address over languages; English, which has one `you`, counts by its manners alone."""
    forms = {form: sum(facets.get(form, {}).values()) for form in ("formal", "informal")}
    return {form: number for form, number in forms.items() if number}


def _length(lengths: Mapping[str, int]) -> Known:
    numbers = {
        "short": sum(lengths.get(each, 0) for each in SHORT),
        "medium": sum(lengths.get(each, 0) for each in MEDIUM),
        "long": sum(number for each, number in lengths.items() if each not in {*SHORT, *MEDIUM}),
    }
    return _most("length", {size: number for size, number in numbers.items() if number})


def _emoji(facets: Mapping[str, dict[str, int]], texts: int) -> Known:
    if not texts:
        return Known("emoji", "", "unknown")
    number = facets.get("with_emoji", {}).get("", 0)
    share = number / texts
    value = "many" if share >= MANY_EMOJI else "some" if share >= SOME_EMOJI else "none"
    favourites = facets.get("emoji", {})
    order = sorted(favourites, key=lambda each: (-favourites[each], each))[:8]
    shares = {each: favourites[each] / max(1, number) for each in order}
    return Known(
        "emoji", value, "learned", share_of(max(number, texts - number), texts), texts, shares, value
    )


def _humour(laughs: int, texts: int) -> Known:
    if not texts:
        return Known("humour", "", "unknown")
    value = "playful" if laughs / texts >= PLAYFUL else "plain"
    shares = {"playful": laughs / texts, "plain": 1 - laughs / texts}
    return Known(
        "humour", value, "learned", share_of(max(laughs, texts - laughs), texts), texts, shares, value
    )


def _hours(hours: Mapping[str, int], time_zone: str) -> Known:
    """Say between which hours the person is mostly awake, in their time zone, as `7-23`."""
    total = sum(hours.values())
    offset = _offset_hours(time_zone)
    local = {str(hour): 0 for hour in range(24)}
    for hour, number in hours.items():
        local[str((int(hour) + offset) % 24)] += number
    shares = {hour: number / max(1, total) for hour, number in local.items()}
    if total < LEAST_HOURS:
        return Known("hours", "", "unknown", 0.0, total, shares if total else {})
    quiet = min(
        range(24), key=lambda start: (sum(local[str((start + at) % 24)] for at in range(QUIET_HOURS)), start)
    )
    start, end = quiet, quiet
    while local[str((end + QUIET_HOURS) % 24)] <= total / 400 and end - quiet < QUIET_HOURS:
        end += 1
    while local[str((start - 1) % 24)] <= total / 400 and quiet - start < QUIET_HOURS:
        start -= 1
    awake = f"{(end + QUIET_HOURS) % 24}-{start % 24}"
    asleep = sum(local[str((quiet + at) % 24)] for at in range(QUIET_HOURS))
    return Known("hours", awake, "learned", share_of(total - asleep, total), total, shares, awake)


def _check_zone(hours: Mapping[str, int], time_zone: str) -> tuple[float, int]:
    """Say how well the quiet hours fit the night of a time zone, and by how many texts."""
    total = sum(hours.values())
    if total < LEAST_HOURS:
        return 0.0, total
    offset = _offset_hours(time_zone)
    by_hour = {(int(hour) + offset) % 24: number for hour, number in hours.items()}
    quiet = min(
        range(24),
        key=lambda start: (sum(by_hour.get((start + at) % 24, 0) for at in range(QUIET_HOURS)), start),
    )
    middle = (quiet + QUIET_HOURS / 2) % 24
    away = min(abs(middle - MIDDLE_OF_NIGHT), 24 - abs(middle - MIDDLE_OF_NIGHT))
    return max(0.0, 1 - away / 6), total


def _holidays(numbers: Mapping[str, int]) -> Known:
    kept = {name: number for name, number in numbers.items() if number >= LEAST_HOLIDAY}
    found = _most("holidays", kept)
    if not found.value:
        return found
    value = "; ".join(list(found.shares)[:MOST_HOLIDAYS])
    return Known("holidays", value, "learned", found.confidence, found.evidence, found.shares, value)


def _region(locale: str, time_zone: str, language: str, spelling: Mapping[str, int]) -> Known:
    """Say in which country the person is: by their time zone, their locale, how they spell, their language."""
    by_zone = cast("Mapping[str, str]", _global("zone_territories")).get(time_zone, "")
    if by_zone not in {"", "001", "ZZ"}:
        return Known("region", by_zone, "account", 1.0)
    own = _locale(locale)
    if own is not None and own.territory:
        return Known("region", str(own.territory), "account", 1.0)
    if language == "en":
        return _most("region", spelling)
    likely = cast("Mapping[str, str]", _global("likely_subtags")).get(language, "")
    country = likely.rsplit("_", 1)[-1]
    return (
        Known("region", country, "learned", 0.5, 0, {country: 1.0}, country)
        if likely
        else Known("region", "", "unknown")
    )


def _clock_of(locale: str) -> str:
    own = _locale(locale)
    return "12" if own is not None and "h" in str(own.time_formats["short"].pattern) else "24"


def _order_of(locale: str) -> str:
    own = _locale(locale)
    pattern = str(own.date_formats["short"].pattern).lower() if own is not None else "d"
    first = next((letter for letter in pattern if letter in "dmy"), "d")
    return {"d": "dmy", "m": "mdy", "y": "ymd"}[first]


def _locale(name: str) -> Locale | None:
    try:
        return Locale.parse(name.replace("-", "_"))
    except (ValueError, UnknownLocaleError):
        return None


def _global(name: Any) -> object:  # noqa: ANN401 - babel's own names
    return get_global(name)


def _offset_hours(time_zone: str) -> int:
    """Give the winter offset of a zone in whole hours: a year of writing is smeared by an hour anyway."""
    try:
        offset = datetime(2026, 1, 15, tzinfo=UTC).astimezone(ZoneInfo(time_zone)).utcoffset()
    except (ZoneInfoNotFoundError, ValueError):
        return 0
    return round(offset.total_seconds() / 3600) if offset is not None else 0
