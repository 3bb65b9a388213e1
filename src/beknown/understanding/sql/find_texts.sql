-- Give the texts of events that were just appended, for their words. What is told by hand is none of them: it is put
-- into memory as soon as it is believed.
SELECT o.id, o.source_id, o.type, o.occurred_at, o.speaker, o.is_mine, o.thread, o.text,
    audience_of(o.purposes)::int AS audience
FROM event o JOIN source s ON s.person_id = o.person_id AND s.id = o.source_id
WHERE o.person_id = %(person)s AND o.id = ANY (%(ids)s::uuid[]) AND o.text <> ''
  AND NOT (s.kind = 'told' AND o.type = 'assistant.memory.told.v1')
