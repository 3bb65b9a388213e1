-- Posts of the person whose meaning isn't known, or is that of what they said before, the newest first.
SELECT p.id, p.event_id, p.text FROM post p
LEFT JOIN post_vector v ON v.person_id = p.person_id AND v.post_id = p.id
WHERE p.person_id = %(person)s AND p.text <> '' AND p.shown_to <> 'me' AND NOT p.is_reply AND p.gone_at IS NULL
  AND (v.event_id IS DISTINCT FROM p.event_id OR v.space <> %(space)s)
ORDER BY p.id DESC
LIMIT %(most)s
