"""What the surfaces share: an application each, whose errors have that surface's shape, and who asks."""

import asyncio
from collections.abc import AsyncGenerator, Callable, Coroutine
from contextlib import aclosing
from typing import Annotated, Any, TypeVar, cast

from fastapi import Depends, FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.middleware.asyncexitstack import AsyncExitStackMiddleware
from fastapi.responses import JSONResponse, Response, StreamingResponse
from fastapi.routing import APIRoute
from starlette.exceptions import HTTPException
from starlette.middleware.exceptions import ExceptionMiddleware
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from beknown.gateway import wire
from beknown.gateway.errors import Surface, status_of, write_error
from beknown.gateway.gateway import Gateway
from beknown.gateway.keys import check_resource
from beknown.gateway.limits import GONE
from beknown.gateway.types import JsonObject, OpenKey
from beknown.kit.errors import BeknownError, Unauthorised
from beknown.kit.telemetry import get_logger
from beknown.kit.web import NO_TELEMETRY, get_part

Made = TypeVar("Made")
Answering = Callable[[Request], Coroutine[Any, Any, Response]]
SURFACE_PATHS = ("/v1/", "/llama/v1/", "/anthropic/v1/", "/mcp")
"""What lies below these is asked by programs with keys; no cookie counts there."""

OAUTH_PATHS = ("/oauth/", "/.well-known/")
"""What lies below these is asked by apps that want a key; no cookie counts there either."""

WITHOUT_KEY = (
    "Send a key: `Authorization: Bearer bk_…`. Make one on the page 'Developers', or with `beknown key add`."
)
OPENAPI = "/openapi.json"
_TOKEN_HEADERS = frozenset({b"authorization", b"x-api-key"})
STREAM_HEADERS = {"Cache-Control": "no-store", "X-Accel-Buffering": "no"}
_log = get_logger(__name__)


def make_surface(surface: Surface, title: str) -> FastAPI:
    """Make the application of a surface, without its routes. It is mounted under the surface's path."""
    app = _SurfaceApp(title=title, openapi_url=OPENAPI, docs_url=None, redoc_url=None, telemetry=NO_TELEMETRY)
    app.state.surface = surface

    async def answer_ours(_request: Request, error: Exception) -> JSONResponse:
        return write_ours(surface, cast("BeknownError", error))

    async def answer_validation(_request: Request, error: Exception) -> JSONResponse:
        first = cast("RequestValidationError", error).errors()[0]
        param = ".".join(str(part) for part in first["loc"][1:])
        message = f"{param or 'The request'}: {first['msg']}."
        return JSONResponse(write_error(surface, 400, message, param=param or None), 400)

    async def answer_http(_request: Request, error: Exception) -> JSONResponse:
        status = cast("HTTPException", error).status_code
        detail = str(cast("HTTPException", error).detail)
        return JSONResponse(write_error(surface, status, detail), status)

    async def answer_halves(_request: Request, _error: Exception) -> JSONResponse:
        message = (
            "A text holds half of a character (a lone surrogate), which no UTF-8 can tell. Send whole ones."
        )
        return JSONResponse(write_error(surface, 400, message), 400)

    app.add_exception_handler(UnicodeEncodeError, answer_halves)
    app.add_exception_handler(BeknownError, answer_ours)
    app.add_exception_handler(RequestValidationError, answer_validation)
    app.add_exception_handler(HTTPException, answer_http)
    return app


class _SurfaceApp(FastAPI):
    """An application whose requests pass no layer twice: the one it is mounted in catches what nobody expected."""

    def build_middleware_stack(self) -> ASGIApp:
        """Put the key's gate, the errors in the surface's shape and the closing of files before the routes."""
        answering = ExceptionMiddleware(AsyncExitStackMiddleware(self.router), self.exception_handlers)
        return KeyGate(answering, surface=self.state.surface)


def add_bare(app: FastAPI, path: str, answer: Answering, body: JsonObject) -> None:
    """Have what is posted to a path answered by a function that reads the request itself.

    It is described as other routes are. What the framework does with each request of those takes as long as all that
    we do for an answer.

    Args:
        app: A surface.
        path: Below the surface's.
        answer: Takes the request, gives the answer.
        body: What the document tells of the request's body.
    """
    described: JsonObject = {"requestBody": body}
    app.router.add_api_route(path, answer, methods=["POST"], response_model=None, openapi_extra=described)

    async def run(scope: Scope, receive: Receive, send: Send) -> None:
        answered = await answer(Request(scope, receive, send))
        await answered(scope, receive, send)

    cast("APIRoute", app.router.routes[-1]).app = run


def write_ours(surface: Surface, error: BeknownError) -> JSONResponse:
    """Answer an error of our tree in a surface's shape."""
    status = status_of(error)
    wait_s = error.extra.get("retry_after_s")
    headers = {} if wait_s is None else {"Retry-After": str(wait_s)}
    return JSONResponse(write_error(surface, status, error.message, **error.extra), status, headers)


def get_gateway(request: Request) -> Gateway:
    """Give what answers are made with."""
    return get_part(request, Gateway)


def get_key(request: Request) -> OpenKey:
    """Give the key that a request came with; `KeyGate` opened it."""
    return cast("OpenKey", request.state.key)


def find_token(scope: Scope) -> str:
    """Give the token of a request: `Authorization: Bearer …`, or Anthropic's `x-api-key`; '' without one."""
    sent = {name: value for name, value in reversed(scope["headers"]) if name in _TOKEN_HEADERS}
    scheme, _, token = sent.get(b"authorization", b"").decode("latin-1").partition(" ")
    return token.strip() if scheme.lower() == "bearer" else sent.get(b"x-api-key", b"").decode("latin-1")


class KeyGate:
    """Opens the key of every request, before anything of its body is read."""

    def __init__(self, app: ASGIApp, *, surface: Surface) -> None:
        self._app = app
        self._surface: Surface = surface

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on if its key holds."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        if scope["path"] == scope["root_path"] + OPENAPI and scope["method"] == "GET":  # it tells of nobody
            await self._app(scope, receive, send)
            return
        try:
            token = find_token(scope)
            if not token:
                raise Unauthorised(WITHOUT_KEY, code="invalid_api_key")
            key = await get_gateway(Request(scope)).keys.open(token)
            check_resource(key, "api")
            scope.setdefault("state", {})["key"] = key
        except BeknownError as error:
            await write_ours(self._surface, error)(scope, receive, send)
            return
        await self._app(scope, receive, send)


async def _give_key(request: Request) -> OpenKey:
    return get_key(request)


async def _give_gateway(request: Request) -> Gateway:
    return get_gateway(request)


KeyHolder = Annotated[OpenKey, Depends(_give_key)]
"""The key of a request. A dependency that isn't async would cost a hop to a thread."""

Parts = Annotated[Gateway, Depends(_give_gateway)]


async def while_listened(request: Request, making: Coroutine[Any, Any, Made]) -> Made | None:
    """Make an answer while whoever asked waits for it; None when they went away, which ends the making."""
    maker, is_left = asyncio.current_task(), False

    async def end_when_left() -> None:
        nonlocal is_left
        while (await request.receive())["type"] != "http.disconnect":
            pass
        is_left = True
        if maker is not None:
            maker.cancel()

    watch = asyncio.create_task(end_when_left())
    try:
        return await making
    except asyncio.CancelledError:
        if maker is not None and is_left and maker.uncancel() == 0:  # nobody else wants it ended
            return None
        raise
    finally:
        watch.cancel()


async def answer_whole(
    request: Request, making: Coroutine[Any, Any, Made], write: Callable[[Made], bytes]
) -> Response:
    """Answer in one piece, made while whoever asked waits for it."""
    made = await while_listened(request, making)
    if made is None:
        return Response(status_code=GONE)
    return Response(write(made), media_type="application/json")


async def respond(request: Request, lines: AsyncGenerator[bytes]) -> StreamingResponse:
    """Answer with a stream. Its first piece is made before, so that an error before it has a status of its own.

    A key that is revoked meanwhile ends it.
    """
    first, keys, token = await anext(lines, None), get_gateway(request).keys, find_token(request.scope)

    async def all_lines() -> AsyncGenerator[bytes]:
        async with aclosing(lines):
            if first is not None:
                yield first
            async for line in lines:
                try:
                    await keys.open(token)
                except Unauthorised as error:
                    yield _write_end(request, error)
                    return
                yield line

    return _Stream(all_lines(), get_gateway(request).stalled_after_s)


class _Stream(StreamingResponse):
    """A stream that ends, and the generation with it, when its reader reads nothing for so long."""

    def __init__(self, lines: AsyncGenerator[bytes], stalled_after_s: float) -> None:
        super().__init__(lines, media_type="text/event-stream", headers=STREAM_HEADERS)
        self._lines = lines
        self._stalled_after_s = stalled_after_s

    async def stream_response(self, send: Send) -> None:
        async def send_in_time(message: Message) -> None:
            async with asyncio.timeout(self._stalled_after_s):
                await send(message)

        async with aclosing(self._lines):
            try:
                await super().stream_response(send_in_time)
            except TimeoutError:
                _log.info("a stream ended because nobody read it", seconds=self._stalled_after_s)


def _write_end(request: Request, error: BeknownError) -> bytes:
    """Give the event that tells of an error in mid-stream; OpenAI's events have no names."""
    surface: Surface = request.app.state.surface
    said = wire.write(write_error(surface, status_of(error), error.message, **error.extra))
    return (b"" if surface == "openai" else b"event: error\n") + b"data: " + said + b"\n\n"
