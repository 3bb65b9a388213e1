"""The parts of the house: which domains there are, what they subscribe to, what they open. One list, read by all."""

from collections.abc import AsyncGenerator
from contextlib import AsyncExitStack, asynccontextmanager
from functools import partial
from types import ModuleType

from fastapi import APIRouter

from beknown.app import erase, erase_routes, task_routes
from beknown.app.accounts import account_routes, people_routes
from beknown.app.accounts import jobs as account_jobs
from beknown.app.accounts import routes as session_routes
from beknown.app.feed_tools import feed_tools
from beknown.assistant import Assistant
from beknown.assistant import jobs as assistant_jobs
from beknown.assistant.routes import router as assistant_router
from beknown.events import jobs as event_jobs
from beknown.events import subscribe
from beknown.events.routes import router as you_router
from beknown.feed import Feed, note_posts
from beknown.feed import jobs as feed_jobs
from beknown.feed.routes import router as feed_router
from beknown.gateway import AppLimits, Gateway, McpServer
from beknown.gateway import jobs as gateway_jobs
from beknown.gateway.routes import app_router
from beknown.gateway.routes import router as key_router
from beknown.kit.jobs import JobContext
from beknown.models import Models, read_choices
from beknown.models import jobs as model_jobs
from beknown.models.routes import router as model_router
from beknown.social import ChatLive
from beknown.social import jobs as social_jobs
from beknown.social.routes import (
    chat_answer_router,
    chat_manner_router,
    chat_media_router,
    chat_router,
    group_router,
    video_router,
)
from beknown.social.routes import router as social_router
from beknown.sources import Guest, make_guest
from beknown.sources import jobs as source_jobs
from beknown.sources.routes import followed_router
from beknown.sources.routes import router as import_router
from beknown.understanding import index_events, note_unread
from beknown.understanding import jobs as understanding_jobs
from beknown.understanding.routes import (
    belief_router,
    brief_router,
    care_router,
    interest_router,
    reading_router,
    rebuild_router,
    style_router,
    world_router,
)

ROUTERS: tuple[APIRouter, ...] = (
    session_routes.router,
    account_routes.router,
    people_routes.router,
    task_routes.router,
    you_router,
    erase_routes.router,
    import_router,
    followed_router,
    belief_router,
    care_router,
    brief_router,
    interest_router,
    style_router,
    world_router,
    reading_router,
    rebuild_router,
    assistant_router,
    chat_answer_router,
    chat_manner_router,
    chat_media_router,
    chat_router,
    group_router,
    video_router,
    model_router,
    key_router,
    app_router,
    social_router,
    feed_router,
)
"""Every domain's router; all are mounted under `/api`."""

JOBS: tuple[ModuleType, ...] = (
    account_jobs,
    erase,
    event_jobs,
    source_jobs,
    understanding_jobs,
    social_jobs,
    assistant_jobs,
    model_jobs,
    gateway_jobs,
    feed_jobs,
)
"""Modules that declare jobs by being imported."""


@asynccontextmanager
async def open_parts(context: JobContext, parts: dict[type, object]) -> AsyncGenerator[None]:
    """Open what domains hold open (engines, caches) and put each under its type into `parts`."""
    subscribe(index_events)
    subscribe(note_unread)
    subscribe(note_posts)
    async with AsyncExitStack() as stack:
        models = Models(context.settings, partial(read_choices, context.db))
        stack.push_async_callback(models.close)
        assistant = Assistant(context.db, context.blobs, models)
        stack.push_async_callback(assistant.close)
        gateway = Gateway(context.db, context.settings, models, assistant)
        stack.push_async_callback(gateway.close)
        chats = ChatLive(context.db)
        stack.push_async_callback(chats.close)
        feed = Feed(context.db, models)
        stack.push_async_callback(feed.close)
        assistant.add_tools(feed_tools(feed))
        mcp = McpServer(assistant, feed)
        stack.push_async_callback(mcp.close)
        parts |= {
            Models: models,
            Assistant: assistant,
            Gateway: gateway,
            McpServer: mcp,
            AppLimits: AppLimits(),
            ChatLive: chats,
            Feed: feed,
            Guest: make_guest(context.db, context.settings),
        }
        yield
