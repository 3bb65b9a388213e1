-- Note that the person looked at things on their pages.
UPDATE feed_impression i SET looked_at = %(at)s
FROM unnest(%(run_id)s::uuid[], %(position)s::int[]) AS d (run_id, position)
WHERE i.person_id = %(person)s AND i.run_id = d.run_id AND i.position = d.position AND i.looked_at IS NULL
