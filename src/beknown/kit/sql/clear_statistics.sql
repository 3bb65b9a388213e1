-- Drop the planner's statistics of empty tables: VACUUM leaves them as they are, and they quote values.
DO $$
BEGIN
    PERFORM pg_clear_attribute_stats(s.schemaname::text, s.tablename::text, s.attname::text, s.inherited)
    FROM pg_stats s
    JOIN pg_class c ON c.relname = s.tablename AND c.relnamespace = s.schemaname::text::regnamespace
    WHERE s.schemaname IN ('public', 'jobs') AND c.reltuples = 0;
END
$$
