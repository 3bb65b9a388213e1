"""The assistant as a part of the house: what its answers are made with."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, field

from beknown.assistant.running import Running
from beknown.assistant.servers import Servers
from beknown.assistant.tools import Registry, Tool, own_tools
from beknown.kit.blobs import Blobs
from beknown.kit.db import Database
from beknown.kit.errors import BeknownError
from beknown.kit.later import load
from beknown.kit.telemetry import get_logger
from beknown.models import Models, SlotReport

AGENT = ("beknown.assistant.agent", "beknown.models.chat_model")
"""What only a capable model's answer needs; it takes a second to load."""

_log = get_logger(__name__)


def _own_registry() -> Registry:
    registry = Registry()
    registry.add(*own_tools())
    return registry


@dataclass(slots=True)
class Assistant:
    """Holds what every answer needs. Open one for each process and close it in the end."""

    db: Database
    blobs: Blobs
    models: Models
    registry: Registry = field(default_factory=_own_registry)
    running: Running = field(default_factory=Running)
    servers: Servers = field(default_factory=Servers)
    _warming: asyncio.Task[None] | None = None

    def add_tools(self, tools: Sequence[Tool]) -> None:
        """Take in the tools of other domains."""
        self.registry.add(*tools)

    def warm_up(self, language: SlotReport) -> None:
        """Start engines and load libraries behind the scenes: whoever opens the page is about to ask.

        Args:
            language: What fills the slot; a server elsewhere is not asked for anything.
        """
        if self._warming is None and (language.engine == "server" or language.state == "ready"):
            self._warming = asyncio.create_task(self._warm(language))

    async def _warm(self, language: SlotReport) -> None:
        try:
            if language.engine == "embedded":
                await (await self.models.embedder()).embed_query("")
                await self.models.language()
            if not language.is_small:
                await load(*AGENT)
        except BeknownError as error:
            _log.info("engines are not warm", error_kind=type(error).__name__)

    async def close(self) -> None:
        """End the answers under way; what came of them is kept."""
        if self._warming is not None:
            self._warming.cancel()
            await asyncio.gather(self._warming, return_exceptions=True)
        await self.running.close()
