-- Note where the person was.
INSERT INTO place_visit (person_id, event_id, source_id, place_id, name, address, latitude, longitude, occurred_at,
    audience)
SELECT %(person)s, event_id, source_id, place_id, name, address, latitude, longitude, occurred_at, audience
FROM unnest(%(events)s::uuid[], %(sources)s::uuid[], %(places)s::uuid[], %(names)s::text[], %(addresses)s::text[],
    %(latitudes)s::double precision[], %(longitudes)s::double precision[], %(times)s::timestamptz[],
    %(audiences)s::smallint[])
    AS seen (event_id, source_id, place_id, name, address, latitude, longitude, occurred_at, audience)
WHERE EXISTS (SELECT 1 FROM event e WHERE e.person_id = %(person)s AND e.id = seen.event_id)
ON CONFLICT DO NOTHING
