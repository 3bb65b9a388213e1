"""What the model API adds to its backend, and whether a small model's forced calls and schemas are valid.

Latency is against a server that answers at once: what is left is the gateway's own time. Throughput is beside three
backends, each asked alone and through the model API: that same server, where every moment of ours shows; one that takes
as long for its tokens as the fastest servers do; and llama.cpp with the embedded model, which shares the cores.
Validity is asked of the embedded model. `--calls N` sets how many forced calls and how many schemas are asked for, 0
leaves them out; `--minutes N` measures only whether memory stays flat at the most cached answers.
"""

import argparse
import asyncio
import json
import shutil
import sys
import time
from collections.abc import AsyncGenerator, Awaitable, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import httpx
from jsonschema import Draft202012Validator
from openai.types.chat import ChatCompletion

from beknown.gateway import NewKey, add_key
from beknown.kit.db import Database, Scope
from beknown.kit.embedded import DATABASE, start_embedded
from beknown.kit.migrate import migrate
from beknown.kit.owner import ensure_database
from beknown.kit.settings import Settings
from beknown.models import Models
from benchmarks import fake_model
from benchmarks.gateway_load import LOAD_S, Side, compare, find_server, measure_load, measure_memory
from benchmarks.harness import TIMING_HEAD, Timing, add_person, make_home, print_head, print_table
from benchmarks.lean_client import lean_clients
from benchmarks.running import free_port, running, serve_env

RUNS = 300
WARM_UP = 10
STREAMS = 500
Body = dict[str, object]
ASKED: Body = {
    "model": fake_model.NAME,
    "messages": [{"role": "user", "content": "Say yes."}],
    "max_tokens": 8,
}
SAID: Body = {
    "messages": [{"role": "user", "content": "Tell me of the sea."}],
    "max_tokens": 16,
    "temperature": 0.7,
}
PARAMETERS: Body = {
    "type": "object",
    "properties": {
        "city": {"type": "string"},
        "days": {"type": "integer", "minimum": 1, "maximum": 14},
        "unit": {"type": "string", "enum": ["celsius", "fahrenheit"]},
        "places": {"type": "array", "items": {"type": "string"}},
    },
    "required": ["city", "days", "unit", "places"],
    "additionalProperties": False,
}
TOPICS = ("Lisbon", "a birthday", "the train to Porto", "rain", "my sister's cat", "football", "tax", "soup")


async def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--calls", type=int, default=200)
    parser.add_argument("--minutes", type=float, default=0.0)
    options = parser.parse_args()
    print_head("The model API", "python -m benchmarks.gateway")
    home, model_port = make_home(), free_port()
    raw = f"http://127.0.0.1:{model_port}/v1"
    try:
        token = await make_key(home)
        fake = running("uvicorn", "benchmarks.fake_model:server", "--port", str(model_port), "--log-level", "error",
                       ready=f"{raw}/models", env={})  # fmt: skip
        instant = {
            "BEKNOWN_LANGUAGE_URL": raw,
            "BEKNOWN_LANGUAGE_MODEL": fake_model.NAME,
            "BEKNOWN_GATEWAY_URLS": raw,
        }
        async with fake, serving(home, instant) as ours:
            if options.minutes:
                await measure_memory(
                    Side(ours, token, {**ASKED, "temperature": 0}), find_server(), options.minutes, print
                )
                return
            await _measure_time(raw, ours, token)
            rows = await _measure_loads(raw, ours, token)
        rows += await _measure_embedded(home, token)
        _print_loads(rows)
        if options.calls:
            async with serving(home, {}) as ours:
                await _measure_validity(ours, token, options.calls)
    finally:
        shutil.rmtree(home, ignore_errors=True)


async def make_key(home: Path) -> str:
    """Make an empty database in a home, and a plain key in it."""
    embedded = start_embedded(home)
    await ensure_database(embedded.url, DATABASE)
    await migrate(embedded.url)
    db = Database(embedded.url, size=2)
    await db.open()
    person = await add_person(db, "Programmer")
    async with db.begin(Scope(person, "account")) as tx:
        new = NewKey("bench", frozenset({"plain"}), requests_per_minute=1_000_000)
        made = await add_key(tx, new)
    await db.close()
    embedded.close()
    return made.token


@asynccontextmanager
async def serving(home: Path, more: dict[str, str]) -> AsyncGenerator[str]:
    """Serve a home; give the address of OpenAI's API there."""
    port = free_port()
    address = f"http://127.0.0.1:{port}"
    env = serve_env(home, port) | more
    async with running("beknown.app.cli", "serve", ready=f"{address}/api/health", env=env):
        yield f"{address}/v1"


@asynccontextmanager
async def _client(url: str, token: str) -> AsyncGenerator[httpx.AsyncClient]:
    limits = httpx.Limits(max_connections=STREAMS + 10, max_keepalive_connections=64)
    headers = {"Authorization": f"Bearer {token}"}
    async with httpx.AsyncClient(base_url=url, headers=headers, timeout=120, limits=limits) as client:
        yield client


async def _measure_time(raw: str, ours: str, token: str) -> None:
    async with _client(raw, "none") as plain, _client(ours, token) as through:
        pairs: list[tuple[str, Callable[[httpx.AsyncClient], Awaitable[None]]]] = [
            ("whole answer", _ask),
            ("first words of a stream", _ask_first),
        ]
        rows: list[tuple[str, ...]] = []
        for what, ask in pairs:
            base, with_us = await _alternate(ask, plain, through)
            added = with_us.at(50) - base.at(50)
            rows += [
                (f"{what}, backend alone", *base.row, "", ""),
                (f"{what}, through the model API", *with_us.row, f"{added:.1f}", "added p50 < 5"),
            ]
        opened = await asyncio.gather(*(_ask_first(through) for _ in range(STREAMS)), return_exceptions=True)
        failed = sum(isinstance(each, BaseException) for each in opened)
        print_table(("what", *TIMING_HEAD, "added ms", "goal"), rows)
        print(f"\n{STREAMS - failed} of {STREAMS} streams that were opened at once began.\n")
        sys.stdout.flush()


async def _measure_loads(raw: str, ours: str, token: str) -> list[tuple[str, ...]]:
    server = find_server()
    rows: list[tuple[str, ...]] = []
    for name, what in ((fake_model.NAME, "answers at once"), (fake_model.PACED, "answers in 45 ms")):
        asked = {**ASKED, "model": name}
        rows += await compare(what, Side(raw, "none", asked), Side(ours, token, asked), server)
    async with lean_clients(ours, token, {**ASKED, "temperature": 0}, 16) as clients:
        load = await measure_load(clients, LOAD_S, server)
    cached = ("cached, 16 at once", "", f"{load.per_s:.0f}", "", f"{load.cpu_ms:.2f}", "1,000 a second")
    return [*rows, cached]


async def _measure_embedded(home: Path, token: str) -> list[tuple[str, ...]]:
    """Ask the same engine alone and through the model API."""
    async with Models(Settings(home=home)) as models:
        at = (await models.language()).endpoint
        env = {"BEKNOWN_LANGUAGE_URL": at.url, "BEKNOWN_LANGUAGE_API_KEY": at.api_key or ""}
        async with serving(home, env) as ours:
            async with _client(ours, token) as client:
                model = (await client.get("/models")).json()["data"][0]["id"]
            alone = Side(at.url, at.api_key or "", {**SAID, "model": at.model})
            through = Side(ours, token, {**SAID, "model": model})
            return await compare("embedded model, 16 tokens", alone, through, find_server())


def _print_loads(rows: list[tuple[str, ...]]) -> None:
    head = ("backend", "alone, a second", "through the API, a second", "ratio", "CPU ms of ours each", "goal")
    print_table(head, rows)
    print("\nBackend, API, database and the asking client share the same cores.")


async def _alternate(
    ask: Callable[[httpx.AsyncClient], Awaitable[None]], plain: httpx.AsyncClient, through: httpx.AsyncClient
) -> tuple[Timing, Timing]:
    """Ask both in turn, so that whatever else the machine does meets both alike."""
    taken: dict[httpx.AsyncClient, list[float]] = {plain: [], through: []}
    for _ in range(WARM_UP + RUNS):
        for client in (plain, through):
            started = time.perf_counter()
            await ask(client)
            taken[client].append((time.perf_counter() - started) * 1000)
    return Timing(tuple(taken[plain][WARM_UP:])), Timing(tuple(taken[through][WARM_UP:]))


async def _ask(client: httpx.AsyncClient) -> None:
    (await client.post("/chat/completions", json=ASKED)).raise_for_status()


async def _ask_first(client: httpx.AsyncClient) -> None:
    async with client.stream("POST", "/chat/completions", json={**ASKED, "stream": True}) as answer:
        answer.raise_for_status()
        async for line in answer.aiter_lines():
            if fake_model.WORDS[0] in line:
                return
    raise RuntimeError("the stream ended without its first words")


async def _measure_validity(ours: str, token: str, calls: int) -> None:
    async with _client(ours, token) as client:
        model = (await client.get("/models")).json()["data"][0]["id"]
        forced = [await _is_call_valid(client, model, number) for number in range(calls)]
        held = [await _is_schema_kept(client, model, number) for number in range(calls)]
    rows = [
        (f"forced tool calls of {model}", f"{sum(forced)} of {calls}", "all"),
        (f"json_schema of {model}", f"{sum(held)} of {calls}", "all"),
    ]
    print()
    print_table(("valid", "", "goal"), rows)


async def _is_call_valid(client: httpx.AsyncClient, model: str, number: int) -> bool:
    tool = {"type": "function", "function": {"name": "plan_trip", "parameters": PARAMETERS}}
    asked = _about(model, number) | {
        "tools": [tool],
        "tool_choice": {"type": "function", "function": {"name": "plan_trip"}},
    }
    answer = ChatCompletion.model_validate((await client.post("/chat/completions", json=asked)).json())
    found = [call for call in answer.choices[0].message.tool_calls or [] if call.type == "function"]
    return bool(found) and all(
        call.function.name == "plan_trip" and _fits(call.function.arguments) for call in found
    )


async def _is_schema_kept(client: httpx.AsyncClient, model: str, number: int) -> bool:
    format_ = {"type": "json_schema", "json_schema": {"name": "trip", "strict": True, "schema": PARAMETERS}}
    asked = _about(model, number) | {"response_format": format_}
    answer = ChatCompletion.model_validate((await client.post("/chat/completions", json=asked)).json())
    return _fits(answer.choices[0].message.content or "")


def _about(model: str, number: int) -> Body:
    topic = TOPICS[number % len(TOPICS)]
    return {
        "model": model,
        "messages": [{"role": "user", "content": f"Plan a trip about {topic}, number {number}."}],
        "temperature": 0.8,
        "seed": number,
    }


def _fits(text: str) -> bool:
    validator: Any = Draft202012Validator(PARAMETERS)  # its types are only half known
    try:
        return bool(validator.is_valid(json.loads(text)))
    except ValueError:
        return False


if __name__ == "__main__":
    asyncio.run(main())
