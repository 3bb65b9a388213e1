-- Give some events of a source as lines of JSON, in the order of their ids, after one.
SELECT e.id, (to_jsonb(e) - 'person_id')::text AS line FROM event e
WHERE e.person_id = %(person)s AND e.source_id = %(source)s AND e.id > %(after)s
ORDER BY e.id LIMIT %(limit)s
