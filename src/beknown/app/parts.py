"""The parts of the house: which domains there are, what they subscribe to, what they open. One list, read by all."""

from collections.abc import AsyncGenerator
from contextlib import AsyncExitStack, asynccontextmanager

from fastapi import APIRouter

from beknown.app import task_routes
from beknown.kit.jobs import JobContext

ROUTERS: tuple[APIRouter, ...] = (task_routes.router,)
"""Every domain's router; all are mounted under `/api`."""


@asynccontextmanager
async def open_parts(context: JobContext, parts: dict[type, object]) -> AsyncGenerator[None]:
    """Open what domains hold open (engines, caches) and put each under its type into `parts`."""
    del context, parts
    async with AsyncExitStack():
        yield
