"""What is for the person among a few: posts for followers and lists, read in the person's own scope."""

from dataclasses import dataclass, field
from datetime import timedelta

import numpy as np
from numpy.typing import NDArray

from beknown.feed import reader_store as store
from beknown.feed.ask import Ask
from beknown.feed.keep_stock import read_vector
from beknown.feed.stock import HEAT_HALF_LIFE_S, number_of
from beknown.feed.types import ItemRef
from beknown.kit.db import Database, Scope
from beknown.kit.ids import PersonId
from beknown.ranking import Candidates, Query, make_candidates

SINCE = timedelta(days=30)


@dataclass(slots=True)
class Circle:
    """The newest posts that are for the person, but not for everybody; holds what was found."""

    db: Database
    ask: Ask
    each: int = 30
    most: int = 200
    name: str = "circle"
    vectors: dict[int, NDArray[np.float32]] = field(default_factory=dict[int, NDArray[np.float32]])

    async def find(self, query: Query) -> Candidates:
        """Find them."""
        async with self.db.begin(Scope(PersonId(query.person), "feed")) as tx:
            rows = await store.find_circle(tx, since=self.ask.at - SINCE, each=self.each, most=self.most)
        for row in rows:
            self.ask.elsewhere[number_of(row.id)] = ItemRef("post", row.author_id, row.id)
            if row.vector is not None and row.space == self.ask.stock.meaning.space:
                self.vectors[number_of(row.id)] = read_vector(row.vector)
        columns = {
            "author": np.array([self.ask.stock.code_of(row.author_id) for row in rows], np.int64),
            "made_at": np.array([row.made_at.timestamp() for row in rows]),
            "letters": np.array([row.letters for row in rows], np.float64),
            "has_image": np.array([row.has_image for row in rows], np.float64),
            "likes": np.array([row.likes for row in rows], np.float64),
            "replies": np.array([row.replies for row in rows], np.float64),
            "heat": np.array([self._heat(row) for row in rows], np.float64),
            "row": np.full(len(rows), -1, np.int64),
            "is_public": np.zeros(len(rows), np.bool_),
        }
        return make_candidates(np.array([number_of(row.id) for row in rows], np.int64), columns)

    def _heat(self, row: store.CircleRow) -> float:
        ages = (max(0.0, self.ask.now - at.timestamp()) for at in row.deeds_at)
        return sum(2 ** (-age / HEAT_HALF_LIFE_S) for age in ages)
