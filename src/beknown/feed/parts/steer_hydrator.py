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
from beknown.feed.parts.made_source import Made
from beknown.feed.parts.outlet_source import Outlets
from beknown.feed.steer_apply import steer
from beknown.feed.steer_ask import Steering
from beknown.feed.steer_match import Facts, Matcher, needs_quotes, needs_text, needs_videos
from beknown.feed.steer_types import Format, Origin
from beknown.feed.types import ItemRef
from beknown.kit.db import Database, Scope
from beknown.kit.ids import PersonId
from beknown.ranking import Candidates, Query
from beknown.sources import OutletItem

_LINK = re.compile(r"https?://\S", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Found:
    """The sources that hold more of what they found than its figures."""

    circle: Circle
    outlets: Outlets
    made: Made


@dataclass(frozen=True, slots=True)
class Steered:
    """Looks at candidates as rules do. Words are read in the person's own scope, and only where a rule needs them."""

    db: Database
    ask: Ask
    found: Found
    steering: Steering
    name: str = "steering"

    async def hydrate(
        self, query: Query, candidates: Candidates
    ) -> Mapping[str, NDArray[np.bool_ | np.float64]]:
        """Give `is_steered_out`, `steer_shift` and `steer_rule`."""
        refs = [self.ask.ref_of(row, number) for row, number in _pairs(candidates)]
        texts, quotes, videos = await self._read(query, [ref for ref in refs if ref.author is not None])
        items = self.found.outlets.items
        texts |= {item.id: f"{item.title}\n{item.text}" for item in items.values()}
        texts |= {item.id: item.text for item in self.found.made.items.values()}
        facts = self._make_facts(
            candidates,
            [texts.get(ref.id, "") for ref in refs],
            [_extras_of(ref, quotes, videos) for ref in refs],
        )
        done = steer(self.steering.rules, Matcher(facts, self.steering.sense))
        return {
            steer_filter.COLUMN: done.is_out,
            steer_scorer.COLUMN: done.shift,
            steer_scorer.RULE: done.rule.astype(np.float64),
        }

    async def _read(
        self, query: Query, posts: list[ItemRef]
    ) -> tuple[dict[UUID, str], frozenset[UUID], frozenset[UUID]]:
        """Give the words of posts, and which of them quote another one or hold a video, as far as rules ask for it."""
        rules = self.steering.rules
        wants_text, wants_quotes, wants_videos = needs_text(rules), needs_quotes(rules), needs_videos(rules)
        if not wants_text and not wants_quotes and not wants_videos:
            return {}, frozenset(), frozenset()
        async with self.db.begin(Scope(PersonId(query.person), "feed")) as tx:
            return (
                await steer_store.find_texts(tx, posts) if wants_text else {},
                await steer_store.find_quotes(tx, posts) if wants_quotes else frozenset(),
                await steer_store.find_videos(tx, posts) if wants_videos else frozenset(),
            )

    def _make_facts(self, candidates: Candidates, texts: list[str], extras: list[frozenset[Format]]) -> Facts:
        authors = [self._find_author(code) for code in candidates.column("author").tolist()]
        items = [self.found.outlets.items.get(number) for number in candidates.ids.tolist()]
        pictures = candidates.column("has_image") > 0
        return Facts(
            at=self.ask.now,
            texts=texts,
            letters=candidates.column("letters"),
            authors=["" if each is None else str(each) for each in authors],
            formats=[
                _find_formats_elsewhere(item)
                if item is not None
                else _find_formats(text, extra, has_picture=bool(has))
                for text, has, extra, item in zip(texts, pictures, extras, items, strict=True)
            ],
            origins=[
                self._find_origin(author, number)
                for author, number in zip(authors, candidates.ids.tolist(), strict=True)
            ],
            made_at=candidates.column("made_at"),
            vectors=self._take_vectors(candidates),
            space=self.ask.stock.meaning.space or "",
            languages=[(item.language or "")[:2].lower() if item else "" for item in items],
        )

    def _find_author(self, code: int) -> UUID | None:
        return self.ask.stock.person_of(code) if code >= 0 else None

    def _find_origin(self, author: UUID | None, number: int) -> Origin:
        if author is None:
            return "made" if number in self.found.made.items else "brought"
        return "followed" if author in self.ask.reader.followed else "stranger"

    def _take_vectors(self, candidates: Candidates) -> NDArray[np.float32]:
        vectors = self.ask.stock.meaning.take_raw(candidates.column("row").astype(np.intp))
        for place, number in enumerate(candidates.ids.tolist()):
            if number in self.found.circle.vectors:
                vectors[place] = self.found.circle.vectors[number]
        return vectors


def _pairs(candidates: Candidates) -> list[tuple[int, int]]:
    return list(zip(candidates.column("row").tolist(), candidates.ids.tolist(), strict=True))


def _extras_of(ref: ItemRef, quotes: frozenset[UUID], videos: frozenset[UUID]) -> frozenset[Format]:
    extras: list[Format] = ["quote"] if ref.id in quotes else []
    return frozenset((*extras, "video") if ref.id in videos else extras)


def _find_formats(text: str, extra: frozenset[Format], *, has_picture: bool) -> frozenset[Format]:
    """Say what a post consists of: words alone are `text`, whether they quote another one or not."""
    formats: list[Format] = ["picture"] if has_picture else []
    if not has_picture and "video" not in extra:
        formats.append("text")
    if _LINK.search(text):
        formats.append("link")
    return extra | frozenset(formats)


def _find_formats_elsewhere(item: OutletItem) -> frozenset[Format]:
    """Say what something that was published elsewhere consists of: always a way there."""
    is_video = item.kind == "youtube" or (item.media_type or "").startswith("video/")
    return frozenset(("link", "video" if is_video else "text"))
