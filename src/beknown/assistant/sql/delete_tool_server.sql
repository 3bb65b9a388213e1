-- Remove an MCP server.
DELETE FROM tool_server WHERE id = %(id)s
