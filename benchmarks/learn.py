"""How fast all learners read 100,000 events, what part of the time each takes, and the most memory they hold.

The events are an invented world's messages, and among them what the person posts, likes and searches.
"""

import argparse
import asyncio
import itertools
import json
import os
import resource
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

from beknown.events import EventDraft, append_many, ensure_source, subscribe
from beknown.kit.db import Database, Scope
from beknown.models.embedded_embedding import EmbeddedEmbedder
from beknown.understanding import note_unread
from beknown.understanding.believe import BeliefLearner
from beknown.understanding.extract import LanguageRules
from beknown.understanding.interests import Interests
from beknown.understanding.learn import Heard, Learner, learn_batch
from beknown.understanding.style import Styles
from beknown.understanding.world_learner import WorldLearner
from benchmarks.harness import add_person, open_database, print_head, print_table, settle
from benchmarks.invented_tastes import invent_likes
from benchmarks.invented_world import invent_world
from benchmarks.invented_year import invent_year

EVENTS = int(os.environ.get("BEKNOWN_BENCH_EVENTS", "100000"))
PEOPLE = int(os.environ.get("BEKNOWN_BENCH_PEOPLE", "2000"))
BATCH = 2000


class Timed:
    """A learner, and how long it took to read and to settle."""

    def __init__(self, learner: Learner) -> None:
        self.learner = learner
        self.name = learner.name
        self.learning_s = 0.0
        self.settling_s = 0.0

    async def learn(self, db: Database, scope: Scope, heard: Sequence[Heard]) -> None:
        """Read a batch."""
        started = time.perf_counter()
        await self.learner.learn(db, scope, heard)
        self.learning_s += time.perf_counter() - started

    async def settle(self, db: Database, scope: Scope) -> None:
        """Settle."""
        started = time.perf_counter()
        await self.learner.settle(db, scope)
        self.settling_s += time.perf_counter() - started

    async def clear(self, tx: object) -> None:
        """Nothing is cleared here."""


def invent_events(people: int, events: int) -> Iterator[EventDraft]:
    """Invent so many events: nine of ten are messages of a world, the rest is talk and deeds that tell something."""
    telling: list[EventDraft] = []
    for seed in itertools.count():
        telling += invent_year(seed).drafts
        telling += [draft for drafts in invent_likes(seed, people=20).more.values() for draft in drafts]
        if len(telling) >= events // 10:
            break
    telling = telling[: events // 10]
    yield from invent_world(people, events - len(telling))
    for number, draft in enumerate(telling):
        yield EventDraft(
            type=draft.type,
            key=f"telling:{number}",
            occurred_at=draft.occurred_at,
            text=draft.text,
            speaker=draft.speaker,
            is_mine=draft.is_mine,
            thread=draft.thread,
            thread_title=draft.thread_title,
        )


async def main(arguments: Sequence[str] | None = None) -> None:
    """Measure, print, and write the figures as JSON."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.learn", description=__doc__)
    parser.add_argument("--json", type=Path, help="where to write the figures")
    options = parser.parse_args(arguments)
    print_head("Learning", "python -m benchmarks.learn")
    subscribe(note_unread)
    embedder = EmbeddedEmbedder()

    async def get_embedder() -> EmbeddedEmbedder:
        return embedder

    learners = [
        Timed(each)
        for each in (Interests(get_embedder), Styles(), WorldLearner(), BeliefLearner(LanguageRules()))
    ]
    async with open_database() as db:
        scope = Scope(await add_person(db, "Maya"), "export")
        drafts = invent_events(PEOPLE, EVENTS)
        while batch := list(itertools.islice(drafts, BATCH)):
            async with db.begin(scope) as tx:
                await append_many(tx, await ensure_source(tx, "whatsapp"), batch)
        await settle(db)
        before_mb = _peak_mb()
        started = time.perf_counter()
        while await learn_batch(db, scope, learners):
            pass
        for learner in learners:
            await learner.settle(db, scope)
        took_s = time.perf_counter() - started
    _print(learners, took_s, before_mb)
    if options.json:
        figures = {
            "events": EVENTS,
            "events_per_s": EVENTS / took_s,
            "peak_mb": _peak_mb(),
            "learners": {
                each.name: {"learning_s": each.learning_s, "settling_s": each.settling_s} for each in learners
            },
        }
        options.json.write_text(json.dumps(figures, indent=2), encoding="utf-8")


def _peak_mb() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def _print(learners: Sequence[Timed], took_s: float, before_mb: float) -> None:
    rest_s = took_s - sum(each.learning_s + each.settling_s for each in learners)
    rows = [
        [
            each.name,
            f"{each.learning_s:.1f}",
            f"{each.settling_s:.1f}",
            f"{(each.learning_s + each.settling_s) / took_s:.0%}",
        ]
        for each in learners
    ]
    rows.append(["reading the log", f"{rest_s:.1f}", "-", f"{rest_s / took_s:.0%}"])
    print_table(("learner", "reading s", "settling s", "share"), rows)
    print(
        f"\n{EVENTS:,} events in {took_s:.0f} s: {EVENTS / took_s:,.0f} a second; the process held {_peak_mb():.0f} MB "
        f"at most, {before_mb:.0f} MB before learning (the database server counts apart)."
    )


if __name__ == "__main__":
    asyncio.run(main())
