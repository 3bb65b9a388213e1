-- The posts with which others answered the person, the latest first.
SELECT r.person_id AS author_id, r.id FROM post r
WHERE r.parent_person_id = %(person)s AND r.person_id <> %(person)s AND r.made_at > %(since)s AND r.gone_at IS NULL
ORDER BY r.made_at DESC, r.id
LIMIT %(most)s
