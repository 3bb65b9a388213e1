-- Keep what a model was told for an answer, unless one of its events was forgotten meanwhile.
INSERT INTO message_context (person_id, message_id, instructions, profile, passages, event_ids, interest_ids)
SELECT %(person)s, %(message)s, %(instructions)s, %(profile)s, %(passages)s, %(events)s, %(interests)s
WHERE NOT EXISTS (
    SELECT 1 FROM unnest(%(events)s::uuid[]) AS wanted (id)
    LEFT JOIN event e ON e.person_id = %(person)s AND e.id = wanted.id
    WHERE e.id IS NULL
)
ON CONFLICT DO NOTHING
