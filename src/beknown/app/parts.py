"""The parts of the house: which domains there are, what they subscribe to, what they open. One list, read by all."""

from collections.abc import AsyncGenerator
from contextlib import AsyncExitStack, asynccontextmanager
from types import ModuleType

from fastapi import APIRouter

from beknown.app import task_routes
from beknown.app.accounts import account_routes, people_routes
from beknown.app.accounts import jobs as account_jobs
from beknown.app.accounts import routes as session_routes
from beknown.events import subscribe
from beknown.events.routes import router as you_router
from beknown.kit.jobs import JobContext
from beknown.understanding import index_events
from beknown.understanding import jobs as understanding_jobs
from beknown.understanding.routes import router as belief_router

ROUTERS: tuple[APIRouter, ...] = (
    session_routes.router,
    account_routes.router,
    people_routes.router,
    task_routes.router,
    you_router,
    belief_router,
)
"""Every domain's router; all are mounted under `/api`."""

JOBS: tuple[ModuleType, ...] = (account_jobs, understanding_jobs)
"""Modules that declare jobs by being imported."""


@asynccontextmanager
async def open_parts(context: JobContext, parts: dict[type, object]) -> AsyncGenerator[None]:
    """Open what domains hold open (engines, caches) and put each under its type into `parts`."""
    del context, parts
    subscribe(index_events)
    async with AsyncExitStack():
        yield
