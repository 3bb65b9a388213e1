"""The embedded embedder, with vectors kept in a file between runs: most of a benchmark's time would go there."""

import hashlib
import os
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from beknown.models import Counted, Embedder, Vector

CACHE = Path(os.environ.get("XDG_CACHE_HOME", "~/.cache")).expanduser() / "beknown-benchmarks"


class KeptEmbedder:
    """An `Embedder` that remembers the vectors of passages; queries are always embedded anew.

    Args:
        embedder: Makes the vectors.
        name: Of the file that keeps them.
    """

    def __init__(self, embedder: Embedder, name: str) -> None:
        self._embedder = embedder
        self._file = CACHE / f"{name}-{embedder.name}.npz"
        self._known: dict[str, Vector] = {}
        if self._file.exists():
            with np.load(self._file) as kept:
                self._known = dict(zip(kept["keys"].tolist(), kept["vectors"], strict=True))

    @property
    def name(self) -> str:
        """Names the vector space."""
        return self._embedder.name

    @property
    def dims(self) -> int:
        """Length of a vector."""
        return self._embedder.dims

    async def embed_query(self, text: str) -> Vector:
        """Embed what someone looks for."""
        return await self._embedder.embed_query(text)

    async def embed_passages(self, texts: Sequence[str]) -> list[Vector]:
        """Embed what may be found, or give what is known."""
        keys = [hashlib.sha256(text.encode()).hexdigest() for text in texts]
        missing = [(key, text) for key, text in zip(keys, texts, strict=True) if key not in self._known]
        if missing:
            made = await self._embedder.embed_passages([text for _, text in missing])
            self._known.update(zip((key for key, _ in missing), made, strict=True))
        return [self._known[key] for key in keys]

    async def embed_counted(self, texts: Sequence[str]) -> Counted:
        """Embed and count; nobody asks it here for what is known."""
        return await self._embedder.embed_counted(texts)

    def keep(self) -> None:
        """Write the vectors to the file."""
        self._file.parent.mkdir(parents=True, exist_ok=True)
        np.savez(self._file, keys=np.array(list(self._known)), vectors=np.stack(list(self._known.values())))
