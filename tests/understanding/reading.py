"""A real OpenAI-compatible server whose model understands one sentence, and which notes what it was asked."""

import json
import re
from dataclasses import dataclass, field
from typing import Any

from fastapi import FastAPI, Request
from fastapi.responses import JSONResponse

Json = dict[str, Any]
HAT = re.compile(r"I hang my hat in (?P<where>\w+)")
CALL = 120
"""Tokens that each call takes."""


@dataclass
class Peer:
    """How the server behaves, and what it was asked about.

    Args:
        parameters: Of its model; few make it a small one.
        status: What it answers instead, where that isn't 200.
        refuses: Words that it answers with a 400.
        most: Utterances that it can answer about in full at once.
    """

    parameters: int = 70_000_000_000
    status: int = 200
    refuses: str = "\0"
    most: int = 8
    asked: list[list[str]] = field(default_factory=list[list[str]])


def make_peer(peer: Peer) -> FastAPI:
    """Make the server's application."""
    app = FastAPI()

    @app.get("/v1/models")
    async def get_models() -> Json:
        meta = {"n_ctx": 32_000, "n_params": peer.parameters}
        return {"object": "list", "data": [{"id": "peer", "object": "model", "meta": meta}]}

    @app.post("/v1/chat/completions")
    async def complete(request: Request) -> JSONResponse:
        body: Json = await request.json()
        if "<data " not in body["messages"][-1]["content"]:
            return JSONResponse(_answer('{"answer": "yes"}'))
        if peer.status != 200:
            return JSONResponse({"error": {"message": "not now"}}, status_code=peer.status)
        rows: list[Json] = json.loads(body["messages"][-1]["content"].split("\n")[1])
        peer.asked.append([row["text"] for row in rows])
        if any(peer.refuses in row["text"] for row in rows):
            return JSONResponse({"error": {"message": "we don't read that"}}, status_code=400)
        found = json.dumps({"found": [one for row in rows for one in _find(row)]})
        return JSONResponse(_answer(found, is_cut=len(rows) > peer.most))

    return app


def _find(row: Json) -> list[Json]:
    said = "\n".join([*(turn["text"] for turn in row["before"][-1:]), row["text"]])
    places = HAT.findall(said)
    return [
        {
            "utterance": row["utterance"],
            "kind": "fact",
            "subject": "me",
            "statement": f"hang my hat in {place}",
            "quote": row["text"],
            "slot": "home",
            "value": place,
            "confidence": 0.8,
            "is_sensitive": False,
            "holds_from": None,
            "holds_until": None,
            "is_ended": False,
            "is_negated": False,
        }
        for place in places
    ]


def _answer(text: str, *, is_cut: bool = False) -> Json:
    message = {"role": "assistant", "content": text[:20] if is_cut else text}
    return {
        "id": "1",
        "object": "chat.completion",
        "created": 1,
        "model": "peer",
        "choices": [{"index": 0, "finish_reason": "length" if is_cut else "stop", "message": message}],
        "usage": {"prompt_tokens": CALL - 20, "completion_tokens": 20, "total_tokens": CALL},
    }
