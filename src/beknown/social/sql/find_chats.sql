-- The person's conversations, the one in which something was said last first.
SELECT c.id, c.kind, c.name, c.last_at, c.keep_days, mine.read_seq,
    (SELECT m.person_id FROM chat_member m
        WHERE c.kind = 'direct' AND m.chat_id = c.id AND m.person_id <> %(person)s) AS other_id,
    (SELECT count(*) FROM (
        SELECT 1 FROM chat_message m
        WHERE m.chat_id = c.id AND m.seq > mine.read_seq AND (m.person_id <> %(person)s OR m.is_ai) LIMIT 100
    ) AS new) AS unread,
    latest.seq AS last_seq, latest.person_id AS last_author_id, latest.text AS last_text, latest.last_attached,
    coalesce(latest.is_ai, false) AS is_last_ai
FROM chat_member mine
JOIN chat c ON c.id = mine.chat_id
LEFT JOIN LATERAL (
    SELECT m.seq, m.person_id, m.is_ai, left(m.text, 500) AS text,
        coalesce(
            (SELECT min(p.kind) FROM chat_media p WHERE p.chat_id = m.chat_id AND p.seq = m.seq), m.attached_kind
        ) AS last_attached
    FROM chat_message m
    WHERE m.chat_id = c.id ORDER BY m.seq DESC LIMIT 1
) AS latest ON true
WHERE mine.person_id = %(person)s
    AND (%(chat)s::uuid IS NULL OR c.id = %(chat)s)
    AND (latest.seq IS NOT NULL OR c.kind = 'group' OR c.person_id = %(person)s)
    AND (%(before)s::timestamptz IS NULL OR (c.last_at, c.id) < (%(before)s, %(before_id)s::uuid))
ORDER BY c.last_at DESC, c.id DESC
LIMIT %(at_most)s
