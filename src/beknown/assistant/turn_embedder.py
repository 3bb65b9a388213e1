"""The vectors of one turn: a question is embedded once, for care and for recall alike."""

import asyncio
from collections.abc import Sequence

from beknown.assistant.recollect import MOST_CHARACTERS, Embedders
from beknown.kit.errors import Unavailable
from beknown.models import Counted, Embedder, Vector
from beknown.understanding import HINT_SPACE, Hint, find_hint, may_hint

MOST_WAIT_S = 2.0
"""Care waits no longer for a vector, which takes milliseconds once the engine stands: rules alone decide then."""


class TurnEmbedder:
    """Gives the embedder to one turn, which embeds each question once; make one for every turn."""

    def __init__(self, models: Embedders) -> None:
        self._models = models
        self._once: _Once | None = None
        self._begun: asyncio.Task[None] | None = None

    async def embedder(self) -> Embedder:
        """Give the embedder. See `Embedders.embedder`."""
        if self._once is None:
            embedder = await self._models.embedder()
            self._once = self._once or _Once(embedder)
        return self._once

    def begin(self, text: str) -> None:
        """Have a question embedded while other things are done; whoever asks for its vector later finds it there."""
        self._begun = asyncio.create_task(self._embed(text[:MOST_CHARACTERS]))
        self._begun.add_done_callback(_note_read)

    async def _embed(self, text: str) -> None:
        await (await self.embedder()).embed_query(text)


class _Once:
    """An `Embedder` that remembers what it was asked."""

    def __init__(self, embedder: Embedder) -> None:
        self._embedder = embedder
        self._asked: dict[str, asyncio.Task[Vector]] = {}

    @property
    def name(self) -> str:
        return self._embedder.name

    @property
    def dims(self) -> int:
        return self._embedder.dims

    async def embed_query(self, text: str) -> Vector:
        """Whoever goes away doesn't end it for others."""
        task = self._asked.get(text)
        if task is None:
            task = self._asked[text] = asyncio.create_task(self._ask(text))
            task.add_done_callback(_note_read)
        return await asyncio.shield(task)

    async def embed_passages(self, texts: Sequence[str]) -> list[Vector]:
        return await self._embedder.embed_passages(texts)

    async def embed_counted(self, texts: Sequence[str]) -> Counted:
        return await self._embedder.embed_counted(texts)

    async def _ask(self, text: str) -> Vector:
        return await self._embedder.embed_query(text)


async def hear_hint(models: Embedders, text: str) -> Hint | None:
    """Say what a message hints at; None where its vector can't be had in time, is of another space or says nothing."""
    if not may_hint(text):
        return None
    try:
        embedder = await models.embedder()
        if embedder.name != HINT_SPACE:
            return None
        vector = await asyncio.wait_for(embedder.embed_query(text[:MOST_CHARACTERS]), MOST_WAIT_S)
    except (Unavailable, TimeoutError):
        return None
    return find_hint(vector)


def _note_read(task: asyncio.Task[Vector] | asyncio.Task[None]) -> None:
    """Take note of an error that nobody waits for any more."""
    if not task.cancelled():
        task.exception()
