-- Add an MCP server.
INSERT INTO tool_server (id, name, transport, address, token, created_at)
VALUES (%(id)s, %(name)s, %(transport)s, %(address)s, %(token)s, %(now)s)
