-- The server's log tells of the server, not of statements: a message may quote a value.
ALTER SYSTEM SET log_min_messages = 'fatal'
