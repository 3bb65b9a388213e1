"""People with known tastes that drift read the real feed: how much of what they'd like it shows, whom, and how widely.

Everything is invented from a seed. The ranking is the feed's own pipeline over a stock in memory, without the part that
reads the database (posts for few). What a person would like is known here and never to the pipeline.
"""

import argparse
import asyncio
import json
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, cast
from uuid import UUID

import numpy as np
from numpy.typing import NDArray

from beknown.feed.ask import Ask
from beknown.feed.bubble import count_groups, measure
from beknown.feed.company import make_profiles
from beknown.feed.packed import Amounts, Packed
from beknown.feed.parts.circle_source import Circle
from beknown.feed.parts.outlet_source import Outlets
from beknown.feed.pipeline import make_pipeline
from beknown.feed.reader import Meanings, Reader
from beknown.feed.stock import Figures, PublicDeed, Stock, number_of
from beknown.feed.tuning import Tuning
from beknown.feed.widen import TopicMap, Widening
from beknown.kit.db import Database
from beknown.kit.ids import PersonId
from beknown.ranking import Query, Result, run

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

BEGIN = datetime(2026, 3, 1, 8, tzinfo=UTC)
TOPICS, DIMS, PEOPLE, AUTHORS, NEWCOMERS = 16, 48, 30, 60, 12
DAYS, A_DAY, PAGE = 10, 240, 20
DRIFT_ON = 5
NEXT = 100
SPACE = "invented"


@dataclass(slots=True)
class Person:
    """Somebody: their true taste by topic, and what the feed knows of them."""

    id: UUID
    taste: Floats
    followed: frozenset[UUID]
    liked: list[int] = field(default_factory=list[int])
    looked: list[int] = field(default_factory=list[int])
    closeness: dict[UUID, float] = field(default_factory=dict[UUID, float])
    less: list[int] = field(default_factory=list[int])


@dataclass(slots=True)
class World:
    """All of it. Rows of the stock are items in the order of their making."""

    stock: Stock
    chance: np.random.Generator
    people: list[Person]
    authors: list[UUID]
    topic: Ints
    quality: Floats
    vectors: NDArray[np.float32]
    by: Ints
    made_at: Floats
    seed: int
    db: Database
    topics: TopicMap = field(default_factory=TopicMap)


def make_world(seed: int) -> World:
    """Invent people, authors with two topics each, and what they post over ten days."""
    chance = np.random.default_rng(seed)
    items = DAYS * A_DAY
    authors = [UUID(int=(1 << 96) + number) for number in range(AUTHORS)]
    leaning = chance.integers(0, TOPICS, (AUTHORS, 2))
    by = chance.integers(0, AUTHORS, items)
    topic = leaning[by, chance.integers(0, 2, items)]
    middles = chance.standard_normal((TOPICS, DIMS))
    vectors = (3.0 + middles[topic] + 0.7 * chance.standard_normal((items, DIMS))).astype(np.float32)
    people: list[Person] = []
    for number in range(PEOPLE):
        taste = chance.dirichlet(np.full(TOPICS, 0.25))
        known = AUTHORS - NEWCOMERS  # nobody follows a newcomer yet
        fit = taste[leaning[:known]].sum(axis=1)
        drawn = chance.choice(known, 6, replace=False, p=(fit + 0.02) / (fit + 0.02).sum())
        chosen: list[int] = drawn.tolist()
        people.append(
            Person(UUID(int=(2 << 96) + number), taste, frozenset(authors[each] for each in chosen))
        )
    made_at = BEGIN.timestamp() + np.sort(chance.uniform(0, DAYS * 86_400, items))
    never = cast("Database", None)  # the one part that asks the database is left out
    return World(
        Stock(BEGIN.timestamp()), chance, people, authors, topic, chance.beta(2, 5, items), vectors, by, made_at, seed,
        never,
    )  # fmt: skip


def likes(world: World, person: Person, rows: Ints) -> Floats:
    """Give how likely somebody truly likes items: by taste, and by how good an item is."""
    wanted = person.taste[world.topic[rows]] / person.taste.max()
    return np.clip(0.02 + 0.6 * wanted * (0.5 + world.quality[rows]), 0, 1)


def post_until(world: World, at: float) -> None:
    """Put what was posted so far into the stock."""
    new = range(world.stock.count, int(np.searchsorted(world.made_at, at)))
    world.stock.add(
        [
            Figures(
                world.authors[int(world.by[row])], _id_of(row), float(world.made_at[row]), 200, has_image=False,
                space=SPACE, vector=world.vectors[row],
            )
            for row in new
        ]
    )  # fmt: skip


def _id_of(row: int) -> UUID:
    return UUID(int=(3 << 96) + row)


def make_reader(world: World, person: Person) -> Reader:
    """Give what the feed knows of somebody."""
    return Reader(
        person.id,
        followed=Packed.of(*person.followed),
        liked=_meanings(world, person.liked[-30:][::-1]),
        less=_meanings(world, person.less),
        liked_numbers=np.array([number_of(_id_of(row)) for row in person.liked[-30:][::-1]], np.int64),
        closeness=Amounts.of(person.closeness),
        looked_at=np.array([number_of(_id_of(row)) for row in person.looked], np.int64),
    )


def _meanings(world: World, rows: Sequence[int]) -> Meanings:
    posts = Packed.of(*(each for row in rows for each in (world.authors[int(world.by[row])], _id_of(row))))
    vectors = np.stack([world.vectors[row] for row in rows]) if rows else np.zeros((0, 0), np.float32)
    return Meanings(posts, vectors)


async def rank(world: World, person: Person, at: datetime, widening: float, size: int = PAGE) -> Ints:
    """Give the rows that the feed shows somebody."""
    ask = Ask(world.stock, make_reader(world, person), at)
    wide = Widening(widening, world.topics.get(world.stock)) if widening else Widening()
    profiles = make_profiles(world.stock) if person.less else Tuning().profiles
    made = make_pipeline(world.db, ask, tuning=Tuning(widening=wide, profiles=profiles))
    sources = tuple(each for each in made.pipeline.sources if not isinstance(each, Circle | Outlets))
    query = Query(PersonId(person.id), at, size, seed=hash((world.seed, person.id.int, at.day)) & 0xFFFF)
    result: Result = await run(replace(made.pipeline, sources=sources, deadline_s=60.0), query)
    if result.failures:
        raise RuntimeError(f"parts failed: {result.failures}")
    return result.chosen.column("row").astype(np.int64)


@dataclass(slots=True)
class Tally:
    """What came of a run."""

    regret: list[float] = field(default_factory=list[float])
    shown: list[int] = field(default_factory=list[int])
    wide: list[float] = field(default_factory=list[float])
    apart: list[float] = field(default_factory=list[float])


async def live(world: World, widening: float, how: str) -> Tally:
    """Have everybody read a page a day; on the fifth day half of each taste drifts elsewhere."""
    tally = Tally()
    for day in range(1, DAYS + 1):
        at = BEGIN + timedelta(days=day)
        post_until(world, at.timestamp())
        if day == DRIFT_ON:
            for person in world.people:
                person.taste = 0.5 * person.taste + 0.5 * world.chance.dirichlet(np.full(TOPICS, 0.25))
        for person in world.people:
            rows = await _choose(world, person, at, widening, how)
            tally.regret.append(_regret(world, person, rows))
            tally.shown += rows.tolist()
            _do(world, person, rows, at)
        world.stock.likers.settle()
    everybody = count_groups(world.topic[: world.stock.count].astype(np.intp), TOPICS)
    for person in world.people:
        width = measure(count_groups(world.topic[person.looked].astype(np.intp), TOPICS), everybody)
        if width is not None:
            tally.wide.append(width.mine)
            tally.apart.append(width.apart)
    return tally


async def _choose(world: World, person: Person, at: datetime, widening: float, how: str) -> Ints:
    if how == "feed":
        return await rank(world, person, at, widening)
    is_open = np.ones(world.stock.count, np.bool_)
    is_open[person.looked] = False
    rows = np.flatnonzero(is_open)
    return rows[-PAGE:] if how == "newest" else world.chance.choice(rows, PAGE, replace=False)


def _regret(world: World, person: Person, rows: Ints) -> float:
    """Give which share of the best page the shown one lacks; the oracle knows the taste and has the same items."""
    is_open = np.ones(world.stock.count, np.bool_)
    is_open[person.looked] = False
    best = np.sort(likes(world, person, np.flatnonzero(is_open)))[-PAGE:].sum()
    return 1 - float(likes(world, person, rows).sum() / best)


def _do(world: World, person: Person, rows: Ints, at: datetime) -> None:
    liked = rows[world.chance.random(len(rows)) < likes(world, person, rows)]
    person.looked += rows.tolist()
    person.liked += liked.tolist()
    for row in liked.tolist():
        author = world.authors[int(world.by[row])]
        person.closeness[author] = person.closeness.get(author, 0.0) + 1
        world.stock.note(PublicDeed(person.id, author, _id_of(row), is_reply=False, made_at=at.timestamp()))


async def try_less(world: World) -> tuple[float, float, float]:
    """Have each person hide one item of the topic they see most; give its share before, after, and how far it fell."""
    at, before, after = BEGIN + timedelta(days=DAYS, hours=1), 0, 0
    for person in world.people:
        rows = await rank(world, person, at, 0.0, NEXT)
        topic = int(np.bincount(world.topic[rows], minlength=TOPICS).argmax())
        before += int((world.topic[rows] == topic).sum())
        person.less = [int(rows[world.topic[rows] == topic][0])]
        person.looked.append(person.less[0])
        after += int((world.topic[await rank(world, person, at, 0.0, NEXT)] == topic).sum())
    shown = NEXT * len(world.people)
    return before / shown, after / shown, 1 - after / max(before, 1)


def gini(counts: Floats) -> float:
    """Give the Gini coefficient: 0 when all have the same, near 1 when one has all."""
    ordered = np.sort(counts)
    ranks = np.arange(1, len(ordered) + 1)
    return float((2 * ranks - len(ordered) - 1) @ ordered / (len(ordered) * ordered.sum()))


def _sum_up(world: World, tally: Tally) -> dict[str, float]:
    exposure = np.bincount(world.by[tally.shown], minlength=AUTHORS).astype(np.float64)
    new = exposure[AUTHORS - NEWCOMERS :]
    half = len(tally.regret) // 2
    return {
        "regret": float(np.mean(tally.regret)),
        "regret of the last half": float(np.mean(tally.regret[half:])),
        "newcomers' share": float(new.sum() / exposure.sum()),
        "Gini of newcomers": gini(new),
        "Gini of all authors": gini(exposure),
        "topics (effective)": float(np.mean(tally.wide)),
        "apart from everybody": float(np.mean(tally.apart)),
    }


async def measure_all(seed: int) -> dict[str, Any]:
    """Run it all."""
    found: dict[str, Any] = {}
    for name, widening, how in (
        ("feed", 0.0, "feed"), ("widened 0.5", 0.5, "feed"), ("widened 1", 1.0, "feed"), ("newest", 0.0, "newest"),
        ("chance", 0.0, "chance"),
    ):  # fmt: skip
        world = make_world(seed)
        found[name] = _sum_up(world, await live(world, widening, how))
        if name == "feed":
            before, after, fell = await try_less(world)
            less = {"topic's share before": before, "after": after, "fell by": fell}
            found["less like this"] = less
    return found


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--json", type=Path)
    arguments = parser.parse_args()
    found = asyncio.run(measure_all(arguments.seed))
    for name, figures in found.items():
        print(f"{name:16}" + "  ".join(f"{what} {value:.3f}" for what, value in figures.items()))
    if arguments.json:
        arguments.json.write_text(json.dumps(found, indent=1), encoding="utf-8")


if __name__ == "__main__":
    main()
