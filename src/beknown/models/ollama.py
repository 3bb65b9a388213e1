"""Finds an Ollama that runs on this machine, so that it can be offered."""

import httpx
from pydantic import BaseModel, ValidationError

from beknown.models.types import Offer

LOOK_TIMEOUT_S = 1.0


class _Tag(BaseModel):
    name: str


class _Tags(BaseModel):
    models: list[_Tag]


async def find_ollama(url: str) -> Offer | None:
    """Give the Ollama at this address with its models, or None when none answers there."""
    base = url.rstrip("/")
    try:
        async with httpx.AsyncClient(timeout=LOOK_TIMEOUT_S, trust_env=False) as client:
            answer = await client.get(f"{base}/api/tags")
            answer.raise_for_status()
            tags = _Tags.model_validate_json(answer.content)
    except (httpx.HTTPError, ValidationError):
        return None
    return Offer("ollama", f"{base}/v1", tuple(tag.name for tag in tags.models))
