"""How fast a person's world is learned and shown, with 2,000 people and 100,000 events."""

import asyncio
import itertools
import os
import time
from collections.abc import Awaitable, Callable
from datetime import timedelta

from beknown.events import append_many, ensure_source, subscribe
from beknown.kit import clock
from beknown.kit.db import Database, Scope, Tx
from beknown.kit.ids import PersonId
from beknown.understanding import (
    find_coming_dates,
    find_commitments,
    find_people,
    find_person_by_name,
    note_unread,
    resolve_mentions,
)
from beknown.understanding.learn import learn_batch
from beknown.understanding.world_learner import WorldLearner
from beknown.understanding.world_routes import read_world
from benchmarks.harness import (
    TIMING_HEAD,
    add_person,
    measure,
    open_database,
    print_head,
    print_table,
    settle,
)
from benchmarks.invented_world import LAST_DAY, invent_world

PEOPLE = int(os.environ.get("BEKNOWN_BENCH_PEOPLE", "2000"))
EVENTS = int(os.environ.get("BEKNOWN_BENCH_EVENTS", "100000"))
RUNS = 60
BATCH = 2000


async def fill_world(db: Database, person: PersonId, people: int, events: int) -> tuple[float, float]:
    """Append an invented world and have it learned; give the seconds for learning and for summing it up."""
    drafts = invent_world(people, events)
    while batch := list(itertools.islice(drafts, BATCH)):
        async with db.begin(Scope(person, "export")) as tx:
            await append_many(tx, await ensure_source(tx, "whatsapp"), batch)
    await settle(db)
    learner, scope = WorldLearner(), Scope(person, "export")
    started = time.perf_counter()
    while await learn_batch(db, scope, [learner]):
        pass
    learned = time.perf_counter()
    await learner.settle(db, scope)
    return learned - started, time.perf_counter() - learned


async def main() -> None:
    """Measure and print."""
    print_head("World", "python -m benchmarks world")
    subscribe(note_unread)
    rows: list[tuple[str, ...]] = []
    async with open_database() as db:
        person = await add_person(db, "Maya")
        learning_s, settling_s = await fill_world(db, person, PEOPLE, EVENTS)
        await settle(db)
        with clock.frozen(LAST_DAY):
            for what, run in _asked().items():
                rows.append((what, *(await measure(_in_scope(db, person, run), runs=RUNS)).row))
    print_table(("what", *TIMING_HEAD), rows)
    rate = EVENTS / (learning_s + settling_s)
    print(f"\n{PEOPLE:,} people, {EVENTS:,} events: learned in {learning_s:.0f} s, summed up in {settling_s:.1f} s "
          f"({rate:,.0f} events/s).")  # fmt: skip


def _asked() -> dict[str, Callable[[Tx], Awaitable[object]]]:
    until = (LAST_DAY + timedelta(days=30)).date()
    return {
        "the whole map (people, ties, groups, months)": read_world,
        "find_people, 100": find_people,
        "find_person_by_name": lambda tx: find_person_by_name(tx, "Ana Duarte"),
        "resolve_mentions": lambda tx: resolve_mentions(tx, "When is my sister coming, and Jonas?"),
        "find_coming_dates": lambda tx: find_coming_dates(tx, until),
        "find_commitments": find_commitments,
    }


def _in_scope(
    db: Database, person: PersonId, ask: Callable[[Tx], Awaitable[object]]
) -> Callable[[int], Awaitable[None]]:
    async def run(_: int) -> None:
        async with db.begin(Scope(person, "assistant")) as tx:
            await ask(tx)

    return run


if __name__ == "__main__":
    asyncio.run(main())
