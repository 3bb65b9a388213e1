-- Give the MCP servers by name.
SELECT id, name, transport, address, token, is_on, created_at FROM tool_server ORDER BY name
