"""OpenAI's API at `/v1`.

Source: OpenAI API reference, version 2.3.0 of the specification.
"""

from collections.abc import AsyncGenerator
from contextlib import aclosing
from typing import cast

from fastapi import FastAPI, Request, Response
from fastapi.responses import JSONResponse

from beknown.gateway import wire
from beknown.gateway.answer_schemas import describe_answers
from beknown.gateway.batch_api import add_batches
from beknown.gateway.body_schemas import OPENAI_CHAT
from beknown.gateway.chat import check_scope, complete_written, stream
from beknown.gateway.completions import add_completions
from beknown.gateway.embeddings import EmbeddingsBody, embed
from beknown.gateway.errors import status_of, write_error
from beknown.gateway.file_api import add_files, add_uploads
from beknown.gateway.gateway import Gateway
from beknown.gateway.missing import add_missing
from beknown.gateway.moderation_api import add_moderations
from beknown.gateway.responses_api import add_conversations, add_responses
from beknown.gateway.surface import (
    KeyHolder,
    Parts,
    add_bare,
    answer_whole,
    get_gateway,
    get_key,
    make_surface,
    respond,
)
from beknown.gateway.types import JsonObject, OpenKey
from beknown.gateway.vector_api import add_vector_stores
from beknown.kit.errors import BeknownError, NotFound
from beknown.kit.web import takes_up_to

MOST_BODY_BYTES = 32 * 1024**2
CHAT_BODY: JsonObject = {
    "required": True,
    "content": {"application/json": {"schema": OPENAI_CHAT}},
}
"""What the framework would find out by itself, had it to read the body; it takes a third of the time of an answer."""


def make_openai() -> FastAPI:
    """Make the application of OpenAI's API."""
    app = make_surface("openai", "Beknown: OpenAI's API")
    _add_chat(app)
    _add_models(app)
    add_completions(app)
    add_moderations(app)
    add_files(app)
    add_uploads(app)
    add_vector_stores(app)
    add_responses(app)
    add_conversations(app)
    add_batches(app)
    add_missing(app)
    _describe(app)
    return app


def _describe(app: FastAPI) -> None:
    """Have the document tell what is answered: the routes give plain objects, which tells nothing."""
    write = app.openapi

    def write_described() -> JsonObject:
        is_new = app.openapi_schema is None
        document = cast("JsonObject", write())
        if is_new:
            describe_answers(document)
        return document

    app.openapi = write_described


def _add_chat(app: FastAPI) -> None:
    @takes_up_to(MOST_BODY_BYTES)
    async def create_chat_completion(request: Request) -> Response:
        """Answer a chat."""
        gateway, key = get_gateway(request), get_key(request)
        body = wire.read_object(await request.body())
        if body.get("stream") is True:
            return await respond(request, _events(gateway, key, body))
        return await answer_whole(request, complete_written(gateway, key, body), bytes)

    add_bare(app, "/chat/completions", create_chat_completion, CHAT_BODY)

    @app.post("/embeddings", response_model=None)
    @takes_up_to(MOST_BODY_BYTES)
    async def create_embedding(key: KeyHolder, gateway: Parts, body: EmbeddingsBody) -> Response:
        """Give the vectors of texts."""
        return JSONResponse(await embed(gateway, key, body))


def _add_models(app: FastAPI) -> None:
    @app.get("/models", response_model=None)
    async def list_models(key: KeyHolder, gateway: Parts) -> JsonObject:
        """List the models that this key may ask."""
        names = [*await gateway.backends.list(), await _embedder_name(gateway)]
        return {"object": "list", "data": [_model(name) for name in names if name and _may(key, name)]}

    @app.get("/models/{model:path}", response_model=None)
    async def retrieve_model(model: str, key: KeyHolder, gateway: Parts) -> JsonObject:
        """Give one model."""
        names = [*await gateway.backends.list(), await _embedder_name(gateway)]
        if model not in names:
            raise NotFound(
                f"There is no model {model[:100]!r} here. `GET /v1/models` lists those there are.",
                code="model_not_found",
                param="model",
            )
        check_scope(key, model)
        return _model(model)


async def _embedder_name(gateway: Gateway) -> str:
    try:
        return (await gateway.models.embedder()).name
    except BeknownError:
        return ""


def _may(key: OpenKey, name: str) -> bool:
    try:
        check_scope(key, name)
    except BeknownError:
        return False
    return True


def _model(name: str) -> JsonObject:
    return {
        "id": name,
        "object": "model",
        "created": 0,  # the date for a release that isn't known
        "owned_by": "beknown",
        "shutdown_date": None,
    }


async def _events(gateway: Gateway, key: OpenKey, body: JsonObject) -> AsyncGenerator[bytes]:
    has_begun = False
    try:
        async with aclosing(stream(gateway, key, body)) as chunks:
            async for chunk in chunks:
                has_begun = True
                yield b"data: " + wire.write(chunk) + b"\n\n"
    except BeknownError as error:
        if not has_begun:
            raise
        said = write_error("openai", status_of(error), error.message, **error.extra)
        yield b"data: " + wire.write(said) + b"\n\n"
    yield b"data: [DONE]\n\n"
