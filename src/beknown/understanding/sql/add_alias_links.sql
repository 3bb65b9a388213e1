-- Note which aliases one record holds together.
INSERT INTO alias_link (person_id, event_id, alias_id, other_id, source_id, audience)
SELECT %(person)s, event_id, alias_id, other_id, source_id, audience
FROM unnest(%(events)s::uuid[], %(aliases)s::uuid[], %(others)s::uuid[], %(sources)s::uuid[], %(audiences)s::smallint[])
    AS seen (event_id, alias_id, other_id, source_id, audience)
WHERE EXISTS (SELECT 1 FROM event e WHERE e.person_id = %(person)s AND e.id = seen.event_id)
ON CONFLICT DO NOTHING
