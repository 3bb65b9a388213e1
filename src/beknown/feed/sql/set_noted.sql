-- Note which event tells of a page.
UPDATE feed_impression i SET event_id = d.event_id
FROM unnest(%(run_id)s::uuid[], %(made_at)s::timestamptz[], %(event_id)s::uuid[]) AS d (run_id, made_at, event_id)
WHERE i.person_id = %(person)s AND i.run_id = d.run_id AND i.made_at = d.made_at AND i.event_id IS NULL
