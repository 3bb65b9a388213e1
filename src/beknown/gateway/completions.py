"""Text completions, the older way to ask a plain model: passed on to whoever runs it.

Source: OpenAI API reference, "Completions", version 2.3.0 of the specification.
"""

import time
from collections.abc import AsyncGenerator
from typing import Annotated

from fastapi import Body, FastAPI, Request, Response
from pydantic import WithJsonSchema

from beknown.gateway import wire
from beknown.gateway.body_schemas import OPENAI_COMPLETION
from beknown.gateway.chat import DONE, check_scope, give_name
from beknown.gateway.errors import status_of, write_error
from beknown.gateway.gateway import Gateway
from beknown.gateway.limits import GONE
from beknown.gateway.relay import read_answer
from beknown.gateway.surface import KeyHolder, Parts, answer_whole, respond
from beknown.gateway.types import (
    CASCADE_MODEL,
    PERSONAL_MODEL,
    JsonObject,
    OpenKey,
    Spent,
    Target,
    read_usage,
)
from beknown.kit.errors import BeknownError, Invalid
from beknown.kit.web import takes_up_to

MOST_BODY_BYTES = 32 * 1024**2
PATH = "/completions"
CompletionBody = Annotated[JsonObject, Body(), WithJsonSchema(OPENAI_COMPLETION)]


def add_completions(app: FastAPI) -> None:
    """Add the route."""

    @app.post(PATH, response_model=None)
    @takes_up_to(MOST_BODY_BYTES)
    async def create_completion(
        request: Request, key: KeyHolder, gateway: Parts, body: CompletionBody
    ) -> Response:
        """Go on with a text."""
        targets = await _admit(gateway, key, body)
        if body.get("stream") is True:
            return await respond(request, _stream(gateway, key, targets, body))
        return await answer_whole(request, _complete(gateway, key, targets, body), wire.write)


async def _admit(gateway: Gateway, key: OpenKey, body: JsonObject) -> list[Target]:
    await gateway.ledger.admit(key)
    model = body.get("model")
    if not isinstance(model, str) or not model:
        raise Invalid("Name a model.", param="model", code="missing_required_parameter")
    check_scope(key, model)
    if model == PERSONAL_MODEL or (model == CASCADE_MODEL and gateway.backends.cascade):
        raise Invalid(f"{model!r} answers chats. Send messages to /chat/completions.", param="model")
    if not isinstance(body.get("prompt"), str | list):
        raise Invalid("Send a prompt: a text, or several.", param="prompt", code="missing_required_parameter")
    return await gateway.backends.find(model)


async def _complete(gateway: Gateway, key: OpenKey, targets: list[Target], body: JsonObject) -> JsonObject:
    name, began_at = targets[0].name, time.monotonic()
    spent, status, failed = Spent(), GONE, None
    try:
        answer = await gateway.relay.post(targets, PATH, body)
        spent, status = read_usage(answer), None
    except BeknownError as error:
        failed, status = error, None
        raise
    finally:
        gateway.ledger.note(key, name, spent, status=status, error=failed, began_at=began_at)
    return give_name(answer, name)


async def _stream(
    gateway: Gateway, key: OpenKey, targets: list[Target], body: JsonObject
) -> AsyncGenerator[bytes]:
    name, began_at, has_begun = targets[0].name, time.monotonic(), False
    spent, status, failed = Spent(), GONE, None
    options = body.get("stream_options")
    given: JsonObject = options if isinstance(options, dict) else {}
    sent: JsonObject = {**body, "stream_options": {**given, "include_usage": True}}
    try:
        async with gateway.relay.stream(targets, PATH, sent) as lines:
            async for line in lines:
                data = line.removeprefix(b"data:").strip()
                if not line.startswith(b"data:") or data == DONE:
                    continue
                chunk = read_answer(data, name)
                spent = read_usage(chunk) if chunk.get("usage") else spent
                if chunk.get("choices") or given.get("include_usage") is True:
                    has_begun = True
                    yield b"data: " + wire.write(give_name(chunk, name)) + b"\n\n"
        status = None
    except BeknownError as error:
        failed, status = error, None
        if not has_begun:
            raise
        said = write_error("openai", status_of(error), error.message, **error.extra)
        yield b"data: " + wire.write(said) + b"\n\n"
    finally:
        gateway.ledger.note(key, name, spent, status=status, error=failed, began_at=began_at)
    yield b"data: [DONE]\n\n"
