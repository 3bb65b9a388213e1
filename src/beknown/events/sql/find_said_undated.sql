-- Give one page of the events without a date that have all of some words in them, newest id first; as in find_said.
SELECT e.id, e.source_id, s.kind AS source_kind, e.type, e.occurred_at, e.speaker, e.is_mine, e.thread, e.thread_title,
    left(e.text, %(cut)s) AS text, length(e.text) > %(cut)s AS is_cut
FROM event_letters l
JOIN event e ON e.person_id = l.person_id AND e.id = l.event_id
JOIN source s ON s.person_id = e.person_id AND s.id = e.source_id
WHERE l.person_id = %(person)s AND l.occurred_at IS NULL AND l.event_id < %(before_id)s::uuid
  AND l.letters LIKE ALL ((SELECT array_agg(lower(word)) FROM unnest(%(words)s::text[]) AS word)::text[])
  AND (%(sources)s::uuid[] IS NULL OR l.source_id = ANY (%(sources)s::uuid[]))
  AND (%(types)s::text[] IS NULL OR e.type = ANY (%(types)s::text[]))
  AND (%(speaker)s::text IS NULL OR e.speaker = %(speaker)s)
  AND (%(thread)s::text IS NULL OR e.thread = %(thread)s)
ORDER BY l.event_id DESC
LIMIT %(limit)s
