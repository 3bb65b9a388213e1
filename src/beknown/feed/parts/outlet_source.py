"""What those published elsewhere whom the person follows, read in the person's own scope."""

from collections import Counter
from dataclasses import dataclass, field
from datetime import timedelta

import numpy as np

from beknown.feed.ask import Ask
from beknown.feed.stock import number_of
from beknown.feed.types import ItemRef
from beknown.kit.db import Database, Scope
from beknown.kit.ids import PersonId
from beknown.ranking import Candidates, Query, make_candidates
from beknown.sources import OutletItem, find_source_items

SINCE = timedelta(days=30)


@dataclass(slots=True)
class Outlets:
    """The newest items of each source, at most `each` of one on a page and fewer where less of it is wanted.

    A source stands where posts have their author, by a number of its own below -1. Holds what was found.
    """

    db: Database
    ask: Ask
    each: int = 3
    most: int = 600
    name: str = "source"
    items: dict[int, OutletItem] = field(default_factory=dict[int, OutletItem])

    async def find(self, query: Query) -> Candidates:
        """Find them."""
        async with self.db.begin(Scope(PersonId(query.person), "feed")) as tx:
            found = await find_source_items(tx, limit=self.most, since=self.ask.at - SINCE)
        chosen = self._choose(found)
        numbers = [number_of(item.id) for item in chosen]
        self.items.update(zip(numbers, chosen, strict=True))
        refs = [ItemRef("source", None, item.id) for item in chosen]
        self.ask.elsewhere.update(zip(numbers, refs, strict=True))
        nothing = np.zeros(len(chosen))
        columns = {
            "author": np.array([self.ask.number_source(item.follow_id) for item in chosen], np.int64),
            "made_at": np.array([item.published_at.timestamp() for item in chosen]),
            "letters": np.array([len(item.title) + len(item.text) for item in chosen], np.float64),
            "has_image": nothing,
            "likes": nothing,
            "replies": nothing,
            "heat": nothing,
            "row": np.full(len(chosen), -1, np.int64),
            "is_public": np.zeros(len(chosen), np.bool_),
        }
        return make_candidates(np.array(numbers, np.int64), columns)

    def _choose(self, found: list[OutletItem]) -> list[OutletItem]:
        """Take the newest of each that weren't met."""
        met, less = set(self.ask.met.tolist()), self.ask.reader.less_sources
        taken: Counter[object] = Counter()
        chosen: list[OutletItem] = []
        for item in found:
            room = max(1, self.each - less.get(item.follow_id, 0))
            if number_of(item.id) not in met and taken[item.follow_id] < room:
                taken[item.follow_id] += 1
                chosen.append(item)
        return chosen
