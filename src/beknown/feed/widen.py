"""What a person sees too little of, by topic and author, beside what there was to see."""

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from beknown.feed.ask import Ask
from beknown.feed.bubble import SAMPLE, assign, count_groups, find_lift, fit_topics
from beknown.feed.stock import Rows, Stock

Floats = NDArray[np.float64]
Vectors = NDArray[np.float32]

EVERYBODY_OF_S = 30 * 86_400.0
GROWN = 1.2


@dataclass(slots=True)
class TopicMap:
    """The topics of a stock, made anew when it is another one or has grown by a fifth."""

    _stock: Stock | None = None
    _count: int = 0
    _centres: Vectors = field(default_factory=lambda: np.zeros((0, 0), np.float32))

    def get(self, stock: Stock) -> Vectors:
        """Give the centres of topics, as seen from the stock's own centre."""
        known = stock.meaning.count
        if stock is not self._stock or known > GROWN * self._count:
            rows = np.arange(0, stock.count, max(1, stock.count // SAMPLE), dtype=np.intp)
            self._centres, self._stock, self._count = fit_topics(stock.meaning.take(rows)), stock, known
        return self._centres


@dataclass(frozen=True)
class Widening:
    """How wide, and beside what.

    Args:
        amount: From 0, as it comes, to 1.
        centres: Of topics.
    """

    amount: float = 0.0
    centres: Vectors = field(default_factory=lambda: np.zeros((0, 0), np.float32))

    def lift(self, ask: Ask, rows: Rows) -> Floats:
        """Say how far rows fall short of what there was to see, by topic and by author; from -1 to 1.

        What there was to see is everything for everyone of the last 30 days.
        """
        met = [
            ask.stock.row_of(number)
            for number in (*ask.reader.looked_at.tolist(), *ask.reader.put.numbers.tolist())
        ]
        mine = np.array([row for row in met if row is not None], np.intp)
        recent = np.flatnonzero(ask.stock.column("made_at") > ask.now - EVERYBODY_OF_S)
        author = ask.stock.column("author").astype(np.intp)
        people = int(author.max(initial=-1)) + 1
        by_author = _lift(author[mine], author[recent], author[rows], people)
        of_mine, of_recent, of_rows = (self._topics(ask.stock, taken) for taken in (mine, recent, rows))
        by_topic = _lift(of_mine, of_recent, of_rows, len(self.centres))
        return 0.5 * (by_topic + by_author)

    def _topics(self, stock: Stock, rows: Rows) -> Rows:
        return assign(stock.meaning.take(rows), self.centres)


def _lift(mine: Rows, everybody: Rows, wanted: Rows, number: int) -> Floats:
    """Give the lift of each wanted group; 0 for what is in none."""
    if not number:
        return np.zeros(len(wanted))
    lift = find_lift(count_groups(mine, number), count_groups(everybody, number))
    return np.where(wanted >= 0, lift[wanted], 0.0)


UNWIDENED = Widening()
