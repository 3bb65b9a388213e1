"""A stopped answer ends the model's work and keeps what came, whether stopped by a call or by going away."""

import asyncio
import json
from collections.abc import AsyncIterator

import httpx
from fastapi import FastAPI

from tests.assistant.scripted import Hangs, Says, Script
from tests.assistant.talk import Talk
from tests.clients import serve_here


async def read_start(lines: AsyncIterator[str]) -> tuple[dict[str, str], str]:
    """Read a stream until the first text; give its start and that text."""
    start: dict[str, str] = {}
    event = ""
    async for line in lines:
        if line.startswith("event: "):
            event = line.removeprefix("event: ")
        elif line.startswith("data: ") and event == "start":
            start = json.loads(line.removeprefix("data: "))
        elif line.startswith("data: ") and event == "text":
            return start, json.loads(line.removeprefix("data: "))["text"]
    raise AssertionError("the stream ended before any text")


async def wait_for_state(talk: Talk, message: str, state: str) -> dict[str, str]:
    """Wait until a message is in a state."""
    for _ in range(200):
        kept = await talk.get(f"/api/messages/{message}")
        if kept["state"] == state:
            return kept
        await asyncio.sleep(0.05)
    raise AssertionError(f"never {state}")


async def test_going_away_ends_the_model_and_keeps_what_came(
    talk: Talk, script: Script, assistant_app: FastAPI
) -> None:
    script.act(Says(("Half an answer",)), Hangs())
    async with (
        serve_here(assistant_app) as address,
        httpx.AsyncClient(base_url=address, timeout=60) as client,
    ):
        client.headers = talk.client.headers
        client.cookies = talk.client.cookies
        async with client.stream("POST", "/api/chat", json={"text": "Tell me all"}) as answer:
            start, text = await read_start(answer.aiter_lines())
            assert text == "Half an answer"
        kept = await wait_for_state(talk, start["answer_id"], "stopped")
    assert kept["text"] == "Half an answer"
    await asyncio.wait_for(script.was_left.wait(), 5)


async def test_a_stop_call_ends_the_answer(talk: Talk, script: Script, assistant_app: FastAPI) -> None:
    script.act(Says(("Half an answer",)), Hangs())
    async with (
        serve_here(assistant_app) as address,
        httpx.AsyncClient(base_url=address, timeout=60) as client,
    ):
        client.headers = talk.client.headers
        client.cookies = talk.client.cookies
        async with client.stream("POST", "/api/chat", json={"text": "Tell me all"}) as answer:
            lines = answer.aiter_lines()
            start, _ = await read_start(lines)
            stopped = await talk.client.post(f"/api/messages/{start['answer_id']}/stop")
            assert stopped.json() == {"was_running": True}
            rest = "".join([line async for line in lines])
    assert '"state":"stopped"' in rest
    await asyncio.wait_for(script.was_left.wait(), 5)
