"""Makes 'some years ago today', of what the person themselves said that day; gently.

Of a time that had something hard in it, nothing is brought back: where care notices distress in anything said that
week, or words tell of illness, faith or the like, the year is left out whole.
"""

from collections.abc import Sequence
from datetime import UTC, date, datetime, time, timedelta

from beknown.feed import made_store as store
from beknown.feed.made_read import as_words
from beknown.feed.made_store import WordsRow
from beknown.feed.made_types import Draft, Moment, Page
from beknown.feed.made_words import cut
from beknown.kit.db import Tx
from beknown.understanding import is_sensitive, notice

MOST_YEARS = 60
AROUND = timedelta(days=3)
LEAST_LETTERS = 20
MOST_QUOTES = 2
ROUND = 5
TOLD = frozenset({"social.post.shared.v1"})


async def make_years(tx: Tx, moment: Moment) -> list[Draft]:
    """Give at most one: of a round number of years if there is one, else of the latest."""
    days = {years: find_day(moment.today, years) for years in range(1, MOST_YEARS + 1)}
    spans = {years: _span(day, moment) for years, day in days.items() if day is not None}
    rows = await store.find_own_words(
        tx, [start - AROUND for start, _ in spans.values()], [end + AROUND for _, end in spans.values()]
    )
    for years in sorted(spans, key=lambda each: (each % ROUND != 0, each)):
        start, end = spans[years]
        week = [row for row in rows if _is_within(row, start - AROUND, end + AROUND)]
        told = [row for row in week if _is_within(row, start, end) and _may_tell(row)]
        if told and not is_hard_week(week):
            return [_draft(years, told, moment)]
    return []


def find_day(today: date, years: int) -> date | None:
    """Give the day that many whole years before; the last of February has none where there was no such day."""
    try:
        return today.replace(year=today.year - years)
    except ValueError:
        return None


def is_hard_week(said: Sequence[WordsRow]) -> bool:
    """Say whether anything said in a week tells of distress, or of what the law protects; errs on the side of yes."""
    return any(notice(row.text).level != "none" or is_sensitive([row.text]) for row in said)


def _span(day: date, moment: Moment) -> tuple[datetime, datetime]:
    start, end = (
        datetime.combine(each, time(), moment.zone).astimezone(UTC) for each in (day, day + timedelta(days=1))
    )
    return start, end


def _is_within(row: WordsRow, start: datetime, end: datetime) -> bool:
    return row.occurred_at is not None and start <= row.occurred_at < end


def _may_tell(row: WordsRow) -> bool:
    return row.type in TOLD and len(row.text) >= LEAST_LETTERS


def _draft(years: int, told: Sequence[WordsRow], moment: Moment) -> Draft:
    page = Page()
    longest = sorted(told, key=lambda row: -len(row.text))[:MOST_QUOTES]
    for row in sorted(longest, key=told.index):
        page.add("quote", as_words(row), text=cut(row.text))
    day = moment.today.isoformat()
    _, ends = _span(moment.today, moment)
    return Draft("years", day, str(years), str(years), tuple(page.lines), tuple(page.materials), ends)
