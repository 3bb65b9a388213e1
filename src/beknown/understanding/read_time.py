"""Read which span of time a question names: 'last week', 'in May 2024', 'vorgestern', in the person's time zone."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from beknown.kit import clock
from beknown.understanding.fold import find_words
from beknown.understanding.types import Span

LANGUAGES = ("en", "de", "fr", "es", "pt", "it", "nl", "sv", "pl", "ru", "tr", "ar", "hi")
_AMBIGUOUS = frozenset({"may", "march", "sun", "mars", "mai", "mayo", "marco"})
"""Names of months and days that are other words as well: they count with a year or a preposition only."""

_WITH_PREPOSITION = re.compile(
    r"\b(?:in|im|last|since|en|em|a|nel|during|of)\s+(may|march|mars|mai|mayo|marco)\b", re.IGNORECASE
)
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_DATE = re.compile(r"\b\d{1,4}[-./]\d{1,2}[-./]\d{1,4}\b")
_FILLER = frozenset(
    find_words("in on at the of im am en em a de da do el la le il nel den um 1 2 3 4 5 6 7 8 9")
)
_PERIOD_DAYS = {"day": 1, "time": 1, "week": 7}


@dataclass(frozen=True, slots=True)
class NamedTime:
    """A span of time, and the folded words that name it."""

    span: Span
    words: frozenset[str]


def read_time(text: str, time_zone: str) -> NamedTime | None:
    """Give the first span of time that a question names, or None.

    Args:
        text: The question.
        time_zone: IANA name; an unknown one counts as UTC.
    """
    languages = _guess_languages(text)
    if not languages:
        return None
    from dateparser.search import search_dates  # noqa: PLC0415 - heavy, and most processes never need it

    zone = _zone(time_zone)
    base = clock.now().astimezone(zone).replace(tzinfo=None)
    settings: dict[str, Any] = {"PREFER_DATES_FROM": "past", "RELATIVE_BASE": base}
    found = search_dates(text, languages=languages, settings=settings)
    for phrase, _ in found or ():
        if _names_time(phrase, text):
            return _read_phrase(phrase, languages, settings, zone)
    return None


def _read_phrase(
    phrase: str, languages: list[str], settings: dict[str, Any], zone: ZoneInfo
) -> NamedTime | None:
    from dateparser.date import DateDataParser  # noqa: PLC0415 - heavy, and most processes never need it

    kept = re.sub(
        r"\s(?:in|on|at|with|and|to|for)$",
        "",
        re.sub(r"^(?:in|on|at)\s", "", phrase.strip(), flags=re.IGNORECASE),
    )
    data = DateDataParser(languages=languages, settings=settings).get_date_data(kept)
    at = data.date_obj
    if at is None:
        return None
    first, last = _bounds(at.replace(tzinfo=None), str(data.period))
    try:
        span = Span(first.replace(tzinfo=zone).astimezone(UTC), last.replace(tzinfo=zone).astimezone(UTC))
    except OverflowError:
        return None
    if span.since >= span.until:
        return None
    return NamedTime(span, frozenset(find_words(phrase)) - _FILLER)


def _bounds(at: datetime, period: str) -> tuple[datetime, datetime]:
    day = at.replace(hour=0, minute=0, second=0, microsecond=0)
    if period == "year":
        return day.replace(month=1, day=1), day.replace(year=min(day.year + 1, 9999), month=1, day=1)
    if period == "month":
        first = day.replace(day=1)
        return first, (first + timedelta(days=32)).replace(day=1)
    if period == "week":
        day -= timedelta(days=day.weekday())
    return day, day + timedelta(days=_PERIOD_DAYS.get(period, 1))


def _names_time(phrase: str, text: str) -> bool:
    words = set(find_words(phrase))
    if _YEAR.search(phrase) or _DATE.search(phrase):
        return True
    if words & (_time_words().keys() - _AMBIGUOUS):
        return True
    named = {found.lower() for found in _WITH_PREPOSITION.findall(text)}
    return bool(words & named)


def _guess_languages(text: str) -> list[str]:
    """Give the languages whose words for time stand in the text; English where it has only numbers."""
    words = set(find_words(text))
    known = _time_words()
    counts: dict[str, int] = {}
    for word in words & known.keys():
        for language in known[word]:
            counts[language] = counts.get(language, 0) + 1
    most = max(counts.values(), default=0)
    found = [language for language in LANGUAGES if counts.get(language, 0) == most > 0]
    return found[:3] or (["en"] if _YEAR.search(text) or _DATE.search(text) else [])


@lru_cache(maxsize=1)
def _time_words() -> Mapping[str, frozenset[str]]:
    """Give the languages of each word that names a time."""
    known: dict[str, set[str]] = {}
    text = Path(__file__).with_name("time_words.txt").read_text(encoding="utf-8")
    for line in text.splitlines():
        language, _, words = line.partition(":")
        for word in words.split() if not line.startswith("#") else ():
            known.setdefault(word, set()).add(language)
    return {word: frozenset(languages) for word, languages in known.items()}


def _zone(name: str) -> ZoneInfo:
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError):
        return ZoneInfo("UTC")
