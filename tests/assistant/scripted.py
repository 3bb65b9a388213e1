"""A real OpenAI-compatible server whose answers a test writes beforehand, and which notes what it was asked."""

import asyncio
import json
from collections import deque
from collections.abc import AsyncGenerator
from dataclasses import dataclass, field
from typing import Any

from fastapi import FastAPI, Request
from fastapi.responses import JSONResponse, StreamingResponse

Json = dict[str, Any]


@dataclass(frozen=True)
class Says:
    """The model says this, piece by piece."""

    pieces: tuple[str, ...]


@dataclass(frozen=True)
class Calls:
    """The model calls a tool."""

    name: str
    arguments: Json


class Dies:
    """The server's connection breaks."""


class Hangs:
    """The model says nothing more until whoever asked goes away."""


@dataclass(frozen=True)
class Waits:
    """The model says nothing more until the test lets it go on."""

    until: asyncio.Event


Step = Says | Calls | Dies | Hangs | Waits


@dataclass
class Script:
    """What the model will answer, a turn at a time, and what it was asked."""

    turns: deque[tuple[Step, ...]] = field(default_factory=deque[tuple[Step, ...]])
    asked: list[Json] = field(default_factory=list[Json])
    parameters: int | None = None
    context_tokens: int = 32_000
    has_vision: bool = False
    was_left: asyncio.Event = field(default_factory=asyncio.Event)

    def say(self, *pieces: str) -> None:
        """Add a turn that says something."""
        self.turns.append((Says(pieces),))

    def call(self, name: str, **arguments: Any) -> None:  # noqa: ANN401 - a tool's arguments are any JSON
        """Add a turn that calls a tool."""
        self.turns.append((Calls(name, arguments),))

    def act(self, *steps: Step) -> None:
        """Add a turn of several steps."""
        self.turns.append(steps)

    def prompt(self, turn: int = -1) -> str:
        """Give all that the model was told in a turn, as one text."""
        return json.dumps(self.asked[turn]["messages"], ensure_ascii=False)


def make_server(script: Script) -> FastAPI:
    """Make the server's application."""
    app = FastAPI()

    @app.get("/v1/models")
    async def get_models() -> Json:
        meta = {"n_ctx": script.context_tokens, "n_params": script.parameters or 70_000_000_000}
        return {"object": "list", "data": [{"id": "scripted", "object": "model", "meta": meta}]}

    @app.post("/v1/chat/completions", response_model=None)
    async def complete(request: Request) -> StreamingResponse | JSONResponse:
        body: Json = await request.json()
        if not body.get("stream"):
            return JSONResponse(_probe(script, body))
        script.asked.append(body)
        steps = script.turns.popleft() if script.turns else (Says(("…",)),)
        usage = _usage(script) if body.get("stream_options", {}).get("include_usage") else None
        return StreamingResponse(_stream(script, steps, usage), media_type="text/event-stream")

    return app


def _probe(script: Script, body: Json) -> Json:
    """Answer the questions by which Beknown finds out what a model can."""
    message: Json = {"role": "assistant", "content": "yes"}
    if body.get("tools") and script.parameters is None:
        message["tool_calls"] = [
            {
                "id": "1",
                "type": "function",
                "function": {"name": "get_time", "arguments": '{"city": "Lisbon"}'},
            }
        ]
    elif body.get("response_format"):
        message["content"] = '{"answer": "yes"}'
    elif script.has_vision and "image_url" in json.dumps(body):
        message["content"] = "red"
    return {
        "id": "1",
        "object": "chat.completion",
        "created": 1,
        "model": "scripted",
        "choices": [{"index": 0, "finish_reason": "stop", "message": message}],
        "usage": {"prompt_tokens": 1, "completion_tokens": 1, "total_tokens": 2},
    }


def _usage(script: Script) -> Json:
    """Give what a call used: each time ten tokens more are read, of which ever more were read before."""
    turn = len(script.asked)
    read = 90 + 10 * turn
    cached = {"cached_tokens": 40 * (turn - 1)}
    return {
        "prompt_tokens": read,
        "completion_tokens": 7,
        "total_tokens": read + 7,
        "prompt_tokens_details": cached,
    }


async def _stream(script: Script, steps: tuple[Step, ...], usage: Json | None) -> AsyncGenerator[str]:
    reason = "stop"
    try:
        for number, step in enumerate(steps):
            match step:
                case Says(pieces):
                    for piece in pieces:
                        yield _chunk({"role": "assistant", "content": piece})
                        await asyncio.sleep(0.005)
                case Calls(name, arguments):
                    reason = "tool_calls"
                    function = {"name": name, "arguments": json.dumps(arguments)}
                    call = {
                        "index": 0,
                        "id": f"call_{len(script.asked)}_{number}",
                        "type": "function",
                        "function": function,
                    }
                    yield _chunk({"role": "assistant", "tool_calls": [call]})
                case Dies():
                    return
                case Hangs():
                    await asyncio.sleep(600)
                case Waits(until):
                    await until.wait()
        yield _chunk({}, reason)
        if usage is not None:
            yield _event({"choices": [], "usage": usage})
        yield "data: [DONE]\n\n"
    finally:
        script.was_left.set()


def _chunk(delta: Json, reason: str | None = None) -> str:
    return _event({"choices": [{"index": 0, "delta": delta, "finish_reason": reason}]})


def _event(more: Json) -> str:
    chunk = {"id": "1", "object": "chat.completion.chunk", "created": 1, "model": "scripted", **more}
    return f"data: {json.dumps(chunk)}\n\n"
