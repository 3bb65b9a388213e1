"""The list of parts that makes a feed."""

from collections.abc import Sequence
from dataclasses import dataclass

from beknown.feed import action_hand
from beknown.feed.ask import Ask
from beknown.feed.parts.action_scorer import Actions, Predict
from beknown.feed.parts.circle_source import Circle
from beknown.feed.parts.figures_hydrator import Allowed, Figures, Ties
from beknown.feed.parts.less_filter import Less
from beknown.feed.parts.meaning_hydrator import Meant
from beknown.feed.parts.stock_source import Alike, Exploring, Followed, Fresh, Similar, Trending
from beknown.feed.parts.worth_scorer import Worth
from beknown.feed.types import ItemRef
from beknown.kit.db import Database
from beknown.ranking import (
    WEIGHTS,
    AuthorDecay,
    Candidates,
    Diverse,
    Freshness,
    Likeness,
    Pipeline,
    Seen,
    Source,
    Value,
    Visible,
)

SLOTS = frozenset({4, 9, 14, 19})
"""Positions at which chance may choose."""

CHANCE = 0.3
HALF_LIFE_S = 2 * 86_400.0
DEADLINE_S = 2.0


@dataclass(frozen=True, slots=True)
class Made:
    """A pipeline, and what is needed to read its result."""

    pipeline: Pipeline
    ask: Ask
    circle: Circle
    predict: Predict

    def ref_of(self, chosen: Candidates, place: int) -> ItemRef:
        """Name the item at a place of the result."""
        row = int(chosen.column("row")[place])
        return self.circle.items[int(chosen.ids[place])] if row < 0 else self.ask.stock.ref_of(row)


def make_pipeline(
    db: Database, ask: Ask, *, predict: Predict = action_hand.predict, more: Sequence[Source] = ()
) -> Made:
    """Put the parts together for one question.

    Guards come first among the filters: whom the person mustn't see falls out whatever else fails.

    Args:
        db: For what is read in the person's own scope.
        ask: The question.
        predict: The action model.
        more: Further sources.
    """
    circle = Circle(db, ask)
    meant = Meant(ask, circle)
    pipeline = Pipeline(
        sources=(
            Followed(ask), circle, Similar(ask), Alike(ask), Trending(ask), Fresh(ask), Exploring(ask), *more
        ),
        hydrators=(Allowed(ask), Figures(ask), Ties(ask), meant),
        filters=(Visible("may_see", "not for you"), Seen(ask.met), Less(), Likeness()),
        scorers=(Actions(predict), Value(WEIGHTS), Freshness(HALF_LIFE_S), AuthorDecay(), Worth()),
        selector=Diverse(meant.vectors_of, slots=SLOTS, chance=CHANCE),
        deadline_s=DEADLINE_S,
    )  # fmt: skip
    return Made(pipeline, ask, circle, predict)
