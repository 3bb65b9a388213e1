"""SQL of tool servers."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from beknown.kit.db import SqlFiles, Tx

_sql = SqlFiles(__file__)


@dataclass(frozen=True, slots=True)
class ToolServerRow:
    """An MCP server that the operator added."""

    id: UUID
    name: str
    transport: str
    address: str
    token: str | None
    is_on: bool
    created_at: datetime


async def add_tool_server(tx: Tx, row: ToolServerRow) -> None:
    """Add an MCP server."""
    await tx.run(
        _sql("add_tool_server"),
        {
            "id": row.id,
            "name": row.name,
            "transport": row.transport,
            "address": row.address,
            "token": row.token,
            "now": row.created_at,
        },
    )


async def find_tool_servers(tx: Tx) -> list[ToolServerRow]:
    """Give the MCP servers by name."""
    return await tx.all(_sql("find_tool_servers"), ToolServerRow)


async def set_tool_server_on(tx: Tx, server: UUID, *, is_on: bool) -> int:
    """Switch an MCP server on or off."""
    return await tx.run(_sql("set_tool_server_on"), {"id": server, "is_on": is_on})


async def delete_tool_server(tx: Tx, server: UUID) -> int:
    """Remove an MCP server."""
    return await tx.run(_sql("delete_tool_server"), {"id": server})
