"""Read which day a message means: 'tomorrow', 'am Freitag', 'le 5 mars', seen from the day it was written on."""

import re
from calendar import monthrange
from collections.abc import Mapping
from datetime import date, timedelta
from functools import lru_cache

_WEEKDAYS = (
    "monday|montag|lundi|lunes|segunda(?:-feira)?",
    "tuesday|dienstag|mardi|martes|terça(?:-feira)?",
    "wednesday|mittwoch|mercredi|miércoles|quarta(?:-feira)?",
    "thursday|donnerstag|jeudi|jueves|quinta(?:-feira)?",
    "friday|freitag|vendredi|viernes|sexta(?:-feira)?",
    "saturday|samstag|sonnabend|samedi|sábado",
    "sunday|sonntag|dimanche|domingo",
)
_MONTHS = (
    "january|januar|janvier|enero|janeiro|jan",
    "february|februar|février|febrero|fevereiro|feb",
    "march|märz|mars|marzo|março|mar",
    "april|avril|abril|apr",
    "may|mai|mayo|maio",
    "june|juni|juin|junio|junho|jun",
    "july|juli|juillet|julio|julho|jul",
    "august|août|agosto|aug",
    "september|septembre|septiembre|setembro|sept|sep",
    "october|oktober|octobre|octubre|outubro|oct",
    "november|novembre|noviembre|novembro|nov",
    "december|dezember|décembre|diciembre|dezembro|dec",
)
_TODAY = re.compile(
    r"\b(?:today|tonight|this (?:afternoon|evening)|heute|aujourd'hui|ce soir|hoy|esta noche|hoje|esta noite)\b"
)
_AFTER_TOMORROW = re.compile(
    r"\b(?:the day after tomorrow|übermorgen|après-demain|pasado mañana|depois de amanhã)\b"
)
_TOMORROW = re.compile(
    r"\b(?:tomorrow|demain|amanhã)\b|(?<!guten )(?<!heute )(?<!am )(?<!jeden )\bmorgen\b"
    r"|(?<!la )(?<!las )\bmañana\b"
)
_IN_DAYS = re.compile(
    r"\b(?:in|dans|en|dentro de|daqui a|em)\s+(\d{1,2}|a|an|einer?|einem|une?|una?|uma?|two|zwei|deux|dos|dois|duas"
    r"|three|drei|trois|tres|três)\s+(days?|tage?n?|jours?|días?|dias?|weeks?|wochen?|semaines?|semanas?)\b"
)
_NEXT_WEEK = re.compile(
    r"\b(?:next week|nächste woche|la semaine prochaine|la semana que viene|la próxima semana"
    r"|(?:n?a )?próxima semana|(?:n?a )?semana que vem)\b"
)
_WEEKEND = re.compile(
    r"\b(?:(?:this|at the|over the) weekend|am wochenende|ce week-end|(?:este|el) fin de semana"
    r"|(?:este|no) fim de semana)\b"
)
_LAST = re.compile(r"\b(?:last|letzten?|vergangenen?|diesen letzten|el pasado|na passada)\s+$")
_PAST_AFTER = re.compile(r"^\s*(?:dernier|dernière|pasado|pasada|passado|passada)\b")
_SMALL = {
    "two": 2, "zwei": 2, "deux": 2, "dos": 2, "dois": 2, "duas": 2,
    "three": 3, "drei": 3, "trois": 3, "tres": 3, "três": 3,
}  # fmt: skip
_FRIDAY = 4
_SHORT = 3


def find_day(text: str, written_on: date) -> date | None:
    """Find the day, not before the one it was written on, that a sentence names; None when it names none.

    Args:
        text: One sentence.
        written_on: The day on which it was written, in the writer's time zone.
    """
    words = text.lower().replace("\u2019", "'")
    if _AFTER_TOMORROW.search(words):
        return written_on + timedelta(days=2)
    if _TOMORROW.search(words):
        return written_on + timedelta(days=1)
    return (
        _find_calendar_day(words, written_on)
        or _find_weekday(words, written_on)
        or _find_period(words, written_on)
    )


def find_month(text: str, written_on: date) -> date | None:
    """Find the last day of the month by or in which something is meant to be: 'by May 2027', 'bis Ende März'.

    Args:
        text: One sentence.
        written_on: The day on which it was written; a month without a year is the next one.
    """
    found = _by_month().search(text.lower().replace("\u2019", "'"))
    if found is None:
        return None
    month = _months()[found["month"]]
    year = int(found["year"]) if found["year"] else written_on.year + (month < written_on.month)
    named = date(year, month, monthrange(year, month)[1])
    return named if named >= written_on else None


def find_month_day(text: str) -> tuple[int, int, int | None] | None:
    """Find a day of the year, '4 March', 'March 4th', '4. März 1991': give month, day, and the year if it stands."""
    words = text.lower()
    for pattern in _calendar():
        found = pattern.search(words)
        if found is not None:
            month = _months()[found["month"]]
            day = int(found["day"])
            year = int(found["year"]) if found["year"] else None
            if _is_day(month, day, year):
                return month, day, year
    return None


def _find_calendar_day(words: str, written_on: date) -> date | None:
    found = find_month_day(words)
    if found is None:
        return None
    month, day, year = found
    if year is not None:
        named = date(year, month, day)
        return named if named >= written_on else None
    for each in range(written_on.year, written_on.year + 5):
        if _is_day(month, day, each) and date(each, month, day) >= written_on:
            return date(each, month, day)
    return None


def _find_weekday(words: str, written_on: date) -> date | None:
    for number, pattern in enumerate(_weekdays()):
        found = pattern.search(words)
        if found is None:
            continue
        if _LAST.search(words[: found.start()]) or _PAST_AFTER.search(words[found.end() :]):
            return None
        ahead = (number - written_on.weekday()) % 7 or 7
        return written_on + timedelta(days=ahead)
    return None


def _find_period(words: str, written_on: date) -> date | None:
    if _TODAY.search(words):
        return written_on
    found = _IN_DAYS.search(words)
    if found is not None:
        count = int(found[1]) if found[1].isdigit() else _SMALL.get(found[1], 1)
        is_weeks = found[2].startswith(("w", "s"))
        return written_on + timedelta(days=count * (7 if is_weeks else 1))
    monday = written_on - timedelta(days=written_on.weekday())
    if _NEXT_WEEK.search(words):
        return monday + timedelta(days=7 + _FRIDAY)
    if _WEEKEND.search(words):
        return monday + timedelta(days=6)
    return None


def _is_day(month: int, day: int, year: int | None) -> bool:
    try:
        date(year or 2000, month, day)
    except ValueError:
        return False
    return True


@lru_cache(maxsize=1)
def _weekdays() -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(rf"\b(?:{names})\b") for names in _WEEKDAYS)


@lru_cache(maxsize=1)
def _months() -> Mapping[str, int]:
    return {name: number for number, names in enumerate(_MONTHS, 1) for name in names.split("|")}


@lru_cache(maxsize=1)
def _by_month() -> re.Pattern[str]:
    names = "|".join(name for name in _months() if len(name) > _SHORT or name == "may")
    end = r"(?:the end of\s+|ende\s+|la fin de\s+|fin\s+|finales de\s+|(?:o\s+)?fim de\s+)?"
    return re.compile(
        r"\b(?:by|before|until|till|in|bis|vor|im|d'ici(?:\s+à)?|avant|en|hasta|antes de|para|até|em)\s+"
        rf"{end}(?P<month>{names})\b(?:\s+(?:de\s+|del\s+)?(?P<year>20\d\d))?"
    )


@lru_cache(maxsize=1)
def _calendar() -> tuple[re.Pattern[str], ...]:
    names = "|".join(sorted(_months(), key=len, reverse=True))
    year = r"(?:(?:,|\s+de|\s+del)?\s+(?P<year>(?:19|20)\d\d))?"
    return (
        re.compile(
            rf"\b(?P<day>\d{{1,2}})(?:st|nd|rd|th|er|\.|º)?\s+(?:of\s+|de\s+)?(?P<month>{names})\b{year}"
        ),
        re.compile(rf"\b(?P<month>{names})\s+(?P<day>\d{{1,2}})(?:st|nd|rd|th)?\b{year}"),
    )
