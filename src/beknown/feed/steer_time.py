"""Read until when and at which hours something is to hold: 'this week', 'until Friday', 'in the morning'. Pure."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

from beknown.feed.steer_grammar import Grammar, Part, Span, Unit, When
from beknown.feed.steer_types import A_DAY, ALL_HOURS, Hours

PARTS: dict[Part, tuple[int, int]] = {
    "morning": (5 * 60, 12 * 60),
    "noon": (11 * 60, 14 * 60),
    "afternoon": (12 * 60, 18 * 60),
    "evening": (17 * 60, 23 * 60),
    "night": (21 * 60, 5 * 60),
    "work": (9 * 60, 17 * 60),
}
"""Minutes of the day, from and until."""

A_WHILE = timedelta(days=14)
_WORDS = re.compile(r"\s*[^\s,.;!?]+")
_MOST_WORDS = 5
_NOON = 12
_HOUR = r"(\d{1,2})(?::(\d{2}))?\s*(am|pm|h|uhr|o'clock)?"
_UNITS: dict[Unit, timedelta] = {
    "minute": timedelta(minutes=1),
    "hour": timedelta(hours=1),
    "day": timedelta(days=1),
    "week": timedelta(days=7),
    "month": timedelta(days=30),
    "year": timedelta(days=365),
}


@dataclass(frozen=True, slots=True)
class SaidTime:
    """Time that words name.

    Args:
        start: Where in the text they begin.
        end: Where they end.
        hours: At which hours.
        from_at: From when on.
        until_at: Until when.
        is_always: Whether they say that there is no end.
        is_unread: Whether they begin like a time that couldn't be read.
    """

    start: int
    end: int
    hours: Hours = ALL_HOURS
    from_at: datetime | None = None
    until_at: datetime | None = None
    is_always: bool = False
    is_unread: bool = False


@dataclass(frozen=True, slots=True)
class Reader:
    """Reads times in one language, at a moment, where the person is."""

    grammar: Grammar
    at: datetime
    zone: ZoneInfo

    def find(self, low: str) -> list[SaidTime]:
        """Give the times that a folded text names, in its order; none overlaps another."""
        found: list[SaidTime] = []
        for each in (
            *self._clocks(low),
            *self._ends(low),
            *self._whens(low),
            *self._lengths(low),
            *self._always(low),
        ):
            if all(each.end <= other.start or each.start >= other.end for other in found):
                found.append(each)
        return sorted(found, key=lambda each: each.start)

    def _local(self) -> datetime:
        return self.at.astimezone(self.zone)

    def _midnight(self, days: int = 0) -> datetime:
        """Give the moment at which the day so many days ahead begins where the person is."""
        day = self._local().date() + timedelta(days=days)
        return datetime.combine(day, time(), self.zone).astimezone(UTC)

    def _clocks(self, low: str) -> Iterator[SaidTime]:
        words = self.grammar.clock
        between = rf"(?<!\w){words['from']}\s+{_HOUR}\s*{words['to']}\s*{_HOUR}(?!\w)"
        for found in re.finditer(between, low):
            first, last = found.group(1, 2, 3), found.group(4, 5, 6)
            hours = _span_hours(_minute(first[0], first[1], first[2] or last[2]), _minute(*last))
            yield SaidTime(found.start(), found.end(), hours, is_unread=hours == ALL_HOURS)
        for name in ("after", "before"):
            for found in re.finditer(rf"(?<!\w){words[name]}\s+{_HOUR}(?!\w)", low):
                if not found[2] and not found[3]:
                    continue  # 'after 9' may be a place in a list or a day; hours say so
                minute = _minute(*found.group(1, 2, 3))
                hours = _span_hours(minute, A_DAY) if name == "after" else _span_hours(0, minute)
                yield SaidTime(found.start(), found.end(), hours)

    def _whens(self, low: str) -> Iterator[SaidTime]:
        whens = self.grammar.whens
        for found in whens.pattern.finditer(low):
            yield self._say_when(found.start(), found.end(), whens.meaning(found[0]))

    def _say_when(self, start: int, end: int, when: When) -> SaidTime:
        minutes = PARTS[when.part] if when.part else (0, A_DAY)
        from_at, until_at = self._span(when.span) if when.span else (None, None)
        return SaidTime(start, end, Hours(*minutes, when.days), from_at, until_at)

    def _span(self, span: Span) -> tuple[datetime | None, datetime]:
        day = self._local()
        left = 7 - day.weekday()
        next_month = (day.replace(day=1) + timedelta(days=32)).replace(day=1)
        begins = {
            "tomorrow": self._midnight(1),
            "next week": self._midnight(left),
            "weekend": max(self._midnight(left - 2), self.at),
        }
        ends = {
            "today": self._midnight(1),
            "tonight": self._midnight(1) + timedelta(minutes=PARTS["night"][1]),
            "tomorrow": self._midnight(2),
            "week": self._midnight(left),
            "next week": self._midnight(left + 7),
            "weekend": self._midnight(left),
            "month": self._midnight((next_month.date() - day.date()).days),
            "year": self._midnight((day.date().replace(year=day.year + 1, month=1, day=1) - day.date()).days),
            "while": self.at + A_WHILE,
        }
        from_at = begins.get(span)
        return (None if from_at == self.at else from_at), ends[span]

    def _lengths(self, low: str) -> Iterator[SaidTime]:
        """Find 'for 3 days'."""
        units = "|".join(sorted(map(re.escape, self.grammar.units), key=len, reverse=True))
        numbers = [re.escape(each).replace(r"\ ", r"\s+") for each in self.grammar.numbers]
        numbers.sort(key=len, reverse=True)
        pattern = (
            rf"(?<!\w){self.grammar.clock['for']}\s+(?:(\d{{1,4}}|{'|'.join(numbers)})\s+)?({units})(?!\w)"
        )
        for found in re.finditer(pattern, low):
            said = " ".join((found[1] or "1").split())
            number = int(said) if said.isdigit() else self.grammar.numbers[said]
            until = self._add(number, self.grammar.units[found[2]])
            yield SaidTime(found.start(), found.end(), until_at=until, is_unread=until is None)

    def _add(self, number: int, unit: Unit) -> datetime | None:
        try:
            return self.at + number * _UNITS[unit] if number else None
        except OverflowError:
            return None

    def _ends(self, low: str) -> Iterator[SaidTime]:
        """Find 'until Friday' and 'from Monday'."""
        for name in ("until", "since"):
            for found in self.grammar.lists[name].finditer(low):
                at, end = self._moment(low, found.end(), is_end=name == "until")
                if at is not None and name == "since":
                    yield SaidTime(found.start(), end, from_at=at)
                elif name == "until":
                    yield SaidTime(found.start(), end, until_at=at, is_unread=at is None)

    def _moment(self, low: str, start: int, *, is_end: bool) -> tuple[datetime | None, int]:
        """Read the moment that begins here, by as many words as name one; where none does, give all of them."""
        from dateparser.date import DateDataParser  # noqa: PLC0415 - heavy, and most processes never need it

        ends = _ends_of_words(low, start)
        local = self._local().replace(tzinfo=None)
        settings = {"PREFER_DATES_FROM": "future", "RELATIVE_BASE": local}
        parser = DateDataParser(languages=[self.grammar.language], settings=settings)
        for end in reversed(ends):
            data = parser.get_date_data(low[start:end].strip())
            if data.date_obj is not None and _is_whole(low[start:end]):
                moment = data.date_obj.replace(tzinfo=None)
                has_hour = str(data.period) == "time" or moment.time() not in {time(), local.time()}
                if not has_hour:
                    moment = datetime.combine(moment.date(), time()) + timedelta(days=1 if is_end else 0)
                at = moment.replace(tzinfo=self.zone).astimezone(UTC)
                return (at if at > self.at else None), end
        return None, ends[0] if ends else start

    def _always(self, low: str) -> Iterator[SaidTime]:
        for found in self.grammar.lists["always"].finditer(low):
            yield SaidTime(found.start(), found.end(), is_always=True)


def merge_times(times: Sequence[SaidTime]) -> SaidTime:
    """Put together what several phrases of one clause say: 'on Fridays', 'in the evening', 'until June'."""
    merged = SaidTime(0, 0)
    for each in times:
        hours = Hours(*_later(merged.hours, each.hours), merged.hours.weekdays | each.hours.weekdays)
        merged = replace(
            merged,
            hours=hours,
            from_at=each.from_at or merged.from_at,
            until_at=each.until_at or merged.until_at,
            is_always=merged.is_always or each.is_always,
        )
    return merged


def turn_around(hours: Hours) -> Hours | None:
    """Give all other hours; None where these are all, or where they are hours of some days only."""
    has_minutes = (hours.from_minute, hours.until_minute) != (0, A_DAY)
    if has_minutes == bool(hours.weekdays):
        return None
    if has_minutes:
        return Hours(hours.until_minute % A_DAY, hours.from_minute or A_DAY)
    return Hours(weekdays=frozenset(range(7)) - hours.weekdays)


def _later(first: Hours, second: Hours) -> tuple[int, int]:
    if (second.from_minute, second.until_minute) == (0, A_DAY):
        return first.from_minute, first.until_minute
    return second.from_minute, second.until_minute


def _span_hours(first: int, last: int) -> Hours:
    is_right = 0 <= first < A_DAY and 0 < last <= A_DAY and first != last
    return Hours(first, last) if is_right else ALL_HOURS


def _minute(hour: str, minute: str | None, half: str | None) -> int:
    """Give the minute of the day; -1 for one that isn't there."""
    at = int(hour)
    if half in {"am", "pm"}:
        at = at % _NOON + (_NOON if half == "pm" else 0)
    return at * 60 + int(minute or 0)


def _ends_of_words(low: str, start: int) -> list[int]:
    ends: list[int] = []
    place = start
    while len(ends) < _MOST_WORDS and (found := _WORDS.match(low, place)):
        place = found.end()
        ends.append(place)
    return ends


def _is_whole(words: str) -> bool:
    """Say whether words are long enough to be a moment: a lone letter or number is read as a day by mistake."""
    return any(len(word) > 2 or ":" in word or "." in word for word in words.split())  # noqa: PLR2004 - as said
