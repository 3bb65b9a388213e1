"""Fifty people chat at once with a model that answers instantly: what is left is Beknown's own time."""

import asyncio
import os
import shutil
import time
from pathlib import Path

import httpx
import numpy as np

from beknown.app.accounts.cookie import cookie_name
from beknown.app.accounts.sessions import start_session
from beknown.events import subscribe
from beknown.kit.db import Database, Scope
from beknown.kit.embedded import start_embedded
from beknown.kit.ids import PersonId
from beknown.kit.settings import Settings
from beknown.models.embedded_embedding import NAME as SPACE
from beknown.understanding import index_events
from benchmarks import fake_model
from benchmarks.harness import TIMING_HEAD, Timing, add_person, make_home, print_head, print_table, settle
from benchmarks.memories import fill_memory
from benchmarks.running import free_port, running, serve_env
from benchmarks.text import make_questions

PEOPLE = int(os.environ.get("BEKNOWN_BENCH_PEOPLE", "50"))
MEMORIES = 1000
QUESTIONS = 6
PAUSE_S = 10.0
"""Mean time a person reads and types between an answer and the next question."""


async def main() -> None:
    """Measure and print."""
    print_head(f"{PEOPLE} people chatting at once", "python -m benchmarks chat_load")
    home, port, model_port = make_home(), free_port(), free_port()
    env = serve_env(home, port) | {
        "BEKNOWN_LANGUAGE_URL": f"http://127.0.0.1:{model_port}/v1",
        "BEKNOWN_LANGUAGE_MODEL": fake_model.NAME,
    }
    model = f"http://127.0.0.1:{model_port}/v1/models"
    health = f"http://127.0.0.1:{port}/api/health"
    try:
        async with (
            running(
                "uvicorn", "benchmarks.fake_model:server", "--port", str(model_port), ready=model, env={}
            ),
            running("beknown.app.cli", "serve", ready=health, env=env),
        ):
            await _measure(home, port)
    finally:
        shutil.rmtree(home, ignore_errors=True)


async def _measure(home: Path, port: int) -> None:
    clients = await _sign_in_all(home, port)
    questions = iter(make_questions(PEOPLE * (QUESTIONS + 3)))
    for client in clients:  # a first question each: engines start, statements are prepared
        await _ask(client, next(questions))
    random = np.random.default_rng(5)
    talks = await asyncio.gather(
        *(_talk(client, [next(questions) for _ in range(QUESTIONS)], random) for client in clients)
    )
    talking = [taken for talk in talks for taken in talk]
    burst = await asyncio.gather(*(_ask(client, next(questions)) for client in clients))
    await asyncio.gather(*(client.aclose() for client in clients))
    rows = [
        _row(
            f"whole answer, {PAUSE_S:.0f} s between questions", [whole for _, whole in talking], "p95 <= 150"
        ),
        _row("of it: until the first words", [first for first, _ in talking], ""),
        _row(f"whole answer, all {PEOPLE} ask in the same instant", [whole for _, whole in burst], ""),
    ]
    print_table(("what", *TIMING_HEAD, "goal"), rows)
    print(f"\n{PEOPLE} people with {MEMORIES:,} memories each; the model's answer takes about a millisecond.")


def _row(what: str, milliseconds: list[float], goal: str) -> tuple[str, ...]:
    return (what, *Timing(tuple(milliseconds)).row, goal)


async def _sign_in_all(home: Path, port: int) -> list[httpx.AsyncClient]:
    embedded = start_embedded(home)
    db = Database(embedded.url, size=4)
    await db.open()
    subscribe(index_events)
    settings = Settings(home=home, port=port)
    clients: list[httpx.AsyncClient] = []
    for number in range(PEOPLE):
        person = await add_person(db, f"Person {number}")
        await fill_memory(db, person, MEMORIES, SPACE)
        clients.append(await _sign_in(db, settings, person))
    await settle(db)
    await db.close()
    embedded.close()
    return clients


async def _sign_in(db: Database, settings: Settings, person: PersonId) -> httpx.AsyncClient:
    async with db.begin(Scope(person, "account")) as tx:
        session = await start_session(tx, settings, user_agent="bench")
    return httpx.AsyncClient(
        base_url=settings.address,
        cookies={cookie_name(settings): session.token},
        headers={"X-CSRF-Token": session.csrf_token},
        timeout=60,
    )


async def _talk(
    client: httpx.AsyncClient, questions: list[str], random: np.random.Generator
) -> list[tuple[float, float]]:
    taken: list[tuple[float, float]] = []
    for question in questions:
        await asyncio.sleep(random.exponential(PAUSE_S))
        taken.append(await _ask(client, question))
    return taken


async def _ask(client: httpx.AsyncClient, question: str) -> tuple[float, float]:
    """Ask, and give the milliseconds until the first words and until the end."""
    started, first, text = time.perf_counter(), 0.0, ""
    async with client.stream("POST", "/api/chat", json={"text": question}) as answer:
        answer.raise_for_status()
        async for piece in answer.aiter_text():
            text += piece
            if not first and fake_model.WORDS[0] in text:
                first = (time.perf_counter() - started) * 1000
    if not first:
        raise RuntimeError(f"no answer came: {text[-300:]!r}")
    return first, (time.perf_counter() - started) * 1000


if __name__ == "__main__":
    asyncio.run(main())
