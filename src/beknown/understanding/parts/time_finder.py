"""Find from when and until when a statement holds: 'since May', 'for two years', 'until 2027'."""

import re
from calendar import monthrange
from collections.abc import Mapping
from datetime import date, datetime, timedelta

from beknown.understanding.parts.rule_reader import Language

_YEAR = re.compile(r"(?:19|20)\d\d")
_NUMBER = re.compile(r"\d{1,3}")
_DAYS = {"d": 1, "w": 7, "m": 30, "y": 365}
_OLDEST = 1900
_LATEST = 2200


def find_span(low: str, language: Language, said_at: datetime | None) -> tuple[date | None, date | None]:
    """Give the first and the last day that a folded statement names for what it tells.

    Args:
        low: The folded statement.
        language: Its language.
        said_at: When it was said; without it only years are read.
    """
    words, today = language.words, said_at.date() if said_at else None
    since = until = None
    found = language.grammar["since"].search(low)
    if found:
        since = _moment(found["when"], words, today, is_past=True)
    lasted = language.grammar["lasted"].search(low)
    if since is None and lasted and today:
        since = _before(today, lasted["number"], lasted["unit"], words)
    ends = language.grammar["until"].search(low)
    if ends:
        until = _moment(ends["when"], words, today, is_past=False)
    return since, until if since is None or until is None or since <= until else None


def _moment(when: str, words: Mapping[str, str], today: date | None, *, is_past: bool) -> date | None:
    year = _YEAR.search(when)
    month = _find_number(when, words["months"].split())
    if year and _OLDEST <= int(year.group()) <= _LATEST:
        return _day(int(year.group()), month or (1 if is_past else 12), is_past=is_past)
    if month is None or today is None:
        return None
    turn = -1 if is_past and month > today.month else 1 if not is_past and month < today.month else 0
    return _day(today.year + turn, month, is_past=is_past)


def _day(year: int, month: int, *, is_past: bool) -> date:
    return date(year, month, 1 if is_past else monthrange(year, month)[1])


def _before(today: date, number: str, unit: str, words: Mapping[str, str]) -> date | None:
    digits = _NUMBER.fullmatch(number)
    count = int(number) if digits else _find_number(number, words["numbers"].split())
    if count is None:
        return None
    for letter, days in _DAYS.items():
        if re.match(words[f"unit_{letter}"], unit):
            return today - timedelta(days=min(days * count, 40_000))
    return None


def _find_number(text: str, words: list[str]) -> int | None:
    """Give the place, from 1, of the first of the words that stands in the text; `|` joins those of one place."""
    for place, word in enumerate(words, start=1):
        if re.search(rf"\b(?:{word})\b", text):
            return place
    return None
