"""MCP servers that the operator added: their tools, asking first unless the server says that they only read."""

import re
import shlex
from collections.abc import AsyncGenerator, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit
from uuid import UUID

from beknown.assistant import server_store
from beknown.assistant.server_store import ToolServerRow
from beknown.assistant.tools import ToolContext
from beknown.assistant.types import Question
from beknown.kit import clock
from beknown.kit.db import Database, Scope, Tx
from beknown.kit.errors import Conflict, Invalid, NotFound, Unavailable
from beknown.kit.ids import new_id
from beknown.kit.telemetry import get_logger

if TYPE_CHECKING:
    from pydantic_ai import RunContext
    from pydantic_ai.mcp import MCPToolset
    from pydantic_ai.tools import ToolDefinition
    from pydantic_ai.toolsets import AbstractToolset

CONNECT_TIMEOUT_S = 10.0
CALL_TIMEOUT_S = 120.0
_NAME = re.compile(r"[a-z0-9][a-z0-9_-]{0,31}")
_log = get_logger(__name__)


@dataclass(frozen=True, slots=True)
class ServerDraft:
    """A server as the operator states it.

    Args:
        name: Lower-case; comes before the names of its tools.
        transport: `http` (streamable HTTP) or `stdio` (a command on this machine).
        address: The URL, or the command line.
        token: Sent as a bearer token, for `http`.
    """

    name: str
    transport: str
    address: str
    token: str | None = None


@dataclass(frozen=True, slots=True)
class OfferedTool:
    """A tool that a server has."""

    name: str
    description: str
    asks_first: bool


async def find_open_servers(tx: Tx, question: Question) -> list[ToolServerRow]:
    """Give the servers that are on. Temporary chats have none: what a server keeps isn't ours to forget."""
    if question.is_temporary:
        return []
    return [row for row in await server_store.find_tool_servers(tx) if row.is_on]


class Servers:
    """Connects to the servers for the length of an answer."""

    @asynccontextmanager
    async def open_toolsets(
        self, rows: Sequence[ToolServerRow]
    ) -> AsyncGenerator["list[AbstractToolset[ToolContext]]"]:
        """Connect to servers; one that can't be reached is left out."""
        async with AsyncExitStack() as stack:
            toolsets: list[AbstractToolset[ToolContext]] = []
            for row in rows:
                toolset = make_toolset(row)
                try:
                    await stack.enter_async_context(toolset)
                except Exception as error:  # noqa: BLE001 - the answer goes on without this server
                    _log.warning(
                        "tool server can't be reached", server=str(row.id), error_kind=type(error).__name__
                    )
                    continue
                toolsets.append(toolset.prefixed(row.name).approval_required(asks_first))
            yield toolsets


def asks_first(_ctx: "RunContext[ToolContext]", tool: "ToolDefinition", _arguments: dict[str, Any]) -> bool:
    """Say whether a tool needs the person's yes: all do that aren't marked as reading only."""
    annotations: dict[str, Any] = (tool.metadata or {}).get("annotations") or {}
    return annotations.get("readOnlyHint") is not True


def make_toolset(row: ToolServerRow | ServerDraft) -> "MCPToolset[ToolContext]":
    """Make the connection to a server, not opened yet."""
    from fastmcp.client import transports  # noqa: PLC0415 - heavy, and most processes never need it
    from pydantic_ai.mcp import MCPToolset  # noqa: PLC0415 - heavy, and most processes never need it

    if row.transport == "http":
        headers = {"Authorization": f"Bearer {row.token}"} if row.token else {}
        transport = transports.StreamableHttpTransport(row.address, headers=headers)
    else:
        command, *arguments = shlex.split(row.address)
        transport = transports.StdioTransport(command, arguments, keep_alive=False)
    return MCPToolset(
        transport,
        id=row.name,
        init_timeout=CONNECT_TIMEOUT_S,
        read_timeout=CALL_TIMEOUT_S,
        tool_error_behavior="failed",
    )


async def try_server(draft: ToolServerRow | ServerDraft) -> list[OfferedTool]:
    """Connect to a server and list its tools.

    Raises:
        Unavailable: It can't be reached.
    """
    try:
        async with make_toolset(draft) as toolset:
            tools = await toolset.list_tools()
    except Exception as error:
        raise Unavailable(
            f"{draft.name!r} can't be reached ({type(error).__name__}). Check the address or command, and the token."
        ) from error
    return [
        OfferedTool(
            f"{draft.name}_{tool.name}",
            (tool.description or "")[:500],
            asks_first=not (tool.annotations is not None and tool.annotations.read_only_hint is True),
        )
        for tool in tools
    ]


async def add_server(db: Database, scope: Scope, draft: ServerDraft) -> ToolServerRow:
    """Add a server.

    Raises:
        Invalid: Its name or address can't be used.
        Conflict: The name is taken.
    """
    check_draft(draft)
    row = ToolServerRow(
        id=new_id(),
        name=draft.name,
        transport=draft.transport,
        address=draft.address.strip(),
        token=draft.token or None,
        is_on=True,
        created_at=clock.now(),
    )
    async with db.begin(scope) as tx:
        if any(known.name == row.name for known in await server_store.find_tool_servers(tx)):
            raise Conflict(f"There is a tool server {row.name!r} already. Choose another name.")
        await server_store.add_tool_server(tx, row)
    return row


async def find_servers(db: Database, scope: Scope) -> list[ToolServerRow]:
    """Give the servers by name."""
    async with db.begin(scope) as tx:
        return await server_store.find_tool_servers(tx)


async def get_server(db: Database, scope: Scope, server: UUID) -> ToolServerRow:
    """Give one server.

    Raises:
        NotFound: There is none.
    """
    found = next((row for row in await find_servers(db, scope) if row.id == server), None)
    if found is None:
        raise NotFound("There is no such tool server.")
    return found


async def switch_server(db: Database, scope: Scope, server: UUID, *, is_on: bool) -> None:
    """Switch a server on or off.

    Raises:
        NotFound: There is none.
    """
    async with db.begin(scope) as tx:
        if not await server_store.set_tool_server_on(tx, server, is_on=is_on):
            raise NotFound("There is no such tool server.")


async def remove_server(db: Database, scope: Scope, server: UUID) -> None:
    """Remove a server.

    Raises:
        NotFound: There is none.
    """
    async with db.begin(scope) as tx:
        if not await server_store.delete_tool_server(tx, server):
            raise NotFound("There is no such tool server.")


def check_draft(draft: ServerDraft) -> None:
    """Check what the operator stated.

    Raises:
        Invalid: The name or the address can't be used.
    """
    if not _NAME.fullmatch(draft.name):
        raise Invalid(f"{draft.name!r} can't be a name: lower-case letters, digits, - and _, at most 32.")
    if draft.transport == "http":
        if urlsplit(draft.address).scheme not in {"http", "https"}:
            raise Invalid(f"{draft.address!r} is no http(s) address.")
        return
    if not _split(draft.address):
        raise Invalid(f"{draft.address!r} is no command.")


def _split(command: str) -> Sequence[str]:
    try:
        return shlex.split(command)
    except ValueError as error:
        raise Invalid(f"{command!r} is no command: {error}.") from error
