-- Sum up conversations: how many others speak there, how much is said, since when; its latest title is its name.
UPDATE circle c SET
    members = (SELECT count(*) FROM circle_member m WHERE m.person_id = c.person_id AND m.circle_id = c.id),
    messages = s.messages, first_at = s.first_at, last_at = s.last_at, audience = s.audience, is_touched = false,
    title = coalesce((
        SELECT v.thread_title FROM event v
        WHERE v.person_id = c.person_id AND v.source_id = c.source_id AND v.thread = c.thread
        ORDER BY v.occurred_at DESC NULLS LAST, v.id DESC LIMIT 1
    ), '')
FROM (
    SELECT circle_id, count(*) AS messages, min(occurred_at) AS first_at, max(occurred_at) AS last_at,
        bit_and(audience) AS audience
    FROM encounter WHERE person_id = %(person)s AND circle_id = ANY (%(circles)s) GROUP BY circle_id
) s
WHERE c.person_id = %(person)s AND c.id = s.circle_id
