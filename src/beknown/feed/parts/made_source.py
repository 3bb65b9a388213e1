"""What Beknown made for the person, read in their own scope."""

from dataclasses import dataclass, field
from uuid import UUID, uuid5

import numpy as np

from beknown.feed.ask import Ask
from beknown.feed.made_read import find_made
from beknown.feed.made_types import MadeItem
from beknown.feed.stock import number_of
from beknown.feed.types import ItemRef
from beknown.kit.db import Database, Scope
from beknown.kit.ids import PersonId
from beknown.ranking import Candidates, Query, make_candidates

MOST_ON_PAGE = 2


@dataclass(slots=True)
class Made:
    """At most two on a page, of two kinds; what was looked at doesn't come again. Holds what was found.

    Each kind stands where posts have their author, by a number of its own.
    """

    db: Database
    ask: Ask
    name: str = "made"
    items: dict[int, MadeItem] = field(default_factory=dict[int, MadeItem])

    async def find(self, query: Query) -> Candidates:
        """Find it."""
        async with self.db.begin(Scope(PersonId(query.person), "feed")) as tx:
            found = await find_made(tx, at=self.ask.at)
        met = set(self.ask.met.tolist())
        by_kind = {item.kind: item for item in reversed(found) if number_of(item.id) not in met}
        chosen = sorted(by_kind.values(), key=lambda each: each.made_at, reverse=True)[:MOST_ON_PAGE]
        self.items = {number_of(item.id): item for item in chosen}
        self.ask.elsewhere.update(
            {number: ItemRef("made", None, item.id) for number, item in self.items.items()}
        )
        nothing = np.zeros(len(chosen))
        columns = {
            "author": np.array([self.ask.number_source(_as_author(item)) for item in chosen], np.int64),
            "made_at": np.array([item.made_at.timestamp() for item in chosen]),
            "letters": np.array([len(item.text) for item in chosen], np.float64),
            "has_image": nothing,
            "likes": nothing,
            "replies": nothing,
            "heat": nothing,
            "row": np.full(len(chosen), -1, np.int64),
            "is_public": np.zeros(len(chosen), np.bool_),
        }
        return make_candidates(np.array(list(self.items), np.int64), columns)


def _as_author(item: MadeItem) -> UUID:
    return uuid5(UUID(int=0), item.kind)
