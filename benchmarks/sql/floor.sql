-- The least a statement can do.
SELECT 1 AS one
