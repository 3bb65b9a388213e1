"""The web server: API under `/api`, metrics, the web app's files for everything else."""

from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from copy import copy
from functools import cache
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING

from fastapi import APIRouter, FastAPI, Request, Response
from fastapi.responses import FileResponse, JSONResponse
from prometheus_client import CONTENT_TYPE_LATEST, generate_latest
from starlette.datastructures import State
from starlette.routing import BaseRoute, Route

from beknown.app.gate import add_gates
from beknown.app.house import House
from beknown.app.parts import ROUTERS
from beknown.app.problems import add_problem_handlers
from beknown.gateway import MCP_PATH, SURFACES, McpDoor
from beknown.kit import telemetry
from beknown.kit.db import Database, Scope
from beknown.kit.errors import NotFound
from beknown.kit.ids import NOBODY
from beknown.kit.settings import Settings
from beknown.kit.web import NO_TELEMETRY

if TYPE_CHECKING:
    from opentelemetry.sdk.trace import TracerProvider

STATIC = Path(__file__).parent / "static"


def create_app(settings: Settings | None = None, house: House | None = None) -> FastAPI:
    """Put the web server together.

    Args:
        settings: Where `serve` opens the house later on; None only to describe the API.
        house: An open house to serve; it stays open afterwards.
    """

    @asynccontextmanager
    async def lifespan(_app: FastAPI) -> AsyncGenerator[None]:
        yield
        if traces is not None:
            traces.shutdown()

    app = FastAPI(
        title="Beknown",
        version=version("beknown"),
        lifespan=lifespan,
        docs_url=None,
        redoc_url=None,
        telemetry=NO_TELEMETRY,
    )
    app.state.parts = house.parts if house is not None else {}
    served = house.settings if house is not None else settings
    traces = _add_traces(app, settings)
    add_problem_handlers(app)
    if served is not None:
        add_gates(app, served)
    _add_surfaces(app)
    app.router.routes.extend(_describe_api())
    _add_health(app)
    _add_web_app(app)
    return app


def _add_surfaces(app: FastAPI) -> None:
    """Mount the model API; its applications ask this one for the parts, which may be opened later.

    It comes before the other routes: it is asked most, and every route before it is tried with each request.
    """
    for path in SURFACES:
        described = _describe_surface(path)
        surface = copy(described)
        surface.state = State({**{key: described.state[key] for key in described.state}, "house": app})
        app.mount(path, surface)
    app.router.routes.append(Route(MCP_PATH, McpDoor()))


@cache
def _describe_surface(path: str) -> FastAPI:
    """Make a surface without its state; what it accepts takes 40 ms to describe, and is the same for every house."""
    return SURFACES[path]()


@cache
def _describe_api() -> tuple[BaseRoute, ...]:
    """Make the routes under `/api`; the first request describes them, which takes 120 ms, and all houses share it."""
    api = APIRouter()
    for router in ROUTERS:
        api.include_router(router, prefix="/api")
    return tuple(api.routes)


def _add_traces(app: FastAPI, settings: Settings | None) -> "TracerProvider | None":
    if settings is None or settings.otel_endpoint is None:
        return None
    from beknown.app.traces import add_traces  # noqa: PLC0415 - 0.3 s of start that few operators need

    return add_traces(app, settings.otel_endpoint)


def _add_health(app: FastAPI) -> None:
    @app.get("/api/health", tags=["health"])
    async def get_health(request: Request) -> JSONResponse:
        """Say whether this process can do its work."""
        db: Database = request.app.state.parts[Database]
        async with db.begin(Scope(NOBODY, "account")):
            return JSONResponse({"status": "ok", "version": app.version})

    @app.get("/metrics", include_in_schema=False)
    async def get_metrics() -> Response:
        """Give this process's metrics in Prometheus' text format."""
        return Response(generate_latest(telemetry.REGISTRY), media_type=CONTENT_TYPE_LATEST)


def _add_web_app(app: FastAPI) -> None:
    @app.get("/api/{path:path}", include_in_schema=False)
    async def get_nothing(path: str) -> None:
        raise NotFound(f"There is nothing at /api/{path}.")

    @app.api_route("/{path:path}", methods=["GET", "HEAD"], include_in_schema=False)
    async def get_page(path: str) -> FileResponse:
        """Give a file of the web app; any other path is a page of it."""
        file = (STATIC / path.replace("\0", "")).resolve()
        if path and file.is_file() and file.is_relative_to(STATIC):
            fresh = "public, max-age=31536000, immutable" if path.startswith("assets/") else "no-cache"
            return FileResponse(file, headers={"Cache-Control": fresh})
        if path.startswith("assets/") or not (STATIC / "index.html").is_file():
            raise NotFound(f"There is no page {path!r} here. Build the web app with `make web`.")
        return FileResponse(STATIC / "index.html", headers={"Cache-Control": "no-cache"})
