"""Things and who liked them when: the form in which `interests` reads lives, its split by time, and its measures."""

import csv
import math
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

import numpy as np

from beknown.events import EventDraft

LIKED_FROM = 4
LEAST_BEFORE = 5
WEEK = timedelta(days=7)
RESAMPLES = 1000


@dataclass(frozen=True, slots=True)
class Item:
    """A thing that may be liked, by its words and tags."""

    text: str
    tags: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Like:
    """Who liked it is known from where it stands."""

    at: datetime
    item: str


@dataclass(frozen=True, slots=True)
class LikeSet:
    """Things and lives.

    Args:
        name: For the table.
        items: Things by key.
        likes: What each person liked, in order of time.
        more: What else each person did.
        others: What each person met otherwise, a low rating for one: it is seen, not liked.
    """

    name: str
    items: Mapping[str, Item]
    likes: Mapping[str, Sequence[Like]]
    more: Mapping[str, Sequence[EventDraft]] = field(default_factory=dict[str, Sequence[EventDraft]])
    others: Mapping[str, Sequence[Like]] = field(default_factory=dict[str, Sequence[Like]])


@dataclass(frozen=True, slots=True)
class Held:
    """One person at the cut: what came before it, and what they like after it."""

    person: str
    before: Sequence[Like]
    seen: frozenset[str]
    wanted: frozenset[str]


def split_by_time(lives: LikeSet, cut: float, end: float = 1.0) -> tuple[datetime, list[Held]]:
    """Cut all lives at one moment; whoever has five likes before it and one after it is asked about.

    Args:
        lives: The lives.
        cut: The share of all likes that lies before the moment.
        end: The share of all likes that is looked at; later ones don't exist.
    """
    moments = sorted(like.at for likes in lives.likes.values() for like in likes)
    moment = moments[int(cut * len(moments))]
    last = moments[min(len(moments) - 1, int(end * len(moments)))]
    held: list[Held] = []
    for person, likes in lives.likes.items():
        before = [like for like in likes if like.at < moment]
        seen = {like.item for like in (*before, *lives.others.get(person, ())) if like.at < moment}
        wanted = {like.item for like in likes if moment <= like.at <= last} - seen
        if len(before) >= LEAST_BEFORE and wanted:
            held.append(Held(person, before, frozenset(seen), frozenset(wanted)))
    return moment, held


def count_likes(lives: LikeSet, since: datetime | None, until: datetime) -> Counter[str]:
    """Count the likes of things before a moment, by everybody."""
    return Counter(
        like.item
        for likes in lives.likes.values()
        for like in likes
        if like.at < until and (since is None or like.at >= since)
    )


@dataclass(frozen=True, slots=True)
class Found:
    """How well what one person likes next was ranked."""

    hit: float
    ndcg: float
    recall: float


def judge(ranked: Sequence[str], wanted: frozenset[str]) -> Found:
    """Judge a whole ranking: a hit among ten, NDCG of ten with binary gains, recall among twenty."""
    gains = [item in wanted for item in ranked[:10]]
    best = sum(1 / math.log2(place + 2) for place in range(min(10, len(wanted))))
    gained = sum(gain / math.log2(place + 2) for place, gain in enumerate(gains))
    return Found(float(any(gains)), gained / best, len(wanted.intersection(ranked[:20])) / len(wanted))


def spread(values: Sequence[float], *, seed: int = 1) -> tuple[float, float, float]:
    """Give the mean over people with a bootstrap's 95 % interval."""
    known = np.asarray(values)
    chance = np.random.default_rng(seed)
    means = known[chance.integers(0, len(known), (RESAMPLES, len(known)))].mean(axis=1)
    return float(known.mean()), float(np.percentile(means, 2.5)), float(np.percentile(means, 97.5))


def read_ml_100k(folder: Path) -> LikeSet:
    """Read MovieLens 100K in RecBole's atomic files: ratings of 4 and 5 are likes, a film's words its title.

    Its genres and its year are its tags.
    """
    items = {
        row["item_id"]: Item(row["movie_title"], (*row["class"].split(), row["release_year"]))
        for row in _rows(folder / "ml-100k.item")
    }
    likes: dict[str, list[Like]] = {}
    others: dict[str, list[Like]] = {}
    for row in _rows(folder / "ml-100k.inter"):
        like = Like(datetime.fromtimestamp(float(row["timestamp"]), UTC), row["item_id"])
        is_liked = float(row["rating"]) >= LIKED_FROM
        (likes if is_liked else others).setdefault(row["user_id"], []).append(like)
    for kept in (likes, others):
        for each in kept.values():
            each.sort(key=lambda like: (like.at, like.item))
    return LikeSet("ml-100k", items, likes, others=others)


def _rows(path: Path) -> Iterator[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        reader = csv.reader(file, delimiter="\t", quoting=csv.QUOTE_NONE)
        names = [name.partition(":")[0] for name in next(reader)]
        for row in reader:
            yield dict(zip(names, row, strict=False))
