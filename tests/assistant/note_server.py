"""A real MCP server with a tool that reads and one that writes. Run by itself it speaks over standard input."""

from mcp.server import MCPServer
from mcp_types import ToolAnnotations

server = MCPServer("notes")
NOTES: list[str] = ["milk"]


@server.tool(annotations=ToolAnnotations(read_only_hint=True))
def read_notes() -> str:
    """Read all notes."""
    return ", ".join(NOTES)


@server.tool()
def add_note(text: str) -> str:
    """Add a note."""
    NOTES.append(text)
    return f"There are {len(NOTES)} notes."


if __name__ == "__main__":
    server.run("stdio")
