"""Language models that think nothing: a real OpenAI-compatible server, run by uvicorn.

One answers at once, so that what is measured is all ours; one takes the time that a fast server takes for its tokens.
"""

import asyncio
import json
from collections.abc import AsyncIterator
from typing import Any

from fastapi import FastAPI, Request
from fastapi.responses import JSONResponse, StreamingResponse

NAME = "instant"
PACED = "paced"
WORDS = ("It ", "says ", "so ", "in ", "[1].")
FIRST_S, WORD_S = 0.02, 0.005
"""Until the first token, and for each: some of the fastest servers take so long."""


def make_server() -> FastAPI:
    """Make the server."""
    app = FastAPI()

    @app.get("/v1/models")
    async def get_models() -> dict[str, Any]:
        listed = [
            {"id": name, "object": "model", "owned_by": "bench", "created": 0} for name in (NAME, PACED)
        ]
        return {"object": "list", "data": listed}

    @app.post("/v1/chat/completions", response_model=None)
    async def complete(request: Request) -> StreamingResponse | JSONResponse:
        asked = await request.json()
        is_paced = asked.get("model") == PACED
        if asked.get("stream"):
            return StreamingResponse(_stream(is_paced=is_paced), media_type="text/event-stream")
        if is_paced:
            await asyncio.sleep(FIRST_S + WORD_S * len(WORDS))
        text = '{"answer": "yes"}' if asked.get("response_format") else "yes"
        choice = {"index": 0, "finish_reason": "stop", "message": {"role": "assistant", "content": text}}
        usage = {"prompt_tokens": 1, "completion_tokens": 1, "total_tokens": 2}
        return JSONResponse(_frame("chat.completion", choice) | {"usage": usage})

    return app


async def _stream(*, is_paced: bool) -> AsyncIterator[str]:
    if is_paced:
        await asyncio.sleep(FIRST_S)
    for word in WORDS:
        if is_paced:
            await asyncio.sleep(WORD_S)
        choice = {"index": 0, "delta": {"role": "assistant", "content": word}, "finish_reason": None}
        yield f"data: {json.dumps(_frame('chat.completion.chunk', choice))}\n\n"
    last: dict[str, Any] = {"index": 0, "delta": {}, "finish_reason": "stop"}
    yield f"data: {json.dumps(_frame('chat.completion.chunk', last))}\n\n"
    yield "data: [DONE]\n\n"


def _frame(kind: str, choice: dict[str, Any]) -> dict[str, Any]:
    return {"id": "bench", "object": kind, "created": 0, "model": NAME, "choices": [choice]}


server = make_server()
