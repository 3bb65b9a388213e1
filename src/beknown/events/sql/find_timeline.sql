-- Give one page of the dated events, newest first, after a cursor; a filter that is NULL lets everything pass.
SELECT e.id, e.source_id, s.kind AS source_kind, e.type, e.occurred_at, e.speaker, e.is_mine, e.thread, e.thread_title,
    left(e.text, %(cut)s) AS text, length(e.text) > %(cut)s AS is_cut
FROM event e JOIN source s ON s.person_id = e.person_id AND s.id = e.source_id
WHERE e.person_id = %(person)s AND e.occurred_at IS NOT NULL
  AND (e.occurred_at, e.id) < (%(before_at)s::timestamptz, %(before_id)s::uuid)
  AND e.occurred_at >= %(from_at)s::timestamptz AND e.occurred_at < %(to_at)s::timestamptz
  AND (%(sources)s::uuid[] IS NULL OR e.source_id = ANY (%(sources)s::uuid[]))
  AND (%(types)s::text[] IS NULL OR e.type = ANY (%(types)s::text[]))
  AND (%(speaker)s::text IS NULL OR e.speaker = %(speaker)s)
  AND (%(thread)s::text IS NULL OR e.thread = %(thread)s)
ORDER BY e.occurred_at DESC NULLS LAST, e.id DESC
LIMIT %(limit)s
