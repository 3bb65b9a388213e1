-- Note who had a part in events; what is noted already stays.
INSERT INTO encounter (person_id, event_id, position, source_id, alias_id, circle_id, direction, occurred_at, audience)
SELECT %(person)s, event_id, position, source_id, alias_id, circle_id, direction, occurred_at, audience
FROM unnest(%(events)s::uuid[], %(positions)s::smallint[], %(sources)s::uuid[], %(aliases)s::uuid[],
    %(circles)s::uuid[], %(directions)s::text[], %(times)s::timestamptz[], %(audiences)s::smallint[])
    AS seen (event_id, position, source_id, alias_id, circle_id, direction, occurred_at, audience)
WHERE EXISTS (SELECT 1 FROM event e WHERE e.person_id = %(person)s AND e.id = seen.event_id)
ON CONFLICT DO NOTHING
