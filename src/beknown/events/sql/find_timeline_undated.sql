-- Give one page of the events without a date, newest id first, after a cursor; filters as in find_timeline.
SELECT e.id, e.source_id, s.kind AS source_kind, e.type, e.occurred_at, e.speaker, e.is_mine, e.thread, e.thread_title,
    left(e.text, %(cut)s) AS text, length(e.text) > %(cut)s AS is_cut
FROM event e JOIN source s ON s.person_id = e.person_id AND s.id = e.source_id
WHERE e.person_id = %(person)s AND e.occurred_at IS NULL AND e.id < %(before_id)s::uuid
  AND (%(sources)s::uuid[] IS NULL OR e.source_id = ANY (%(sources)s::uuid[]))
  AND (%(types)s::text[] IS NULL OR e.type = ANY (%(types)s::text[]))
  AND (%(speaker)s::text IS NULL OR e.speaker = %(speaker)s)
  AND (%(thread)s::text IS NULL OR e.thread = %(thread)s)
ORDER BY e.id DESC
LIMIT %(limit)s
