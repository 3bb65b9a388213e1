"""What is added before a model is called: embedding the question, recalling, neighbours, all of it."""

import asyncio
import os
from collections.abc import Awaitable, Callable

from beknown.kit.db import Database, Scope, SqlFiles
from beknown.kit.ids import PersonId
from beknown.models import Vector
from beknown.models.embedded_embedding import EmbeddedEmbedder
from beknown.understanding import make_query, recall, recall_for
from benchmarks.harness import (
    TIMING_HEAD,
    Timing,
    add_person,
    measure,
    open_database,
    print_head,
    print_table,
    settle,
)
from benchmarks.memories import fill_memory
from benchmarks.rows import Floor, Near
from benchmarks.text import make_questions

SIZES = tuple(int(each) for each in os.environ.get("BEKNOWN_BENCH_MEMORIES", "10000,100000").split(","))
GOALS = {10_000: "p50 <= 15, p95 <= 50", 100_000: "p95 <= 60"}
OTHERS = 19
MEMORIES_OF_OTHERS = 1000
RUNS = 200
K = 10
_sql = SqlFiles(__file__)


async def main() -> None:
    """Measure and print."""
    print_head("Context assembly", "python -m benchmarks context_assembly")
    questions = make_questions(RUNS + 5)
    embedder = EmbeddedEmbedder()
    rows: list[tuple[str, ...]] = []
    async with open_database() as db:
        for number in range(OTHERS):
            await fill_memory(db, await add_person(db, f"Other {number}"), MEMORIES_OF_OTHERS, embedder.name)
        for size in SIZES:
            person = await add_person(db, f"With {size}")
            await fill_memory(db, person, size, embedder.name)
            await settle(db)
            rows += await _measure_one(db, person, embedder, questions, size)
    embedder.close()
    print_table(("memories", "what", *TIMING_HEAD, "x floor", "goal"), rows)
    print(f"\nEach size beside {OTHERS} other people with {MEMORIES_OF_OTHERS:,} memories each.")


async def _measure_one(
    db: Database, person: PersonId, embedder: EmbeddedEmbedder, questions: list[str], size: int
) -> list[tuple[str, ...]]:
    scope = Scope(person, "assistant")
    queries = [await make_query(embedder, question) for question in questions]
    vectors = [query.vector for query in queries if query.vector is not None]

    async def whole(run: int) -> None:
        await recall_for(db, embedder, scope, questions[run], k=K)

    async def without_embedding(run: int) -> None:
        async with db.begin(scope) as tx:
            await recall(tx, queries[run], k=K)

    async def embedding(run: int) -> None:
        await embedder.embed_query(questions[run])

    floor = await measure(_round_trip(db, scope), runs=RUNS)
    timings: dict[str, Timing] = {
        "context assembly": await measure(whole, runs=RUNS),
        "of it: embedding the question": await measure(embedding, runs=RUNS),
        "of it: recall with neighbours": await measure(without_embedding, runs=RUNS),
        "floor: one round trip in a scope": floor,
        "plain scan of all vectors": await measure(_plain_scan(db, scope, vectors), runs=RUNS // 4),
    }
    return [
        (
            f"{size:,}",
            what,
            *timing.row,
            f"{timing.at(50) / floor.at(50):.1f}",
            GOALS.get(size, "") if at == 0 else "",
        )
        for at, (what, timing) in enumerate(timings.items())
    ]


def _round_trip(db: Database, scope: Scope) -> Callable[[int], Awaitable[None]]:
    async def run(_: int) -> None:
        async with db.begin(scope) as tx:
            await tx.all(_sql("floor"), Floor)

    return run


def _plain_scan(db: Database, scope: Scope, vectors: list[Vector]) -> Callable[[int], Awaitable[None]]:
    async def run(at: int) -> None:
        literal = "[" + ",".join(f"{each:.5f}" for each in vectors[at]) + "]"
        async with db.begin(scope) as tx:
            params = {"person": scope.person, "vector": literal, "most": K}
            await tx.all(_sql("plain_scan"), Near, params)

    return run


if __name__ == "__main__":
    asyncio.run(main())
