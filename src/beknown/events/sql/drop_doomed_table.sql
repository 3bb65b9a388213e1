-- Drop the temporary table, so that one transaction may forget more than once.
DROP TABLE pg_temp.doomed
