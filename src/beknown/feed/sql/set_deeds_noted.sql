-- Note which event tells of each deed.
UPDATE feed_deed e SET event_id = d.event_id
FROM unnest(%(run_id)s::uuid[], %(position)s::int[], %(action)s::text[], %(event_id)s::uuid[])
    AS d (run_id, position, action, event_id)
WHERE e.person_id = %(person)s AND e.run_id = d.run_id AND e.position = d.position AND e.action = d.action
