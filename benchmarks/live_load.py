"""Two thousand people are connected and write to each other: how soon is it there, is anything lost or twice."""

import asyncio
import os
import shutil
import time
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

import httpx
import numpy as np
import orjson
import psutil

from beknown.app.accounts.cookie import cookie_name
from beknown.app.accounts.sessions import start_session
from beknown.app.serve import allow_connections
from beknown.kit.db import Database, Scope
from beknown.kit.embedded import DATABASE, start_embedded
from beknown.kit.ids import PersonId, new_id
from beknown.kit.migrate import migrate
from beknown.kit.owner import ensure_database
from beknown.kit.settings import Settings
from beknown.social.chat_say import open_direct
from benchmarks.harness import TIMING_HEAD, Timing, add_person, make_home, print_head, print_table, settle
from benchmarks.running import free_port, running, serve_env
from benchmarks.text import make_questions

PEOPLE = int(os.environ.get("BEKNOWN_BENCH_PEOPLE", "2000"))
A_SECOND = float(os.environ.get("BEKNOWN_BENCH_RATE", "40"))
SECONDS = int(os.environ.get("BEKNOWN_BENCH_SECONDS", "60"))
CUT_A_SECOND = 2
"""So many connections are cut each second, and come back with their place after one."""

PATIENCE_S = 60.0
CONNECTING = 50
"""Connections that are opened at the same time to begin with."""


@dataclass(slots=True)
class Page:
    """One person's live page: what came, and up to which number."""

    person: PersonId
    cookie: str
    csrf: str
    chat: str = ""
    place: int | None = None
    came: defaultdict[str, list[float]] = field(default_factory=lambda: defaultdict[str, list[float]](list))
    task: asyncio.Task[None] | None = None
    at: asyncio.Event = field(default_factory=asyncio.Event)


async def main() -> None:
    """Measure and print."""
    allow_connections()
    print_head(
        f"{PEOPLE:,} people connected, {A_SECOND:.0f} messages a second", "python -m benchmarks live_load"
    )
    home, port = make_home(), free_port()
    # All come from one address here, so that the limit for one address isn't what is measured.
    env = serve_env(home, port) | {
        "BEKNOWN_REQUEST_BURST": "1000000",
        "BEKNOWN_REQUESTS_PER_SECOND": "100000",
    }
    try:
        pages = await _make_pages(home, port)
        async with running("beknown.app.cli", "serve", ready=f"http://127.0.0.1:{port}/api/health", env=env):
            await _measure(pages, port)
    finally:
        shutil.rmtree(home, ignore_errors=True)


async def _make_pages(home: Path, port: int) -> list[Page]:
    embedded = start_embedded(home)
    await ensure_database(embedded.url, DATABASE)
    await migrate(embedded.url)
    db = Database(embedded.url, size=4)
    await db.open()
    settings = Settings(home=home, port=port)
    pages: list[Page] = []
    for number in range(PEOPLE):
        person = await add_person(db, f"Person {number}")
        async with db.begin(Scope(person, "account")) as tx:
            session = await start_session(tx, settings, user_agent="bench")
        pages.append(Page(person, f"{cookie_name(settings)}={session.token}", session.csrf_token))
    for one, other in zip(pages[::2], pages[1::2], strict=True):
        async with db.begin(Scope(one.person, "export")) as tx:
            one.chat = other.chat = str(await open_direct(tx, other.person))
    await settle(db)
    await db.close()
    embedded.close()
    return pages


async def _measure(pages: list[Page], port: int) -> None:
    server = _find_server()
    before_bytes = server.memory_info().rss
    opening = time.perf_counter()
    gate = asyncio.Semaphore(CONNECTING)
    await asyncio.gather(*(_connect(page, port, gate) for page in pages))
    opened_s = time.perf_counter() - opening
    each_kib = (server.memory_info().rss - before_bytes) / 1024 / len(pages)
    used, started = server.cpu_times(), time.perf_counter()
    sent = await _talk(pages, port)
    worked = server.cpu_times()
    share = (worked.user + worked.system - used.user - used.system) / (time.perf_counter() - started)
    await _wait_until_there(pages, sent)
    _print(pages, sent, opened_s=opened_s, each_kib=each_kib, share=share)
    for page in pages:
        _cut(page)


def _find_server() -> psutil.Process:
    children = psutil.Process().children()
    return next(each for each in children if "beknown.app.cli" in each.cmdline())


async def _connect(page: Page, port: int, gate: asyncio.Semaphore) -> None:
    async with gate:
        page.at.clear()
        page.task = asyncio.create_task(_read(page, port))
        await asyncio.wait_for(page.at.wait(), PATIENCE_S)


async def _read(page: Page, port: int) -> None:
    """Read one stream by its lines; each event comes in one piece, so what is around the pieces is passed over."""
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    place = "" if page.place is None else f"Last-Event-ID: {page.place}\r\n"
    head = f"GET /api/chats/live HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nCookie: {page.cookie}\r\n{place}\r\n"
    writer.write(head.encode())
    kind = b""
    try:
        while line := await reader.readline():
            name, _, value = line.rstrip().partition(b": ")
            if name == b"id":
                page.place = int(value)
            elif name == b"event":
                kind = value
                page.at.set()
            elif name == b"data" and kind == b"message":
                page.came[orjson.loads(value)["message"]["id"]].append(time.perf_counter())
    finally:
        writer.close()


def _cut(page: Page) -> None:
    if page.task is not None:
        page.task.cancel()


async def _talk(pages: list[Page], port: int) -> dict[str, tuple[float, Page, Page]]:
    """Send at the rate, each message by somebody else; give when each was sent and who is to get it."""
    sent: dict[str, tuple[float, Page, Page]] = {}
    chance = np.random.default_rng(3)
    pairs = list(zip(pages[::2], pages[1::2], strict=True))
    texts = iter(make_questions(int(A_SECOND * SECONDS)))  # the same to many would be taken for spam
    async with (
        httpx.AsyncClient(base_url=f"http://127.0.0.1:{port}", timeout=PATIENCE_S) as client,
        asyncio.TaskGroup() as tasks,
    ):
        tasks.create_task(_cut_some(pages, port, chance))
        for number in range(int(A_SECOND * SECONDS)):
            one, other = pairs[chance.integers(len(pairs))]
            tasks.create_task(_send(client, one, other, next(texts), sent))
            await asyncio.sleep(1 / A_SECOND if number else 0)
    return sent


async def _send(
    client: httpx.AsyncClient, one: Page, other: Page, text: str, sent: dict[str, tuple[float, Page, Page]]
) -> None:
    message = str(new_id())
    sent[message] = (time.perf_counter(), one, other)
    answer = await client.post(
        f"/api/chats/{one.chat}/messages",
        json={"id": message, "text": text},
        headers={"Cookie": one.cookie, "X-CSRF-Token": one.csrf},
    )
    answer.raise_for_status()


async def _cut_some(pages: Sequence[Page], port: int, chance: np.random.Generator) -> None:
    gate = asyncio.Semaphore(CONNECTING)
    chosen: list[Page]
    for _ in range(SECONDS - 2):
        chosen = [pages[at] for at in chance.choice(len(pages), CUT_A_SECOND, replace=False)]
        for page in chosen:
            _cut(page)
        await asyncio.sleep(1)
        await asyncio.gather(*(_connect(page, port, gate) for page in chosen))


async def _wait_until_there(pages: Sequence[Page], sent: dict[str, tuple[float, Page, Page]]) -> None:
    expected = 2 * len(sent)
    for _ in range(100):
        if sum(len(page.came) for page in pages) >= expected:
            return
        await asyncio.sleep(0.1)


def _print(
    pages: Sequence[Page],
    sent: dict[str, tuple[float, Page, Page]],
    *,
    opened_s: float,
    each_kib: float,
    share: float,
) -> None:
    took: list[float] = []
    lost = doubles = 0
    for message, (at, *both) in sent.items():
        for page in both:
            came = page.came.get(message, [])
            lost += not came
            doubles += max(0, len(came) - 1)
            took += [(each - at) * 1000 for each in came[:1]]
    print_table(("what", *TIMING_HEAD), [("from sending until it is there", *Timing(tuple(took)).row)])
    print(
        f"\n{len(pages):,} connections opened in {opened_s:.1f} s, {each_kib:.0f} KiB of the server each. "
        f"{len(sent):,} messages, {len(took):,} deliveries: {lost} lost, {doubles} twice. "
        f"{CUT_A_SECOND} connections a second were cut and came back. "
        f"The server used {share:.2f} of a core; writers and readers here, the database and the worker share the cores."
    )


if __name__ == "__main__":
    asyncio.run(main())
