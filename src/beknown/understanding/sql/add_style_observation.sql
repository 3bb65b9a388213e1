-- Note how something was written; noting it twice changes nothing.
INSERT INTO style_observation (person_id, event_id, source_id, marks, purposes)
SELECT %(person)s, o.event_id, o.source_id, string_to_array(o.marks, E'\x1f'), %(purposes)s
FROM unnest(%(events)s::uuid[], %(sources)s::uuid[], %(marks)s::text[]) AS o (event_id, source_id, marks)
ON CONFLICT DO NOTHING
