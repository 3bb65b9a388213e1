"""Points in time as archives write them, made aware UTC; None where they can't be true."""

from datetime import UTC, datetime
from functools import lru_cache
from zoneinfo import ZoneInfo

from beknown.events import JsonValue

_EARLIEST_S = -2_208_988_800  # 1900-01-01
_LATEST_S = 7_258_118_400  # 2200-01-01
_EARLIEST_YEAR = 1900
_LATEST_YEAR = 2199
_MAX_ISO_CHARS = 40


def from_seconds(value: JsonValue) -> datetime | None:
    """Seconds since 1970, as a number or its text. 0 means unset in every export that writes it."""
    seconds = _number(value)
    if seconds is None or seconds == 0 or not _EARLIEST_S <= seconds < _LATEST_S:
        return None
    return datetime.fromtimestamp(seconds, UTC)


def from_ms(value: JsonValue) -> datetime | None:
    """Milliseconds since 1970."""
    number = _number(value)
    return None if number is None else from_seconds(number / 1000)


def from_us(value: JsonValue) -> datetime | None:
    """Microseconds since 1970."""
    number = _number(value)
    return None if number is None else from_seconds(number / 1_000_000)


def from_iso(value: JsonValue) -> datetime | None:
    """An ISO 8601 text; UTC where it names no offset."""
    if not isinstance(value, str) or len(value) > _MAX_ISO_CHARS:
        return None
    try:
        read = datetime.fromisoformat(value.strip())
    except ValueError:
        return None
    if not _EARLIEST_YEAR <= read.year <= _LATEST_YEAR:
        return None
    return read.replace(tzinfo=UTC) if read.tzinfo is None else read.astimezone(UTC)


@lru_cache(maxsize=4096)
def from_local(date: tuple[int, int, int], time: tuple[int, int, int], zone: str) -> datetime | None:
    """A wall clock's date and time in a zone; of an hour that the clock shows twice, the first."""
    if not _EARLIEST_YEAR <= date[0] <= _LATEST_YEAR:
        return None
    try:
        return datetime(*date, *time, tzinfo=ZoneInfo(zone)).astimezone(UTC)
    except ValueError:
        return None


def _number(value: JsonValue) -> float | None:
    if isinstance(value, bool) or value is None:
        return None
    if isinstance(value, int | float):
        return value
    if isinstance(value, str) and value and len(value) <= _MAX_ISO_CHARS:
        try:
            return float(value)
        except ValueError:
            return None
    return None
