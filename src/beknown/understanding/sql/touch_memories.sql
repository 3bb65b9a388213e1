-- Note that passages have new vectors, so that loaded indexes ask for them.
UPDATE memory m SET changed = pg_current_xact_id()
FROM unnest(%(event_id)s::uuid[], %(part)s::smallint[]) AS d (event_id, part)
WHERE m.person_id = %(person)s AND m.event_id = d.event_id AND m.part = d.part
