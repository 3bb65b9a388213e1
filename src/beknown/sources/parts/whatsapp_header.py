"""The first line of a WhatsApp message: `DATE, TIME - NAME: TEXT` in all its locales.

The grammar is the cross product of day order, separator, clock, seconds and brackets. Every repetition in it is
bounded, so matching takes time linear in the line's length.
"""

import re
from dataclasses import dataclass
from typing import Literal

Order = Literal["dmy", "mdy", "ymd", "ydm"]
ORDERS: tuple[Order, ...] = ("dmy", "mdy", "ymd", "ydm")
_MARKS = dict.fromkeys((8206, 8207, 65279, *range(8234, 8239), *range(8294, 8298)))
_HALF = r"[AaPp]\.?\s?[Mm]\.?|上午|下午|오전|오후|午前|午後|[πμ]\.μ\.|[صم]"
_HEADER = re.compile(
    rf"""(\[)?
    (\d{{1,4}})([/.\-])\s?(\d{{1,2}})\3\s?(\d{{1,4}})\.?\s?,?\s{{1,2}}
    (?:({_HALF})\s?)?(\d{{1,2}})[:.](\d{{2}})(?:[:.](\d{{2}}))?(?:\s?({_HALF}))?
    (?(1)\]\s?|(?:\s[-–—]\s|\s?,\s))""",
    re.VERBOSE,
)
_AFTERNOON = frozenset({"下午", "오후", "午後", "μ.μ.", "م"})
_FIRST_YEAR = 2009
_CENTURY = 2000
_LONG_YEAR = 3
_NOON = 12
_MONTHS = 12
_DAYS = 31


@dataclass(frozen=True, slots=True)
class Header:
    """The three numbers of a date, in the order written, the time of day, and where the rest starts."""

    numbers: tuple[int, int, int]
    widths: tuple[int, int]
    separator: str
    is_bracketed: bool
    hour: int
    minute: int
    second: int
    end: int


def strip_marks(line: str) -> str:
    """The line without the invisible marks of writing direction."""
    return line if line.isascii() else line.translate(_MARKS)


def match_header(line: str) -> Header | None:
    """The header that a line (without direction marks) starts with."""
    if not line or not (line[0] == "[" or line[0].isdigit()):
        return None
    match = _HEADER.match(line)
    if match is None:
        return None
    bracket, first, separator, second, third, before, hour, minute, seconds, after = match.groups()
    return Header(
        numbers=(int(first), int(second), int(third)),
        widths=(len(first), len(third)),
        separator=separator,
        is_bracketed=bracket is not None,
        hour=_hour(int(hour), before or after),
        minute=int(minute),
        second=int(seconds or 0),
        end=match.end(),
    )


def _hour(hour: int, half: str | None) -> int:
    if half is None:
        return hour
    is_afternoon = half in _AFTERNOON or half[0] in "pP"
    return hour % _NOON + (_NOON if is_afternoon else 0)


def date_of(numbers: tuple[int, int, int], order: Order) -> tuple[int, int, int]:
    """Year, month and day of the numbers read in an order; two digits mean this century."""
    year = numbers[order.index("y")]
    short = year if year >= 100 else year + _CENTURY  # noqa: PLR2004 - two digits
    return short, numbers[order.index("m")], numbers[order.index("d")]


class DateEvidence:
    """What the dates of one file say about the order of day, month and year."""

    def __init__(self, this_year: int) -> None:
        self._this_year = this_year
        self._possible: set[Order] = set(ORDERS)
        self._drops: dict[Order, int] = dict.fromkeys(ORDERS, 0)
        self._before: tuple[int, int, int] | None = None
        self.separator = ""
        self.examples: list[str] = []

    def add(self, header: Header) -> None:
        """Weigh one more header; only a date that differs from the one before says something."""
        if header.numbers == self._before:
            return
        self._narrow(header)
        if self._before is not None:
            for order in ORDERS:
                if date_of(header.numbers, order) < date_of(self._before, order):
                    self._drops[order] += 1
        self._before = header.numbers
        self.separator = header.separator

    def _narrow(self, header: Header) -> None:
        fitting: set[Order] = {order for order in self._possible if self._fits(header, order)}
        if fitting:  # a single impossible date decides nothing
            self._possible = fitting

    def _fits(self, header: Header, order: Order) -> bool:
        year, month, day = date_of(header.numbers, order)
        long_first, long_last = header.widths[0] >= _LONG_YEAR, header.widths[1] >= _LONG_YEAR
        if (long_first and order[0] != "y") or (long_last and order[2] != "y"):
            return False
        is_short = not (long_first or long_last)
        if is_short and not _FIRST_YEAR <= year <= self._this_year + 1:
            return False
        return 1 <= month <= _MONTHS and 1 <= day <= _DAYS

    def decide(self) -> Order | None:
        """The order, where a number too large for a month, the flow of time or the separator decides it."""
        rest: list[Order] = [order for order in ORDERS if order in self._possible]
        fewest = min(self._drops[order] for order in rest)
        rest = [order for order in rest if self._drops[order] == fewest]
        if len(rest) > 1 and "ydm" in rest:
            rest.remove("ydm")  # written nowhere; kept for files in which nothing else fits
        if len(rest) > 1 and {"dmy", "mdy"} & set(rest) and "ymd" in rest:
            rest.remove("ymd")  # a year of two digits stands last in all but a few locales
        if len(rest) > 1 and self.separator == ".":
            rest = ["dmy"]  # no locale writes the month first with dots
        return rest[0] if len(rest) == 1 else None
