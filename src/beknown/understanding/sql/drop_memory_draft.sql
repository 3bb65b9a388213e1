-- Drop the temporary table, so that one transaction may append more than once.
DROP TABLE pg_temp.memory_draft
