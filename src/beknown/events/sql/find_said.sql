-- Give one page of the dated events that have all of some words in them, newest first; filters as in find_timeline.
SELECT e.id, e.source_id, s.kind AS source_kind, e.type, e.occurred_at, e.speaker, e.is_mine, e.thread, e.thread_title,
    left(e.text, %(cut)s) AS text, length(e.text) > %(cut)s AS is_cut
FROM event_letters l
JOIN event e ON e.person_id = l.person_id AND e.id = l.event_id
JOIN source s ON s.person_id = e.person_id AND s.id = e.source_id
WHERE l.person_id = %(person)s AND l.occurred_at IS NOT NULL
  AND (l.occurred_at, l.event_id) < (%(before_at)s::timestamptz, %(before_id)s::uuid)
  AND l.occurred_at >= %(from_at)s::timestamptz AND l.occurred_at < %(to_at)s::timestamptz
  AND l.letters LIKE ALL ((SELECT array_agg(lower(word)) FROM unnest(%(words)s::text[]) AS word)::text[])
  AND (%(sources)s::uuid[] IS NULL OR l.source_id = ANY (%(sources)s::uuid[]))
  AND (%(types)s::text[] IS NULL OR e.type = ANY (%(types)s::text[]))
  AND (%(speaker)s::text IS NULL OR e.speaker = %(speaker)s)
  AND (%(thread)s::text IS NULL OR e.thread = %(thread)s)
ORDER BY l.occurred_at DESC NULLS LAST, l.event_id DESC
LIMIT %(limit)s
