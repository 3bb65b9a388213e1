"""Moments in words, in a language and the person's time zone."""

from datetime import datetime

from babel import Locale, UnknownLocaleError
from babel.dates import format_date, format_datetime

from beknown.assistant.language import Language
from beknown.assistant.types import Asker

_ORDERS = {"dmy": "d MMM y", "mdy": "MMM d, y", "ymd": "y-MM-dd"}
_LONG_ORDERS = {"dmy": "EEEE, d MMMM y", "mdy": "EEEE, MMMM d, y", "ymd": "EEEE, y-MM-dd"}
_CLOCKS = {"24": "HH:mm", "12": "h:mm a"}


def tell_moment(at: datetime, asker: Asker, language: Language) -> str:
    """Say a moment: 'Saturday, 21 November 2026, 21:05', in the order and by the clock that the person uses."""
    day = _LONG_ORDERS.get(asker.dates, _LONG_ORDERS["dmy"])
    pattern = f"{day}, {_CLOCKS[asker.clock]}"
    return format_datetime(at.astimezone(asker.zone), pattern, locale=_locale(asker, language))


def tell_day(at: datetime, asker: Asker, language: Language) -> str:
    """Say a day: '14 May 2019'."""
    order = _ORDERS.get(asker.dates, "medium")
    return format_date(at.astimezone(asker.zone), order, locale=_locale(asker, language))


def _locale(asker: Asker, language: Language) -> Locale:
    """The person's own locale where it speaks that language, for the customs of their region."""
    try:
        own = Locale.parse(asker.locale.replace("-", "_"))
    except (ValueError, UnknownLocaleError):
        return Locale(language)
    if own.language != language or own.territory is None:
        return Locale("en", "GB") if language == "en" else Locale(language)
    return own
