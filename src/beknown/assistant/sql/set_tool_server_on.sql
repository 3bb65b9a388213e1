-- Switch an MCP server on or off.
UPDATE tool_server SET is_on = %(is_on)s WHERE id = %(id)s
