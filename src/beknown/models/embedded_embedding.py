"""The embedded embedding model: multilingual-e5-small, 4 bit, in this process, on threads of its own."""

import asyncio
import os
import threading
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING
from weakref import WeakValueDictionary

from beknown.kit.errors import Unavailable
from beknown.models.fetch import find_weights
from beknown.models.registry import default_weight_file
from beknown.models.types import Counted, Vector

if TYPE_CHECKING:
    from beknown.models.e5 import E5, Session

NAME = "multilingual-e5-small-q4"
DIMS = 384
MOST_CHARACTERS = 2000
MOST_QUERY_CHARACTERS = 500  # a query costs by the word, and its sense is in its beginning
MOST_QUERY_THREADS = 4
"""And half of the cores: threads that wait for each other stand still when something else wants a core, too."""

BATCH_CHARACTERS = 4000
BACKGROUND_NICENESS = 10

_loaded: "WeakValueDictionary[Path, E5]" = WeakValueDictionary()
_loading = threading.Lock()


class EmbeddedEmbedder:
    """An `Embedder`: queries on one thread, passages on another that gives way to everything else.

    Args:
        threads: Cores that passages may use; 0 for all but one.
    """

    def __init__(self, threads: int = 0) -> None:
        cores = os.cpu_count() or 1
        self._threads = threads or max(1, cores - 1)
        self._model: E5 | None = None
        self._sessions = threading.local()
        query_threads = max(1, min(cores // 2, MOST_QUERY_THREADS))
        self._queries = ThreadPoolExecutor(
            1, "embed-query", initializer=self._use_threads, initargs=(query_threads,)
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

    async def embed_counted(self, texts: Sequence[str]) -> Counted:
        """Embed what may be found, and count it. See `Embedder.embed_counted`."""
        vectors = await self.embed_passages(texts)
        clean = [_clean(text) for text in texts]
        tokens = await asyncio.get_running_loop().run_in_executor(self._passages, self._count, clean)
        return Counted(vectors, tokens)

    def close(self) -> None:
        """End the threads, after what they are at."""
        self._queries.shutdown(cancel_futures=True)
        self._passages.shutdown(cancel_futures=True)

    def _embed_query(self, text: str) -> Vector:
        return self._embed([_clean(text[:MOST_QUERY_CHARACTERS])], is_query=True)[0]

    def _embed_passages(self, texts: list[str]) -> Vector:
        return self._embed(texts, is_query=False)

    def _count(self, texts: list[str]) -> int:
        model = self._load()
        return sum(model.count(text) for text in texts)

    def _embed(self, texts: list[str], *, is_query: bool) -> Vector:
        model = self._load()
        session: Session | None = getattr(self._sessions, "session", None)
        if session is None:
            session = self._sessions.session = model.open_session(self._sessions.threads)
        return model.embed(session, texts, is_query=is_query)

    def _load(self) -> "E5":
        if self._model is None:
            self._model = load_model()
        return self._model

    def _use_threads(self, count: int) -> None:
        """Say how many cores the calls of this thread use."""
        self._sessions.threads = count

    def _go_to_background(self) -> None:
        # The threads of a session are as nice as the one that opens it. Niceness per thread is Linux's; elsewhere
        # it just isn't nicer.
        with suppress(OSError, AttributeError):
            os.setpriority(os.PRIO_PROCESS, threading.get_native_id(), BACKGROUND_NICENESS)
        self._use_threads(self._threads)


def load_model() -> "E5":
    """Load the model with the weights that are installed; while somebody has them, whoever comes shares them.

    Raises:
        Unavailable: They aren't installed whole, or the runtime isn't for this kind of machine.
    """
    entry = default_weight_file("embedding")
    path = find_weights(entry, Path())
    try:
        from beknown.models.e5 import E5  # noqa: PLC0415 - loads the runtime, which a start doesn't wait for
    except ImportError as error:
        raise _unavailable("'onnxruntime'") from error
    if path is None:
        raise _unavailable(repr(entry.installed_in))
    with _loading:
        model = _loaded.get(path)
        if model is None:
            model = _loaded[path] = E5(path)
        return model


def _unavailable(package: str) -> Unavailable:
    return Unavailable(
        f"The embedding model can't be loaded: reinstall the package {package}, or set BEKNOWN_EMBEDDING_URL to a "
        "server. Search by words works without it."
    )


def _clean(text: str) -> str:
    """Bound a text to what the model reads of it, without what no UTF-8 can hold."""
    return text[:MOST_CHARACTERS].replace("\0", " ").encode("utf-8", "replace").decode("utf-8")


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
