"""A language model that answers at once: a real OpenAI-compatible server, run by uvicorn."""

import json
from collections.abc import Iterator
from typing import Any

from fastapi import FastAPI, Request
from fastapi.responses import JSONResponse, StreamingResponse

NAME = "instant"
WORDS = ("It ", "says ", "so ", "in ", "[1].")


def make_server() -> FastAPI:
    """Make the server."""
    app = FastAPI()

    @app.get("/v1/models")
    async def get_models() -> dict[str, Any]:
        return {
            "object": "list",
            "data": [{"id": NAME, "object": "model", "owned_by": "bench", "created": 0}],
        }

    @app.post("/v1/chat/completions", response_model=None)
    async def complete(request: Request) -> StreamingResponse | JSONResponse:
        asked = await request.json()
        if asked.get("stream"):
            return StreamingResponse(_stream(), media_type="text/event-stream")
        text = '{"answer": "yes"}' if asked.get("response_format") else "yes"
        choice = {"index": 0, "finish_reason": "stop", "message": {"role": "assistant", "content": text}}
        usage = {"prompt_tokens": 1, "completion_tokens": 1, "total_tokens": 2}
        return JSONResponse(_frame("chat.completion", choice) | {"usage": usage})

    return app


def _stream() -> Iterator[str]:
    for word in WORDS:
        choice = {"index": 0, "delta": {"role": "assistant", "content": word}, "finish_reason": None}
        yield f"data: {json.dumps(_frame('chat.completion.chunk', choice))}\n\n"
    last: dict[str, Any] = {"index": 0, "delta": {}, "finish_reason": "stop"}
    yield f"data: {json.dumps(_frame('chat.completion.chunk', last))}\n\n"
    yield "data: [DONE]\n\n"


def _frame(kind: str, choice: dict[str, Any]) -> dict[str, Any]:
    return {"id": "bench", "object": kind, "created": 0, "model": NAME, "choices": [choice]}


server = make_server()
