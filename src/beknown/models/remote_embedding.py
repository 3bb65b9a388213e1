"""An embedding model behind the `/v1/embeddings` of a server."""

from collections.abc import Sequence
from typing import cast

import numpy as np
from openai import AsyncOpenAI
from openai.types.create_embedding_response import Usage

from beknown.kit.errors import Unavailable
from beknown.models.choices import Server
from beknown.models.listing import name_model
from beknown.models.server_language import open_client
from beknown.models.trouble import Place, in_our_words
from beknown.models.types import Counted, Vector

BATCH = 64
MOST_CHARACTERS = 8000


class RemoteEmbedder:
    """An `Embedder` that asks a server; open it with `open_embedder`.

    Args:
        client: The open client, which it closes.
        model: The name the server knows the model by.
        place: What errors call it.
        dims: Length of its vectors.
    """

    def __init__(self, client: AsyncOpenAI, model: str, place: Place, dims: int) -> None:
        self._client = client
        self._model = model
        self._place = place
        self._dims = dims

    @property
    def name(self) -> str:
        """Names the vector space."""
        return self._model

    @property
    def dims(self) -> int:
        """Length of a vector."""
        return self._dims

    async def embed_query(self, text: str) -> Vector:
        """Embed what someone looks for. See `Embedder.embed_query`."""
        return (await self.embed_passages([text]))[0]

    async def embed_passages(self, texts: Sequence[str]) -> list[Vector]:
        """Embed what may be found. See `Embedder.embed_passages`."""
        return (await self.embed_counted(texts)).vectors

    async def embed_counted(self, texts: Sequence[str]) -> Counted:
        """Embed what may be found; the server says how many tokens it read. See `Embedder.embed_counted`."""
        vectors, tokens = list[Vector](), 0
        for start in range(0, len(texts), BATCH):
            found = await ask_for_vectors(
                self._client, self._model, self._place, texts[start : start + BATCH]
            )
            vectors += found.vectors
            tokens += found.tokens
        return Counted(vectors, tokens)

    async def close(self) -> None:
        """Close the connections."""
        await self._client.close()


async def open_embedder(server: Server, timeout_s: float) -> RemoteEmbedder:
    """Open an embedder, asking once for the length of its vectors.

    Raises:
        Unavailable: The server can't be reached, or gives no embeddings.
    """
    named = await name_model(server)
    client = open_client(named.url, named.api_key, timeout_s=timeout_s, retries=2)
    place = Place(named.model, named.url, "EMBEDDING")
    try:
        (vector,) = (await ask_for_vectors(client, named.model, place, ["length"])).vectors
    except BaseException:
        await client.close()
        raise
    return RemoteEmbedder(client, named.model, place, len(vector))


async def ask_for_vectors(client: AsyncOpenAI, model: str, place: Place, texts: Sequence[str]) -> Counted:
    """Embed a few texts as unit vectors, in the order given; 0 tokens where the server doesn't count them."""
    bounded = [text[:MOST_CHARACTERS] or " " for text in texts]
    with in_our_words(place):
        answer = await client.embeddings.create(model=model, input=bounded, encoding_format="float")
    found = sorted(answer.data, key=lambda item: item.index)
    if len(found) != len(texts):
        raise Unavailable(f"{place.name} at {place.url} gave {len(found)} vectors for {len(texts)} texts.")
    usage = cast("Usage | None", answer.usage)  # not every server says it
    return Counted([_unit(item.embedding) for item in found], usage.prompt_tokens if usage else 0)


def _unit(values: Sequence[float]) -> Vector:
    vector = np.asarray(values, dtype=np.float32)
    length = float(np.linalg.norm(vector))
    return vector / length if length > 0 else vector
