"""Pages of a feed at a steady rate: how long one takes, and how soon what somebody does has its effect.

Processes as those of the server that make pages (`BEKNOWN_FEED_PROCESSES`), asked by their sockets, or with
`--processes 0` this one: a stock in memory, a pool of connections to an embedded PostgreSQL, the server's event loop,
one tuner, linear algebra on one thread. Requests come by the clock, whether those before are done or not, so what waits
counts. HTTP isn't part of it. Processor time is told of this process with those that make pages, and of PostgreSQL's,
by themselves: on a machine that others use as well, it says more than the clock does.
"""

import argparse
import asyncio
import contextlib
import os
import time
from collections.abc import AsyncGenerator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import UUID

import numpy as np
import psutil
import psycopg
from psycopg.conninfo import conninfo_to_dict

from beknown.app.event_loop import fast_loop
from beknown.app.feed_process import open_feed_processes
from beknown.events import ensure_source
from beknown.feed import Feed, jobs
from beknown.feed.deeds import want_less
from beknown.feed.home import Page
from beknown.feed.token import PAGE, new_token
from beknown.kit.db import Database, Scope
from beknown.kit.ids import PersonId
from beknown.kit.later import spare_loaded
from beknown.social import PostCard, Ref
from benchmarks.harness import TIMING_HEAD, Timing, open_database, print_head, print_table

_DECLARED = jobs
"""Imported for the job that a page defers."""

DIMS = 384
TOPICS = 60
DAYS = 30
BATCH = 5000
WARM_UP, AT_ONCE = 96, 8
"""So many pages, so many at once, aren't measured: each connection plans its statements in the first six or so."""


@dataclass(frozen=True, slots=True)
class World:
    """An invented place.

    Args:
        people: Who reads; the first of them write, too.
        posts: Author and id of each post, the oldest first.
    """

    people: Sequence[PersonId]
    posts: Sequence[Ref]


def read_options() -> argparse.Namespace:
    """Read how large it shall be."""
    options = argparse.ArgumentParser(description="Measure how a feed is served.")
    options.add_argument("--posts", type=int, default=100_000)
    options.add_argument("--people", type=int, default=10_000)
    options.add_argument("--authors", type=int, default=2_000)
    options.add_argument("--follows", type=int, default=50, help="how many each reader follows")
    options.add_argument("--likes", type=int, default=30, help="how many posts each reader liked")
    options.add_argument("--rate", type=float, default=100.0, help="pages a second")
    options.add_argument("--seconds", type=float, default=30.0)
    options.add_argument("--processes", type=int, default=2, help="that make pages; with 0 this one does")
    return options.parse_args()


@dataclass(frozen=True, slots=True)
class Spent:
    """Processor time in seconds: of this process and those that make pages, and of PostgreSQL's."""

    here: float
    postgres: float

    def since(self, before: "Spent") -> "Spent":
        """Give what was spent since."""
        return Spent(self.here - before.here, self.postgres - before.postgres)


async def find_server(url: str) -> psutil.Process:
    """Find the process of the database's server, whose children serve connections."""
    async with await psycopg.AsyncConnection.connect(url) as connection:
        row = await (await connection.execute("SELECT pg_backend_pid()")).fetchone()
        assert row is not None  # noqa: S101 - it is one row
        server = psutil.Process(row[0]).parent()
    assert server is not None  # noqa: S101 - it has one
    return server


def find_spent(server: psutil.Process) -> Spent:
    """Give what was spent up to now; of the server's children, those that ended count as well."""
    others = [sum(server.cpu_times()[:4])]
    for each in server.children(recursive=True):
        with contextlib.suppress(psutil.NoSuchProcess):
            others.append(sum(each.cpu_times()[:2]))
    return Spent(sum(sum(each.cpu_times()[:2]) for each in find_makers(server)), sum(others))


def find_makers(server: psutil.Process) -> list[psutil.Process]:
    """Find this process and those that make pages."""
    here = psutil.Process()
    return [here, *(each for each in here.children() if each.pid != server.pid)]


def _id_at(at: datetime, chance: np.random.Generator) -> UUID:
    """Make an id as of a moment, so that what is older has the lower one."""
    millis = int(at.timestamp() * 1000)
    low = int.from_bytes(chance.bytes(10), "big")
    return UUID(int=(millis << 80) | (7 << 76) | (low & ((1 << 76) - 1)))


async def fill(url: str, options: argparse.Namespace) -> World:
    """Fill an empty database as its owner, triggers and foreign keys off: events aren't part of what is measured."""
    chance, now = np.random.default_rng(1), datetime.now(UTC)
    people = [PersonId(_id_at(now, chance)) for _ in range(options.people)]
    async with await psycopg.AsyncConnection.connect(url, autocommit=True) as owner:
        await owner.execute("SET session_replication_role = replica")
        async with owner.cursor() as cursor:
            await _copy(
                cursor,
                "person (id, email, display_name)",
                [(each, f"p{n}@example.org", f"P {n}") for n, each in enumerate(people)],
            )
            await _copy(
                cursor,
                "profile (person_id, handle, name, made_at)",
                [(each, f"p_{n}", f"P {n}", now) for n, each in enumerate(people)],
            )
            posts = await _fill_posts(cursor, people, options, chance)
            await _fill_ties(cursor, World(people, posts), options, chance)
        await owner.execute("VACUUM (ANALYZE)")  # as the server does by itself within minutes
    return World(people, posts)


async def _copy(cursor: psycopg.AsyncCursor, table: str, rows: Sequence[tuple[object, ...]]) -> None:
    async with cursor.copy(f"COPY {table} FROM STDIN".encode()) as copy:
        for row in rows:
            await copy.write_row(row)


async def _fill_posts(
    cursor: psycopg.AsyncCursor,
    people: Sequence[PersonId],
    options: argparse.Namespace,
    chance: np.random.Generator,
) -> list[Ref]:
    now, topics = datetime.now(UTC), chance.standard_normal((TOPICS, DIMS))
    posts: list[Ref] = []
    event = UUID(int=0)
    for first in range(0, options.posts, BATCH):
        size = min(BATCH, options.posts - first)
        ages = DAYS * 86_400 * (1 - (first + np.arange(size)) / options.posts)
        made = [now - timedelta(seconds=float(age)) for age in ages]
        authors = [people[int(n)] for n in chance.integers(0, options.authors, size)]
        refs = [Ref(author, _id_at(at, chance)) for author, at in zip(authors, made, strict=True)]
        about = chance.integers(0, TOPICS, size)
        vectors = 4 + topics[about] + 0.8 * chance.standard_normal((size, DIMS))
        vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
        await _copy(
            cursor,
            "post (person_id, id, event_id, text, shown_to, host_id, made_at)",
            [
                (ref.author, ref.id, event, f"Post {first + n} about {about[n]}", "everyone", ref.author, at)
                for n, (ref, at) in enumerate(zip(refs, made, strict=True))
            ],
        )
        written = ["[" + ",".join(f"{value:.4f}" for value in vector) + "]" for vector in vectors]
        await _copy(
            cursor,
            "post_vector (person_id, post_id, event_id, space, vector, made_at)",
            [
                (ref.author, ref.id, event, "bench", vector, now - timedelta(hours=1))
                for ref, vector in zip(refs, written, strict=True)
            ],
        )
        posts += refs
    return posts


async def _fill_ties(
    cursor: psycopg.AsyncCursor, world: World, options: argparse.Namespace, chance: np.random.Generator
) -> None:
    now, event = datetime.now(UTC), UUID(int=0)
    drawn = chance.integers(0, options.authors, (len(world.people), options.follows))
    chosen: list[list[int]] = drawn.tolist()
    follows = {
        (person, world.people[n]) for person, row in zip(world.people, chosen, strict=True) for n in row
    }
    await _copy(
        cursor,
        "follow (person_id, followed_id, event_id, made_at)",
        [(one, other, event, now) for one, other in follows if one != other],
    )
    spread = chance.exponential(len(world.posts) / 5, (len(world.people), options.likes))
    newest: list[list[int]] = spread.astype(np.int64).tolist()
    likes = {
        (person, world.posts[-1 - n % len(world.posts)])
        for person, row in zip(world.people, newest, strict=True)
        for n in row
    }
    await _copy(
        cursor,
        "post_reaction (person_id, post_person_id, post_id, kind, event_id, made_at)",
        [
            (person, ref.author, ref.id, "like", event, now - timedelta(hours=float(chance.exponential(24))))
            for person, ref in likes
        ],
    )


@dataclass(frozen=True, slots=True)
class House:
    """What makes pages: this process, or others that it asks."""

    db: Database
    feed: Feed

    async def make_page(self, person: PersonId) -> Page:
        """Have a first page made."""
        return await self.feed.make_page(person, new_token())


@contextlib.asynccontextmanager
async def open_house(db: Database, world: World, processes: int) -> AsyncGenerator[House]:
    """Open it: with so many processes beside this one, or none; each has its stock when this begins."""
    house = House(db, Feed(db))
    async with contextlib.AsyncExitStack() as stack:
        stack.push_async_callback(house.feed.close)
        if processes:
            house.feed.ask(await stack.enter_async_context(open_feed_processes(processes)))
        else:
            await house.feed.prepare()
        # Each connection plans its statements in the first few pages, and each process loads what it needs.
        for first in range(0, WARM_UP, AT_ONCE):
            await asyncio.gather(*map(house.make_page, world.people[first : first + AT_ONCE]))
        yield house


async def serve(house: House, world: World, options: argparse.Namespace) -> Timing:
    """Ask for first pages by the clock, each of another person; give how long each took from when it was due."""
    chance, took = np.random.default_rng(2), list[float]()
    order: list[int] = chance.integers(0, len(world.people), int(options.rate * options.seconds)).tolist()
    started = time.perf_counter()

    async def ask(due: float, person: PersonId) -> None:
        page = await house.make_page(person)
        took.append((time.perf_counter() - due) * 1000)
        assert len(page.placed) == PAGE  # noqa: S101 - a page that isn't full would be no measurement

    tasks: list[asyncio.Task[None]] = []
    for number, who in enumerate(order):
        due = started + number / options.rate
        await asyncio.sleep(max(0.0, due - time.perf_counter()))
        tasks.append(asyncio.create_task(ask(due, world.people[who])))
    await asyncio.gather(*tasks)
    return Timing(tuple(took))


async def measure_effect(house: House, world: World, times: int = 20) -> Timing:
    """Hide the first post of a page; give how long it takes until a page without it is there."""
    took: list[float] = []
    for person in world.people[:times]:
        page = await house.make_page(person)
        card = page.placed[0].thing
        assert isinstance(card, PostCard)  # noqa: S101 - nobody here follows anything else
        started = time.perf_counter()
        async with house.db.begin(Scope(person, "export")) as tx:
            await ensure_source(tx, "feed")
            await want_less(tx, Ref(card.author_id, card.id))
        after = await house.make_page(person)
        took.append((time.perf_counter() - started) * 1000)
        assert card.id not in {each.thing.id for each in after.placed}  # noqa: S101 - it is what is measured
    return Timing(tuple(took))


async def main() -> None:
    """Measure and print."""
    options = read_options()
    spare_loaded()  # as the server does with its libraries
    print_head(
        f"A feed of {options.posts:,} posts for {options.people:,} people, {options.rate:g} pages a second",
        "python -m benchmarks.feed_serving",
    )
    async with open_database() as db:
        os.environ["BEKNOWN_HOME"] = str(
            Path(str(conninfo_to_dict(db.url)["host"])).parent
        )  # for those that make pages
        world, started = await fill(db.url, options), time.perf_counter()
        async with open_house(db, world, options.processes) as house:
            ready_s = time.perf_counter() - started
            server = await find_server(db.url)
            before = find_spent(server)
            timing = await serve(house, world, options)
            spent, pages = find_spent(server).since(before), len(timing.milliseconds)
            effect = await measure_effect(house, world)
            rows = [("a page of 20", *timing.row), ("hide, and a page without it", *effect.row)]
            print_table(("what", *TIMING_HEAD), rows)
            memory = [each.memory_info().rss / 1e6 for each in find_makers(server)]
            print(
                f"a page: p99 {timing.at(99):.1f} ms; processor time {spent.here / pages * 1000:.1f} ms here and"
                f" {spent.postgres / pages * 1000:.1f} ms of PostgreSQL; ready in {ready_s:.1f} s;"
                f" {' + '.join(f'{each:.0f}' for each in memory)} MB"
            )


if __name__ == "__main__":
    with asyncio.Runner(loop_factory=fast_loop()) as runner:
        runner.run(main())
