"""Anthropic's Messages API at `/anthropic/v1`; its clients get `/anthropic` as their address.

Source: Anthropic API reference, "Messages", "Count tokens" and "Models", version 2023-06-01.
"""

import json
from collections.abc import AsyncGenerator
from contextlib import aclosing
from typing import Annotated

from fastapi import Body, FastAPI, Request, Response
from pydantic import WithJsonSchema

from beknown.gateway import wire
from beknown.gateway.anthropic_answers import write_anthropic, write_anthropic_events
from beknown.gateway.anthropic_asks import read_anthropic
from beknown.gateway.body_schemas import ANTHROPIC_COUNT, ANTHROPIC_MESSAGE
from beknown.gateway.chat import complete, stream
from beknown.gateway.errors import status_of, write_error
from beknown.gateway.gateway import Gateway
from beknown.gateway.names import check_chat_name, list_chat_names
from beknown.gateway.surface import KeyHolder, Parts, answer_whole, make_surface, respond
from beknown.gateway.types import PERSONAL_MODEL, JsonObject, OpenKey, read_usage
from beknown.kit.errors import BeknownError, Invalid
from beknown.kit.web import takes_up_to

MOST_BODY_BYTES = 32 * 1024**2
LETTERS_PER_TOKEN = 4
MessageBody = Annotated[JsonObject, Body(), WithJsonSchema(ANTHROPIC_MESSAGE)]
CountBody = Annotated[JsonObject, Body(), WithJsonSchema(ANTHROPIC_COUNT)]


def make_anthropic() -> FastAPI:
    """Make the application of Anthropic's API."""
    app = make_surface("anthropic", "Beknown: Anthropic's API")
    _add_messages(app)
    _add_models(app)
    return app


def _add_messages(app: FastAPI) -> None:
    @app.post("/messages", response_model=None)
    @takes_up_to(MOST_BODY_BYTES)
    async def create_message(request: Request, key: KeyHolder, gateway: Parts, body: MessageBody) -> Response:
        """Answer messages."""
        if not isinstance(body.get("max_tokens"), int):
            raise Invalid("max_tokens: say how many tokens an answer may have.", param="max_tokens")
        asked = read_anthropic(body)
        if body.get("stream") is True:
            return await respond(request, _events(gateway, key, asked))
        return await answer_whole(
            request, complete(gateway, key, asked), lambda answer: wire.write(write_anthropic(answer))
        )

    @app.post("/messages/count_tokens", response_model=None)
    @takes_up_to(MOST_BODY_BYTES)
    async def count_tokens(key: KeyHolder, gateway: Parts, body: CountBody) -> JsonObject:
        """Count the tokens of messages."""
        return {"input_tokens": await _count(gateway, key, read_anthropic(body))}


def _add_models(app: FastAPI) -> None:
    @app.get("/models", response_model=None)
    async def list_models(key: KeyHolder, gateway: Parts) -> JsonObject:
        """List the models that this key may ask."""
        names = await list_chat_names(gateway, key)
        ends: JsonObject = {"first_id": names[0] if names else None, "last_id": names[-1] if names else None}
        return {"data": [_model(name) for name in names], "has_more": False, **ends}

    @app.get("/models/{model:path}", response_model=None)
    async def retrieve_model(model: str, key: KeyHolder, gateway: Parts) -> JsonObject:
        """Give one model."""
        await check_chat_name(gateway, key, model)
        return _model(model)


async def _count(gateway: Gateway, key: OpenKey, asked: JsonObject) -> int:
    """Have the model itself count: it answers with one token, and has the prompt in its cache for what follows.

    What the assistant will add isn't known before it answers, so for it the letters are counted.
    """
    if asked.get("model") == PERSONAL_MODEL:
        return -(-len(json.dumps(asked["messages"], ensure_ascii=False)) // LETTERS_PER_TOKEN)
    answer = await complete(gateway, key, {**asked, "max_tokens": 1})
    return read_usage(answer).input_tokens


def _model(name: str) -> JsonObject:
    return {
        "type": "model",
        "id": name,
        "display_name": name,
        "created_at": "1970-01-01T00:00:00Z",  # the date for a release that isn't known
        "lifecycle": "active",
    }


async def _events(gateway: Gateway, key: OpenKey, asked: JsonObject) -> AsyncGenerator[bytes]:
    has_begun = False
    counted: JsonObject = {**asked, "stream_options": {"include_usage": True}}
    try:
        async with (
            aclosing(stream(gateway, key, counted)) as chunks,
            aclosing(write_anthropic_events(chunks)) as events,
        ):
            async for event in events:
                has_begun = True
                yield f"event: {event['type']}\ndata: ".encode() + wire.write(event) + b"\n\n"
    except BeknownError as error:
        if not has_begun:
            raise
        said = write_error("anthropic", status_of(error), error.message, **error.extra)
        yield b"event: error\ndata: " + wire.write(said) + b"\n\n"
