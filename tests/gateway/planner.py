"""A real OpenAI-compatible server of a model that can: it plans a task of two calls, the one from the other's result.

Asked for the weather where an order goes, it calls `get_order`, takes the city out of the result, calls `get_weather`
with it and tells what came. Whoever breaks a call or its result on the way gets another answer, or none.
"""

import json
from collections.abc import Iterator
from typing import Any

from fastapi import FastAPI, Request
from fastapi.responses import JSONResponse, StreamingResponse

NAME = "planner"
QUESTION = "What is the weather where order 17 goes?"
SENTENCE = "Order 17 goes to Lisbon, where it is sunny."
Json = dict[str, Any]


def make_server() -> FastAPI:
    """Make the server."""
    app = FastAPI()

    @app.get("/v1/models")
    async def get_models() -> Json:
        meta = {"n_ctx": 32_000, "n_params": 70_000_000_000}
        return {"object": "list", "data": [{"id": NAME, "object": "model", "created": 1, "meta": meta}]}

    @app.post("/v1/chat/completions", response_model=None)
    async def complete(request: Request) -> StreamingResponse | JSONResponse:
        body: Json = await request.json()
        message = _answer(body["messages"], body.get("tools") or [])
        reason = "tool_calls" if message.get("tool_calls") else "stop"
        if body.get("stream"):
            return StreamingResponse(_stream(message, reason), media_type="text/event-stream")
        choice = {"index": 0, "message": message, "finish_reason": reason, "logprobs": None}
        return JSONResponse(_frame("chat.completion") | {"choices": [choice], "usage": USAGE})

    return app


USAGE = {"prompt_tokens": 20, "completion_tokens": 5, "total_tokens": 25}


def _answer(messages: list[Json], tools: list[Json]) -> Json:
    results = [json.loads(each["content"]) for each in messages if each["role"] == "tool"]
    offered = {tool["function"]["name"] for tool in tools}
    if not results and "get_order" in offered:
        return _call("call_1", "get_order", {"number": 17})
    if len(results) == 1 and "get_weather" in offered:
        return _call("call_2", "get_weather", {"city": results[0]["city"]})
    if results:
        return {
            "role": "assistant",
            "content": f"Order 17 goes to {results[0]['city']}, where it is {results[-1]['sky']}.",
        }
    return {"role": "assistant", "content": "I have no tools for this."}


def _call(key: str, name: str, arguments: Json) -> Json:
    function = {"name": name, "arguments": json.dumps(arguments)}
    return {
        "role": "assistant",
        "content": None,
        "tool_calls": [{"id": key, "type": "function", "function": function}],
    }


def _stream(message: Json, reason: str) -> Iterator[str]:
    for delta in _deltas(message):
        yield _event([{"index": 0, "delta": {"role": "assistant", **delta}, "finish_reason": None}])
    yield _event([{"index": 0, "delta": {}, "finish_reason": reason}])
    yield f"data: {json.dumps(_frame('chat.completion.chunk') | {'choices': [], 'usage': USAGE})}\n\n"
    yield "data: [DONE]\n\n"


def _deltas(message: Json) -> Iterator[Json]:
    """Give an answer in pieces, the arguments of a call cut in two."""
    for word in (message["content"] or "").split(" "):
        yield {"content": word + " "} if word and word[-1] != "." else {"content": word}
    for call in message.get("tool_calls", []):
        arguments = call["function"]["arguments"]
        half = len(arguments) // 2
        yield {
            "tool_calls": [
                {**call, "index": 0, "function": {**call["function"], "arguments": arguments[:half]}}
            ]
        }
        yield {"tool_calls": [{"index": 0, "function": {"arguments": arguments[half:]}}]}


def _event(choices: list[Json]) -> str:
    return f"data: {json.dumps(_frame('chat.completion.chunk') | {'choices': choices})}\n\n"


def _frame(kind: str) -> Json:
    return {"id": "chatcmpl-planner", "object": kind, "created": 1, "model": NAME}
