-- Note under which aliases people appear; a known one is to be summed up anew.
INSERT INTO alias (person_id, id, source_id, kind, key, name, match, first_name, is_strong, audience)
SELECT %(person)s, id, source_id, kind, key, name, match, first_name, is_strong, %(audience)s
FROM unnest(%(ids)s::uuid[], %(sources)s::uuid[], %(kinds)s::text[], %(keys)s::text[], %(names)s::text[],
    %(matches)s::text[], %(first_names)s::text[], %(strong)s::boolean[])
    AS seen (id, source_id, kind, key, name, match, first_name, is_strong)
ON CONFLICT (person_id, id) DO UPDATE SET is_touched = true
