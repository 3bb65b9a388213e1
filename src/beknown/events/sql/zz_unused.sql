-- An unused statement, for nothing.
SELECT 1 AS x
