"""What the person's rules say of each: whether it falls out, and how far it rises or sinks."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

import numpy as np
from numpy.typing import NDArray

from beknown.feed import steer_store
from beknown.feed.ask import Ask
from beknown.feed.parts import steer_filter, steer_scorer
from beknown.feed.parts.circle_source import Circle
from beknown.feed.steer_apply import steer
from beknown.feed.steer_ask import Steering
from beknown.feed.steer_match import Facts, Matcher, needs_text
from beknown.feed.steer_types import Format, Origin
from beknown.feed.types import ItemRef
from beknown.kit.db import Database, Scope
from beknown.kit.ids import PersonId
from beknown.ranking import Candidates, Query

_LINK = re.compile(r"https?://\S", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Steered:
    """Looks at candidates as rules do. Words are read in the person's own scope, and only where a rule needs them."""

    db: Database
    ask: Ask
    circle: Circle
    steering: Steering
    name: str = "steering"

    async def hydrate(
        self, query: Query, candidates: Candidates
    ) -> Mapping[str, NDArray[np.bool_ | np.float64]]:
        """Give `is_steered_out` and `steer_shift`."""
        refs = [self._ref_of(int(row), number) for row, number in _pairs(candidates)]
        texts: dict[UUID, str] = {}
        if needs_text(self.steering.rules):
            async with self.db.begin(Scope(PersonId(query.person), "feed")) as tx:
                texts = await steer_store.find_texts(tx, [ref for ref in refs if ref.author is not None])
        facts = self._make_facts(candidates, [texts.get(ref.id, "") for ref in refs])
        done = steer(self.steering.rules, Matcher(facts, self.steering.sense))
        return {steer_filter.COLUMN: done.is_out, steer_scorer.COLUMN: done.shift}

    def _ref_of(self, row: int, number: int) -> ItemRef:
        return self.circle.items[number] if row < 0 else self.ask.stock.ref_of(row)

    def _make_facts(self, candidates: Candidates, texts: list[str]) -> Facts:
        authors = [self.ask.stock.person_of(int(code)) for code in candidates.column("author")]
        followed = self.ask.reader.followed
        origins: list[Origin] = ["followed" if each in followed else "stranger" for each in authors]
        pictures = candidates.column("has_image") > 0
        return Facts(
            at=self.ask.now,
            texts=texts,
            letters=candidates.column("letters"),
            authors=[str(each) for each in authors],
            formats=[_find_formats(text, bool(has)) for text, has in zip(texts, pictures, strict=True)],
            origins=origins,
            made_at=candidates.column("made_at"),
            vectors=self._take_vectors(candidates),
            space=self.ask.stock.meaning.space or "",
        )

    def _take_vectors(self, candidates: Candidates) -> NDArray[np.float32]:
        vectors = self.ask.stock.meaning.take_raw(candidates.column("row").astype(np.intp))
        for place, number in enumerate(candidates.ids.tolist()):
            if number in self.circle.vectors:
                vectors[place] = self.circle.vectors[number]
        return vectors


def _pairs(candidates: Candidates) -> list[tuple[int, int]]:
    return list(zip(candidates.column("row").tolist(), candidates.ids.tolist(), strict=True))


def _find_formats(text: str, has_picture: bool) -> frozenset[Format]:
    formats: list[Format] = ["picture" if has_picture else "text"]
    if _LINK.search(text):
        formats.append("link")
    return frozenset(formats)
