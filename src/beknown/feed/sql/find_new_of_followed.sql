-- The posts of those whom the person follows, the latest first; answers aren't among them.
SELECT p.person_id AS author_id, p.id FROM post p
WHERE p.person_id IN (SELECT followed_people()) AND NOT p.is_reply AND p.made_at > %(since)s AND p.gone_at IS NULL
ORDER BY p.made_at DESC, p.id
LIMIT %(most)s
