"""Learn the sequence model from what people did one after another: read, train apart, judge, serve what is better."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

import numpy as np
from numpy.typing import NDArray

from beknown.feed import sequence_store as store
from beknown.feed.sequence_judge import Score, SequenceLog, Verdict, judge
from beknown.feed.sequence_model import SequenceModel, read_model, write_weights
from beknown.feed.sequence_run import train_apart
from beknown.feed.sequence_store import DeedRow, Ending
from beknown.feed.stock import number_of
from beknown.kit import clock
from beknown.kit.db import Database, Scope
from beknown.kit.errors import BeknownError, Invalid
from beknown.kit.ids import NOBODY, new_id
from beknown.kit.settings import Settings
from beknown.kit.telemetry import get_logger

LEARN_FROM = timedelta(days=180)
SERVED_FOR = timedelta(days=14)
"""What is older knows too few of the posts that people see."""

MOST = 1_000_000
LEAST = 1_000
"""So many deeds there have to be; with fewer there is nothing to learn, and no training is noted."""

ROUNDS = 100
SECONDS = 1200.0
"""Each of two trainings has so many rounds and so long: one that is judged, and one of everything."""

KEPT = 30
_SCOPE = Scope(NOBODY, "feed")
_log = get_logger(__name__)

Numbers = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Serving:
    """The model that serves.

    Args:
        model: It.
        numbers: The number of the post in each of its rows.
        begun_at: When it was begun to be learned.
    """

    model: SequenceModel
    numbers: Numbers
    begun_at: datetime


async def learn_sequence(db: Database, settings: Settings) -> bool:
    """Train on what people who allow it did; tells whether a new model serves.

    Raises:
        Unavailable: There is no Python that could train, or it failed; the training says so.
        Invalid: What it wrote doesn't say the same as what it computed; the training says so.
    """
    async with db.begin(_SCOPE) as tx:
        rows = await store.find_sequence_log(tx, since=clock.now() - LEARN_FROM, most=MOST)
    if len(rows) < LEAST:
        return False
    log, posts = make_log(rows)
    training = new_id()
    async with db.begin(_SCOPE) as tx:
        people = len(np.unique(log.who))
        await store.add_sequence(tx, training, people=people, deeds=len(log), total=2 * ROUNDS)
    try:
        is_better = await _train(_Training(db, settings, training), log, posts)
    except Exception as error:
        trouble = error.message if isinstance(error, BeknownError) else type(error).__name__
        async with db.begin(_SCOPE) as tx:
            await store.end_sequence(tx, training, Ending("failed", trouble=trouble))
        raise
    async with db.begin(_SCOPE) as tx:
        await store.sweep_sequences(tx, most=KEPT)
    _log.info("feed.sequence_learned", deeds=len(log), served=is_better)
    return is_better


def make_log(rows: Sequence[DeedRow]) -> tuple[SequenceLog, list[tuple[UUID, UUID]]]:
    """Put deeds in the order of time; give with them the author and id of each item."""
    ordered = sorted(rows, key=lambda row: (row.at, row.who, row.post_id))
    posts = {(row.author_id, row.post_id): 0 for row in ordered}
    places = {post: place for place, post in enumerate(posts)}
    log = SequenceLog(
        np.array([row.who for row in ordered], np.int64),
        np.array([places[row.author_id, row.post_id] for row in ordered], np.int64),
        np.array([row.at for row in ordered], np.float64),
        len(places),
    )
    return log, list(places)


@dataclass(frozen=True, slots=True)
class _Training:
    db: Database
    settings: Settings
    id: UUID

    async def run(
        self, log: SequenceLog, *, rounds: int, before: int, is_held_out: bool
    ) -> tuple[SequenceModel, Numbers, int]:
        """Train, and note every few seconds how far it is."""
        done = before

        def progress(number: int) -> None:
            nonlocal done
            done = before + number

        async def note() -> None:
            while True:
                await asyncio.sleep(5)
                async with self.db.begin(_SCOPE) as tx:
                    await store.set_sequence_done(tx, self.id, done)

        noting = asyncio.create_task(note())
        try:
            return await train_apart(
                self.settings,
                log,
                rounds=rounds,
                seconds=SECONDS,
                is_held_out=is_held_out,
                progress=progress,
            )
        finally:
            noting.cancel()


async def _train(training: _Training, log: SequenceLog, posts: list[tuple[UUID, UUID]]) -> bool:
    trial, known, rounds = await training.run(
        log.before(log.find_cut()), rounds=ROUNDS, before=0, is_held_out=True
    )
    serving = await _read_serving(training.db)
    verdict = await asyncio.to_thread(_judge, log, posts, make_score(trial, known, log.size), serving)
    if not verdict.is_better:
        async with training.db.begin(_SCOPE) as tx:
            await store.end_sequence(tx, training.id, _end(verdict, None))
        return False
    model, known, _ = await training.run(log, rounds=rounds, before=ROUNDS, is_held_out=False)
    async with training.db.begin(_SCOPE) as tx:
        packed = [vector.tobytes() for vector in model.vectors.astype(np.float16)]
        rows: list[int] = known.tolist()
        items = [(*posts[item], vector) for item, vector in zip(rows, packed, strict=True)]
        await store.add_sequence_items(tx, training.id, items)
        await store.set_sequence_done(tx, training.id, 2 * ROUNDS)
        await store.end_sequence(tx, training.id, _end(verdict, write_weights(model)))
    return True


def _end(verdict: Verdict, weights: bytes | None) -> Ending:
    return Ending(
        "served" if weights else "kept back",
        weights=weights,
        asked=verdict.asked,
        gain_popular=verdict.popular,
        gain_now=verdict.now,
        gain_new=verdict.new,
    )


def make_score(model: SequenceModel, known: Numbers, size: int) -> Score:
    """Score all items of a log by a model that knows some: `known` gives the item of each of its rows."""
    rows = np.full(size, -1, np.int64)
    rows[known] = np.arange(len(known))

    def score(history: Numbers) -> NDArray[np.float64]:
        found = np.full(size, -np.inf)
        seen = rows[history]
        if (seen >= 0).any():
            found[known] = model.score(seen[seen >= 0])
        return found

    return score


def _judge(log: SequenceLog, posts: list[tuple[UUID, UUID]], new: Score, serving: Serving | None) -> Verdict:
    if serving is None:
        return judge(log, new)
    places = {number_of(post): place for place, (_, post) in enumerate(posts)}
    items = np.array([places.get(number, -1) for number in serving.numbers.tolist()], np.int64)
    there = items >= 0
    model = SequenceModel(serving.model.vectors[there], serving.model.weights, serving.model.heads)
    now = make_score(model, items[there], log.size)
    return judge(log, new, now, now_since=serving.begun_at.timestamp())


async def _read_serving(db: Database) -> Serving | None:
    async with db.begin(_SCOPE) as tx:
        row = await store.find_sequence_serving(tx, clock.now() - SERVED_FOR)
        items = await store.find_sequence_items(tx, row.id) if row else []
    if row is None or not items:
        return None
    try:
        vectors = np.stack([np.frombuffer(item.vector, np.float16) for item in items]).astype(np.float32)
        model = read_model(row.weights, vectors)
    except (Invalid, ValueError) as error:
        _log.warning("feed.sequence_unreadable", error_kind=type(error).__name__)
        return None
    numbers = np.array([number_of(item.post_id) for item in items], np.int64)
    return Serving(model, numbers, row.begun_at)


class SequenceModels:
    """Gives the model that serves, in this process; looks now and then whether there is another, or posts are gone.

    Args:
        db: The door.
        look_every_s: So old the answer may be.
    """

    def __init__(self, db: Database, *, look_every_s: float = 60.0) -> None:
        self._db = db
        self._look_every_s = look_every_s
        self._looked_at = float("-inf")
        self._seen: store.ServingRow | None = None
        self.serving: Serving | None = None

    async def get(self) -> Serving | None:
        """Give the model that serves; None where there is none."""
        now = asyncio.get_running_loop().time()
        if now - self._looked_at >= self._look_every_s:
            self._looked_at = now
            async with self._db.begin(_SCOPE) as tx:
                seen = await store.find_sequence_serving_id(tx, clock.now() - SERVED_FOR)
            if seen != self._seen:
                self.serving, self._seen = await _read_serving(self._db), seen
        return self.serving
