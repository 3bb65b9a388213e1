"""Text completions, the older way to ask a plain model: passed on to whoever runs it.

Source: OpenAI API reference, "Completions", version 2.3.0 of the specification.
"""

from collections.abc import AsyncGenerator
from typing import Annotated

from fastapi import Body, FastAPI, Request, Response
from pydantic import WithJsonSchema

from beknown.gateway.body_schemas import OPENAI_COMPLETION
from beknown.gateway.chat import DONE, check_scope, read_usage
from beknown.gateway.errors import status_of, write_error
from beknown.gateway.gateway import Gateway
from beknown.gateway.relay import read_answer
from beknown.gateway.surface import KeyHolder, Parts, respond
from beknown.gateway.types import PERSONAL_MODEL, JsonObject, OpenKey, Spent, Target, write_json
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
        return Response(
            write_json(await _complete(gateway, key, targets, body)), media_type="application/json"
        )


async def _admit(gateway: Gateway, key: OpenKey, body: JsonObject) -> list[Target]:
    await gateway.ledger.admit(key)
    model = body.get("model")
    if not isinstance(model, str) or not model:
        raise Invalid("Name a model.", param="model", code="missing_required_parameter")
    check_scope(key, model)
    if model == PERSONAL_MODEL:
        raise Invalid(f"{PERSONAL_MODEL!r} answers chats. Send messages to /chat/completions.", param="model")
    if not isinstance(body.get("prompt"), str | list):
        raise Invalid("Send a prompt: a text, or several.", param="prompt", code="missing_required_parameter")
    return await gateway.backends.find(model)


async def _complete(gateway: Gateway, key: OpenKey, targets: list[Target], body: JsonObject) -> JsonObject:
    name = targets[0].name
    try:
        answer = await gateway.relay.post(targets, PATH, body)
    except BeknownError:
        gateway.ledger.note(key, name, Spent(), is_error=True)
        raise
    gateway.ledger.note(key, name, read_usage(answer))
    return answer if answer.get("model") == name else answer | {"model": name}


async def _stream(
    gateway: Gateway, key: OpenKey, targets: list[Target], body: JsonObject
) -> AsyncGenerator[str]:
    name, spent, is_error, has_begun = targets[0].name, Spent(), False, False
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
                    yield f"data: {write_json(chunk | {'model': name}).decode()}\n\n"
    except BeknownError as error:
        is_error = True
        if not has_begun:
            raise
        said = write_error("openai", status_of(error), error.message, **error.extra)
        yield f"data: {write_json(said).decode()}\n\n"
    finally:
        gateway.ledger.note(key, name, spent, is_error=is_error)
    yield "data: [DONE]\n\n"
