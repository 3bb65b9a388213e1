"""Turns: a few pages are made at a time, and the others wait in order.

A page is mostly computation. Of many that are begun at once each is ready when all are, and all of them find nothing in
the processor's caches that they left there; one after the other half of them are ready by half of that time.
"""

import asyncio
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager

AT_ONCE = 2
"""So many at a time: one computes while what the other one needs is read."""

PATIENCE_S = 1.0
"""So long one waits for its turn: what hangs, as over a model's server that is silent, holds nobody up for longer."""


class Turns:
    """Whose turn it is.

    Args:
        at_once: So many at a time.
        patience_s: Whoever waited for so long goes on without a turn.
    """

    def __init__(self, *, at_once: int = AT_ONCE, patience_s: float = PATIENCE_S) -> None:
        self._free = asyncio.Semaphore(at_once)
        self._patience_s = patience_s

    @asynccontextmanager
    async def take(self) -> AsyncGenerator[None]:
        """Wait for a turn, and leave it to the next one at the end."""
        is_ours = await self._wait()
        try:
            yield
        finally:
            if is_ours:
                self._free.release()

    async def _wait(self) -> bool:
        try:
            async with asyncio.timeout(self._patience_s):
                return await self._free.acquire()
        except TimeoutError:
            return False
