-- Note conversations; a known one is to be summed up anew.
INSERT INTO circle (person_id, id, source_id, thread, audience)
SELECT %(person)s, id, source_id, thread, %(audience)s
FROM unnest(%(ids)s::uuid[], %(sources)s::uuid[], %(threads)s::text[]) AS seen (id, source_id, thread)
ON CONFLICT (person_id, id) DO UPDATE SET is_touched = true
