-- Drop the temporary table, so that one transaction may add more than once.
DROP TABLE pg_temp.vector_draft
