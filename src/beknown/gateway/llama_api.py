"""Llama's API at `/llama/v1`, in Meta's own shape.

Source: the operations and types of `llama-api-client` 0.6.0.
"""

from collections.abc import AsyncGenerator
from contextlib import aclosing
from typing import Annotated

from fastapi import Body, FastAPI, Request, Response
from pydantic import WithJsonSchema

from beknown.gateway import wire
from beknown.gateway.body_schemas import LLAMA_CHAT
from beknown.gateway.chat import complete, stream
from beknown.gateway.errors import status_of, write_error
from beknown.gateway.gateway import Gateway
from beknown.gateway.llama_shapes import read_llama, write_llama, write_llama_events
from beknown.gateway.llama_uploads import add_llama_uploads
from beknown.gateway.moderation_api import add_llama_moderations
from beknown.gateway.names import check_chat_name, list_chat_names
from beknown.gateway.surface import KeyHolder, Parts, answer_whole, make_surface, respond
from beknown.gateway.types import JsonObject, OpenKey
from beknown.kit.errors import BeknownError
from beknown.kit.web import takes_up_to

MOST_BODY_BYTES = 32 * 1024**2
ChatBody = Annotated[JsonObject, Body(), WithJsonSchema(LLAMA_CHAT)]


def make_llama() -> FastAPI:
    """Make the application of Llama's API."""
    app = make_surface("llama", "Beknown: Llama's API")
    _add_chat(app)
    _add_models(app)
    add_llama_moderations(app)
    add_llama_uploads(app)
    return app


def _add_chat(app: FastAPI) -> None:
    @app.post("/chat/completions", response_model=None)
    @takes_up_to(MOST_BODY_BYTES)
    async def create_chat_completion(
        request: Request, key: KeyHolder, gateway: Parts, body: ChatBody
    ) -> Response:
        """Answer a chat."""
        asked = read_llama(body)
        if body.get("stream") is True:
            return await respond(request, _events(gateway, key, asked))
        return await answer_whole(
            request, complete(gateway, key, asked), lambda answer: wire.write(write_llama(answer))
        )


def _add_models(app: FastAPI) -> None:
    @app.get("/models", response_model=None)
    async def list_models(key: KeyHolder, gateway: Parts) -> JsonObject:
        """List the models that this key may ask."""
        return {"data": [_model(name) for name in await list_chat_names(gateway, key)]}

    @app.get("/models/{model:path}", response_model=None)
    async def retrieve_model(model: str, key: KeyHolder, gateway: Parts) -> JsonObject:
        """Give one model."""
        await check_chat_name(gateway, key, model)
        return _model(model)


def _model(name: str) -> JsonObject:
    created = 0  # the date for a release that isn't known
    return {"id": name, "object": "model", "created": created, "owned_by": "beknown"}


async def _events(gateway: Gateway, key: OpenKey, asked: JsonObject) -> AsyncGenerator[bytes]:
    """Give the lines of a stream. It ends without `[DONE]`: Meta's client reads every event as JSON."""
    has_begun = False
    counted: JsonObject = {**asked, "stream_options": {"include_usage": True}}
    try:
        async with (
            aclosing(stream(gateway, key, counted)) as chunks,
            aclosing(write_llama_events(chunks)) as events,
        ):
            async for event in events:
                has_begun = True
                yield b"data: " + wire.write(event) + b"\n\n"
    except BeknownError as error:
        if not has_begun:
            raise
        said = write_error("llama", status_of(error), error.message, **error.extra)
        yield b"event: error\ndata: " + wire.write(said) + b"\n\n"
