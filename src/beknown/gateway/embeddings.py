"""Vectors of texts, by the embedding model of the house.

Source: OpenAI API reference, "Embeddings"; clients ask for base64 of little-endian 32-bit floats unless told else.
"""

import base64
from typing import Literal

import numpy as np
from pydantic import BaseModel, ConfigDict, Field, JsonValue

from beknown.gateway.chat import check_scope
from beknown.gateway.gateway import Gateway
from beknown.gateway.types import JsonObject, OpenKey, Spent
from beknown.kit.errors import Invalid, NotFound
from beknown.models import Vector

MOST_TEXTS = 2048


class EmbeddingsBody(BaseModel):
    """A request for vectors. Texts as numbers of tokens can't be taken: they mean nothing to another model."""

    model_config = ConfigDict(extra="allow")

    model: str = Field(max_length=300)
    input: str | list[str]
    encoding_format: Literal["float", "base64"] = "float"
    dimensions: int | None = None
    user: str | None = None


async def embed(gateway: Gateway, key: OpenKey, body: EmbeddingsBody) -> JsonObject:
    """Give the vector of each text, in their order.

    Raises:
        NotFound: The house embeds with another model.
        Invalid: There is no text, or too many, or other dimensions are wanted.
    """
    await gateway.ledger.admit(key)
    check_scope(key, body.model)
    embedder = await gateway.models.embedder()
    if body.model != embedder.name:
        raise NotFound(
            f"There is no embedding model {body.model[:100]!r} here; {embedder.name!r} is.",
            code="model_not_found",
            param="model",
        )
    texts = [body.input] if isinstance(body.input, str) else body.input
    if not 0 < len(texts) <= MOST_TEXTS or not all(texts):
        raise Invalid(f"Send 1 to {MOST_TEXTS} texts, none of them empty.", param="input")
    if body.dimensions not in {None, embedder.dims}:
        raise Invalid(f"Vectors of {embedder.name!r} have {embedder.dims} dimensions.", param="dimensions")
    counted = await embedder.embed_counted(texts)
    gateway.ledger.note(key, body.model, Spent(input_tokens=counted.tokens))
    return {
        "object": "list",
        "model": body.model,
        "data": [
            {"object": "embedding", "index": at, "embedding": _encode(vector, body.encoding_format)}
            for at, vector in enumerate(counted.vectors)
        ],
        "usage": {"prompt_tokens": counted.tokens, "total_tokens": counted.tokens},
    }


def _encode(vector: Vector, how: str) -> JsonValue:
    if how == "base64":
        return base64.b64encode(np.asarray(vector, "<f4").tobytes()).decode("ascii")
    return [float(each) for each in vector]
