"""What the person asked for more of, or only for: it is looked for, rather than waited for."""

from dataclasses import dataclass
from uuid import UUID

import numpy as np

from beknown.feed.ask import Ask
from beknown.feed.steer_ask import Steering
from beknown.feed.steer_match import find_topics
from beknown.ranking import Candidates, Query


@dataclass(frozen=True, slots=True)
class Wanted:
    """Posts that are near to topics, and the newest posts of people, that rules ask for."""

    ask: Ask
    steering: Steering
    most: int = 200
    name: str = "wished"

    def find(self, query: Query) -> Candidates:
        """Find them."""
        del query
        found = np.concatenate([self._find_near(), self._find_by_author()])
        return self.ask.take(np.unique(found[self.ask.open_rows[found]]))

    def _find_near(self) -> "np.ndarray[tuple[int], np.dtype[np.intp]]":
        sense, meaning = self.steering.sense, self.ask.stock.meaning
        if sense is None or sense.space != meaning.space:
            return np.zeros(0, np.intp)
        topics = [
            sense.topics[each] for each in find_topics(self.steering.find_wanted()) if each in sense.topics
        ]
        if not topics:
            return np.zeros(0, np.intp)
        rows = meaning.find_near(np.stack(topics), self.most)
        return rows[rows < self.ask.stock.count]

    def _find_by_author(self) -> "np.ndarray[tuple[int], np.dtype[np.intp]]":
        targets = [target for rule in self.steering.find_wanted() for target in rule.draft.targets]
        people = {UUID(target.value) for target in targets if target.kind == "author"}
        rows = self.ask.stock.rows_of(map(self.ask.stock.code_of, people))
        rows = rows[self.ask.open_rows[rows]]
        return rows[np.argsort(-self.ask.stock.column("made_at")[rows], kind="stable")[: self.most]]
