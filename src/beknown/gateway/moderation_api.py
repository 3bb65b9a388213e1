"""The routes of moderation, for OpenAI's API and Llama's."""

from typing import Annotated

from fastapi import Body, FastAPI
from pydantic import WithJsonSchema

from beknown.gateway.body_schemas import OPENAI_MODERATION
from beknown.gateway.moderation import moderate, moderate_llama
from beknown.gateway.surface import KeyHolder, Parts
from beknown.gateway.types import JsonObject
from beknown.kit.web import takes_up_to

MOST_BODY_BYTES = 8 * 1024**2
_Body = Annotated[JsonObject, Body(), WithJsonSchema(OPENAI_MODERATION)]
_LlamaBody = Annotated[JsonObject, Body()]


def add_moderations(app: FastAPI) -> None:
    """Add OpenAI's `POST /moderations`."""

    @app.post("/moderations", response_model=None)
    @takes_up_to(MOST_BODY_BYTES)
    async def create_moderation(key: KeyHolder, gateway: Parts, body: _Body) -> JsonObject:
        """Judge texts."""
        return await moderate(gateway, key, body)


def add_llama_moderations(app: FastAPI) -> None:
    """Add Llama's `POST /moderations`."""

    @app.post("/moderations", response_model=None)
    @takes_up_to(MOST_BODY_BYTES)
    async def create_moderation(key: KeyHolder, gateway: Parts, body: _LlamaBody) -> JsonObject:
        """Judge messages."""
        return await moderate_llama(gateway, key, body)
