-- Give what the person told and did by hand, in the order in which it was appended.
SELECT e.id, e.source_id, e.type, e.text, e.occurred_at, e.recorded_at, e.payload, e.purposes
FROM source s JOIN event e ON e.person_id = s.person_id AND e.source_id = s.id
WHERE s.person_id = %(person)s AND s.kind = 'told' AND e.type = ANY (%(types)s::text[])
ORDER BY e.id
