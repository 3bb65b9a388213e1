"""Fills the embedding slot: with the embedded engine, or with a server."""

import asyncio
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from beknown.kit.errors import BeknownError
from beknown.kit.later import load
from beknown.kit.settings import Settings
from beknown.models.choices import Choice, Server
from beknown.models.embedded_embedding import EmbeddedEmbedder
from beknown.models.fetch import find_weights
from beknown.models.registry import default_weight_file
from beknown.models.types import Embedder, SlotReport

if TYPE_CHECKING:
    from beknown.models.remote_embedding import RemoteEmbedder


class EmbeddingSlot(Protocol):
    """What fills the embedding slot: gives the embedder, says how it is."""

    async def embedder(self) -> Embedder:
        """Give the embedder."""
        ...

    async def report(self) -> SlotReport:
        """Say how it is."""
        ...

    async def close(self) -> None:
        """Let go of everything."""
        ...


def fill_embedding(choice: Choice, settings: Settings, folder: Path) -> EmbeddingSlot:
    """Make the slot that a choice asks for; nothing is loaded or reached yet."""
    if choice.server is not None:
        return _ServerSlot(choice, choice.server, settings)
    return _EmbeddedSlot(choice, settings, folder)


class _EmbeddedSlot:
    def __init__(self, choice: Choice, settings: Settings, folder: Path) -> None:
        self._choice = choice
        self._folder = folder
        self._embedder = EmbeddedEmbedder(settings.embedding_threads)

    async def embedder(self) -> Embedder:
        return self._embedder

    async def report(self) -> SlotReport:
        entry = default_weight_file("embedding")
        report = SlotReport(
            slot="embedding",
            engine="embedded",
            name=entry.title,
            state="running",
            detail="It runs on this machine.",
            weights=entry.key,
            size_bytes=entry.size_bytes,
            licence=entry.licence,
            pinned_by=self._choice.pinned_by,
        )
        if find_weights(entry, self._folder) is None:
            detail = f"The package {entry.installed_in!r} isn't installed whole; reinstall Beknown."
            return replace(report, state="missing", detail=detail)
        return report

    async def close(self) -> None:
        await asyncio.to_thread(self._embedder.close)


class _ServerSlot:
    def __init__(self, choice: Choice, server: Server, settings: Settings) -> None:
        self._choice = choice
        self._server = server
        self._timeout_s = settings.language_timeout_s
        self._embedder: RemoteEmbedder | None = None
        self._lock = asyncio.Lock()

    async def embedder(self) -> Embedder:
        await load("beknown.models.remote_embedding")
        from beknown.models.remote_embedding import open_embedder  # noqa: PLC0415 - loads in seconds

        async with self._lock:
            if self._embedder is None:
                self._embedder = await open_embedder(self._server, self._timeout_s)
            return self._embedder

    async def report(self) -> SlotReport:
        server = self._server
        report = SlotReport(
            slot="embedding",
            engine="server",
            name=server.model or "the first model it lists",
            state="running",
            detail=f"{server.url} answers.",
            url=server.url,
            pinned_by=self._choice.pinned_by,
        )
        try:
            embedder = await self.embedder()
        except BeknownError as error:
            return replace(report, state="failed", detail=error.message)
        return replace(report, name=embedder.name)

    async def close(self) -> None:
        if self._embedder is not None:
            await self._embedder.close()
