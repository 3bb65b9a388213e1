"""The assistant as a part of the house: what its answers are made with."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from beknown.assistant.running import Running
from beknown.assistant.servers import Servers
from beknown.assistant.tools import Registry, Tool, own_tools
from beknown.kit.blobs import Blobs
from beknown.kit.db import Database
from beknown.models import Models


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

    def add_tools(self, tools: Sequence[Tool]) -> None:
        """Take in the tools of other domains."""
        self.registry.add(*tools)

    async def close(self) -> None:
        """End the answers under way; what came of them is kept."""
        await self.running.close()
