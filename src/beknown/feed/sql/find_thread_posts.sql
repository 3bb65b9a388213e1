-- The posts that answer in a thread, the latest first.
SELECT person_id AS author_id, id FROM post
WHERE root_person_id = %(author)s AND root_id = %(root)s AND gone_at IS NULL
ORDER BY made_at DESC, id
LIMIT %(most)s
