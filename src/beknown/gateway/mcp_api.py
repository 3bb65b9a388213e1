"""The person's memory for programs that speak MCP, at `/mcp`: recall, remember, profile, feed.

Each request is answered by itself, so any server process can answer the next one. The SDK is loaded with the first.

Source: Model Context Protocol, revisions 2025-11-25 and 2026-07-28, "Streamable HTTP" and "Authorization".
"""

import asyncio
from typing import TYPE_CHECKING

from fastapi import Request
from fastapi.responses import JSONResponse
from starlette.types import ASGIApp, Receive, Scope, Send

from beknown.assistant import Assistant
from beknown.feed import Feed
from beknown.gateway.errors import status_of
from beknown.gateway.gateway import Gateway
from beknown.gateway.keys import check_resource
from beknown.gateway.oauth_metadata import find_address, resource_metadata_url
from beknown.gateway.surface import find_token
from beknown.gateway.types import PERSONAL_MODEL, OpenKey, Spent
from beknown.kit.errors import BeknownError, Refused, Unauthorised
from beknown.kit.web import get_part

if TYPE_CHECKING:
    from mcp.server.streamable_http_manager import StreamableHTTPSessionManager

MCP_PATH = "/mcp"
NEEDED = "personal"
_UNAUTHORISED = 401
_REFUSED = 403


class McpServer:
    """Answers MCP for the house. It starts with the first request; close it in the end."""

    def __init__(self, assistant: Assistant, feed: Feed) -> None:
        self._assistant = assistant
        self._feed = feed
        self._manager: StreamableHTTPSessionManager | None = None
        self._running: asyncio.Task[None] | None = None
        self._started = asyncio.Event()
        self._closing = asyncio.Event()

    async def answer(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request whose key was opened."""
        if self._manager is None:
            from beknown.gateway.mcp_tools import make_manager  # noqa: PLC0415 - a start that few need

            self._manager = make_manager(self._assistant, self._feed)
            self._running = asyncio.create_task(self._run(self._manager))
        await self._started.wait()
        await self._manager.handle_request(scope, receive, send)

    async def close(self) -> None:
        """Stop answering."""
        self._closing.set()
        if self._running is not None:
            await self._running

    async def _run(self, manager: "StreamableHTTPSessionManager") -> None:
        """Hold the SDK's manager open: it has to be closed by the task that opened it."""
        try:
            async with manager.run():
                self._started.set()
                await self._closing.wait()
        finally:
            self._started.set()


class McpDoor:
    """The application at `/mcp`: opens the key of every request before anything of its body is read."""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on if its key may know the person."""
        request = Request(scope)
        if scope["method"] != "POST":  # nothing is ever sent unasked, and no session is held
            answer = JSONResponse({"error": "method_not_allowed"}, 405, {"Allow": "POST"})
            await answer(scope, receive, send)
            return
        try:
            key = await _open(request)
        except BeknownError as error:
            await _turn_away(request, error)(scope, receive, send)
            return
        scope.setdefault("state", {})["key"] = key
        await get_part(request, McpServer).answer(scope, receive, send)


async def _open(request: Request) -> OpenKey:
    gateway = get_part(request, Gateway)
    token = find_token(request.scope)
    if not token:
        raise Unauthorised(
            "Let this program ask you for access by OAuth, or send a key with the scope 'personal': "
            "`Authorization: Bearer bk_…`.",
            code="invalid_token",
        )
    key = await gateway.keys.open(token)
    check_resource(key, "mcp")
    if NEEDED not in key.scopes:
        raise Refused(
            "This key doesn't have the scope 'personal', without which nothing of its owner is told. Ask for a token "
            "that has it, or make such a key on the page 'Developers'.",
            code="insufficient_scope",
        )
    await gateway.ledger.admit(key)
    gateway.ledger.note(key, PERSONAL_MODEL, Spent())
    return key


def _turn_away(request: Request, error: BeknownError) -> ASGIApp:
    """Answer an error, with the way to a token where that is what is missing (RFC 6750, section 3; RFC 9728)."""
    status = status_of(error)
    code = str(error.extra.get("code", "invalid_request"))
    code = "invalid_token" if status == _UNAUTHORISED else code
    headers: dict[str, str] = {}
    if status in {_UNAUTHORISED, _REFUSED}:
        where = resource_metadata_url(find_address(request), MCP_PATH)
        headers["WWW-Authenticate"] = f'Bearer error="{code}", scope="{NEEDED}", resource_metadata="{where}"'
    if (wait_s := error.extra.get("retry_after_s")) is not None:
        headers["Retry-After"] = str(wait_s)
    return JSONResponse({"error": code, "error_description": error.message}, status, headers)
