-- Note on which events a suggestion stands.
INSERT INTO suggestion_evidence (person_id, suggestion_id, event_id, source_id, purposes)
SELECT %(person)s, %(id)s, e.id, e.source_id, '{assistant,export,safety}'
FROM event e WHERE e.person_id = %(person)s AND e.id = ANY (%(events)s)
ON CONFLICT DO NOTHING
