-- A failing statement is never written to the server's log: it may hold content.
ALTER SYSTEM SET log_min_error_statement = 'panic'
