-- Choose what is to be forgotten; a condition that is NULL lets everything pass.
INSERT INTO pg_temp.doomed (event_id)
SELECT id FROM event
WHERE person_id = %(person)s
  AND (%(event)s::uuid IS NULL OR id = %(event)s)
  AND (%(source)s::uuid IS NULL OR source_id = %(source)s)
  AND (%(thread)s::text IS NULL OR thread = %(thread)s)
  AND (%(from_at)s::timestamptz IS NULL OR occurred_at >= %(from_at)s)
  AND (%(to_at)s::timestamptz IS NULL OR occurred_at < %(to_at)s)
