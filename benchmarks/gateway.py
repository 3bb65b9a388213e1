"""What the model API adds to its backend, and whether a small model's forced calls and schemas are valid.

Latency and throughput are against a model that answers at once: what is left is the gateway's own time. Validity is
asked of the embedded model. `--calls N` sets how many forced calls and how many schemas are asked for.
"""

import argparse
import asyncio
import json
import os
import shutil
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
from benchmarks import fake_model
from benchmarks.harness import TIMING_HEAD, Timing, add_person, make_home, print_head, print_table
from benchmarks.running import free_port, running, serve_env

RUNS = 300
WARM_UP = 10
LOAD_S = float(os.environ.get("BEKNOWN_BENCH_SECONDS", "10"))
STREAMS = 500
Body = dict[str, object]
ASKED: Body = {
    "model": fake_model.NAME,
    "messages": [{"role": "user", "content": "Say yes."}],
    "max_tokens": 8,
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
    options = parser.parse_args()
    print_head("The model API", "python -m benchmarks.gateway")
    home, model_port = make_home(), free_port()
    raw = f"http://127.0.0.1:{model_port}/v1"
    try:
        token = await make_key(home)
        fake = running("uvicorn", "benchmarks.fake_model:server", "--port", str(model_port), "--log-level", "error",
                       ready=f"{raw}/models", env={})  # fmt: skip
        instant = {"BEKNOWN_LANGUAGE_URL": raw, "BEKNOWN_LANGUAGE_MODEL": fake_model.NAME}
        async with fake, serving(home, instant) as ours:
            await _measure_time(raw, ours, token)
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
        print_table(("what", *TIMING_HEAD, "added ms", "goal"), rows)
        print()
        await _measure_load(plain, through)


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


async def _ask_cached(client: httpx.AsyncClient) -> None:
    (await client.post("/chat/completions", json={**ASKED, "temperature": 0})).raise_for_status()


async def _ask_first(client: httpx.AsyncClient) -> None:
    async with client.stream("POST", "/chat/completions", json={**ASKED, "stream": True}) as answer:
        answer.raise_for_status()
        async for line in answer.aiter_lines():
            if fake_model.WORDS[0] in line:
                return
    raise RuntimeError("the stream ended without its first words")


async def _measure_load(plain: httpx.AsyncClient, through: httpx.AsyncClient) -> None:
    rows: list[tuple[str, ...]] = []
    for at_once in (1, 4, 16):
        alone = await _rate(_ask, plain, at_once)
        ours = await _rate(_ask, through, at_once)
        rows.append(
            (f"{at_once} at once", f"{alone:.0f}", f"{ours:.0f}", f"{ours / alone:.2f}", "ratio >= 0.95")
        )
    cached = await _rate(_ask_cached, through, 16)
    rows.append(("cached, 16 at once", "", f"{cached:.0f}", "", "1,000 a second"))
    opened = await asyncio.gather(*(_ask_first(through) for _ in range(STREAMS)), return_exceptions=True)
    failed = sum(isinstance(each, BaseException) for each in opened)
    rows.append((f"{STREAMS} streams at once", "", f"{STREAMS - failed} began", "", f"{STREAMS}"))
    print_table(("what", "backend alone, a second", "through the API, a second", "ratio", "goal"), rows)
    print("\nBackend, API, database and the asking client share the same cores.")


async def _rate(
    ask: Callable[[httpx.AsyncClient], Awaitable[None]], client: httpx.AsyncClient, at_once: int
) -> float:
    count, until = 0, time.perf_counter() + LOAD_S

    async def go_on() -> None:
        nonlocal count
        while time.perf_counter() < until:
            await ask(client)
            count += 1

    await asyncio.gather(*(go_on() for _ in range(at_once)))
    return count / LOAD_S


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
