"""The list of parts that makes a feed."""

from collections.abc import Sequence
from dataclasses import dataclass

from beknown.feed.ask import Ask
from beknown.feed.parts.action_scorer import Actions, Predict
from beknown.feed.parts.circle_source import Circle
from beknown.feed.parts.figures_hydrator import Allowed, Figures, InStock, Ties
from beknown.feed.parts.less_filter import Less
from beknown.feed.parts.made_source import Made as MadeForYou
from beknown.feed.parts.meaning_hydrator import Meant
from beknown.feed.parts.outlet_source import Outlets
from beknown.feed.parts.sequence_source import Next, NextUp
from beknown.feed.parts.steer_filter import SteeredOut
from beknown.feed.parts.steer_hydrator import Found, Steered
from beknown.feed.parts.steer_scorer import SteeredBy
from beknown.feed.parts.steer_source import Wanted
from beknown.feed.parts.stock_source import Alike, Exploring, Followed, Fresh, Similar, Trending
from beknown.feed.parts.widen_scorer import Widen
from beknown.feed.parts.worth_scorer import Worth
from beknown.feed.steer_ask import Steering
from beknown.feed.steer_types import Rule
from beknown.feed.tuning import UNTUNED, Tuning
from beknown.feed.types import ItemRef
from beknown.kit.db import Database
from beknown.ranking import (
    WEIGHTS,
    AuthorDecay,
    Candidates,
    Diverse,
    Filter,
    Freshness,
    Hydrator,
    Likeness,
    Pipeline,
    Scorer,
    Seen,
    Source,
    Value,
    Visible,
)

SLOTS = frozenset({4, 9, 14, 19})
"""Positions at which chance may choose."""

WIDE_SLOTS = frozenset({7, 12, 17})
"""Further ones, for whoever wants it wider."""

POOL = 100
"""So many of the best are chosen from."""

CHANCE = 0.3
SHARPNESS = 3.0
HALF_LIFE_S = 2 * 86_400.0
DEADLINE_S = 2.0


@dataclass(frozen=True, slots=True)
class Made:
    """A pipeline, and what is needed to read its result; `rules` are those it steers by."""

    pipeline: Pipeline
    ask: Ask
    predict: Predict
    rules: tuple[Rule, ...] = ()

    def refs_of(self, chosen: Candidates) -> list[ItemRef]:
        """Name the items of a result."""
        rows: list[int] = chosen.column("row").tolist()
        ids: list[int] = chosen.ids.tolist()
        return [self.ask.ref_of(row, number) for row, number in zip(rows, ids, strict=True)]


def make_pipeline(db: Database, ask: Ask, *, tuning: Tuning = UNTUNED, more: Sequence[Source] = ()) -> Made:
    """Put the parts together for one question.

    Guards come first among the filters: whom the person mustn't see falls out whatever else fails.

    Args:
        db: For what is read in the person's own scope.
        ask: The question.
        tuning: What the person said they want, and what the models say.
        more: Further sources.
    """
    found = Found(Circle(db, ask), Outlets(db, ask), MadeForYou(db, ask))
    meant = Meant(ask, found.circle, tuning.profiles)
    steered = _steer(db, ask, found, tuning.steering)
    wanted = (*steered.sources, *([Next(ask, tuning.upcoming)] if len(tuning.upcoming) else []))
    pipeline = Pipeline(
        sources=(
            *([found.outlets] if ask.reader.has_sources else []),
            *([found.made] if ask.reader.has_made and ask.reader.has_made_items else []),
            *(_find_posts(ask, found.circle, wanted) if ask.reader.has_profile else ()), *more,
        ),
        basics=(InStock(ask),),
        hydrators=(Allowed(ask), Figures(ask), Ties(ask), NextUp(tuning.upcoming), meant, *steered.hydrators),
        filters=(Visible("may_see", "not for you"), Seen(ask.met), *steered.filters, Less(), Likeness()),
        scorers=(
            Actions(tuning.predict), Value(WEIGHTS), Freshness(HALF_LIFE_S), *steered.scorers,
            *([Widen(ask, tuning.widening)] if tuning.widening.amount else []), AuthorDecay(), Worth(),
        ),
        selector=_make_selector(meant, tuning.widening.amount),
        deadline_s=DEADLINE_S,
    )  # fmt: skip
    return Made(pipeline, ask, tuning.predict, tuning.steering.rules)


def _find_posts(ask: Ask, circle: Circle, wanted: Sequence[Source]) -> Sequence[Source]:
    """Give what finds posts of people: for those alone who show themselves, as others see nobody."""
    return (
        Followed(ask), *([circle] if ask.reader.has_circle else []), Similar(ask), Alike(ask), Trending(ask),
        Fresh(ask), Exploring(ask), *wanted,
    )  # fmt: skip


def _make_selector(meant: Meant, widening: float) -> Diverse:
    """Give the selector: the wider, the more it minds likeness, and the more chance chooses."""
    return Diverse(
        meant.vectors_of,
        pool=POOL,
        sharpness=SHARPNESS * (1 - 0.5 * widening),
        slots=SLOTS | WIDE_SLOTS if widening > 0 else SLOTS,
        chance=CHANCE * (1 + widening),
    )


@dataclass(frozen=True, slots=True)
class _SteeringParts:
    sources: tuple[Source, ...] = ()
    hydrators: tuple[Hydrator, ...] = ()
    filters: tuple[Filter, ...] = ()
    scorers: tuple[Scorer, ...] = ()


def _steer(db: Database, ask: Ask, found: Found, steering: Steering) -> _SteeringParts:
    """Give the parts that rules need; none without rules."""
    if not steering.rules:
        return _SteeringParts()
    return _SteeringParts(
        (Wanted(ask, steering),), (Steered(db, ask, found, steering),), (SteeredOut(),), (SteeredBy(),)
    )
