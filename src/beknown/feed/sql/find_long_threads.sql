-- Threads with many answers that the person began, answered in or saved lately, and that grew since; by their root.
WITH mine AS (
    SELECT p.root_person_id AS author_id, p.root_id AS id FROM post p
    WHERE p.person_id = %(person)s AND p.root_id IS NOT NULL AND p.made_at > %(since)s AND p.gone_at IS NULL
    UNION
    SELECT p.person_id, p.id FROM post p
    WHERE p.person_id = %(person)s AND NOT p.is_reply AND p.made_at > %(since)s AND p.gone_at IS NULL
    UNION
    SELECT s.post_person_id, s.post_id FROM post_saved s WHERE s.person_id = %(person)s AND s.made_at > %(since)s
)
SELECT m.author_id, m.id, count(*)::int AS replies
FROM mine m
JOIN post r ON r.root_person_id = m.author_id AND r.root_id = m.id AND r.gone_at IS NULL
GROUP BY m.author_id, m.id
HAVING count(*) >= %(fewest)s AND max(r.made_at) > %(grown_since)s
ORDER BY max(r.made_at) DESC, m.id
LIMIT %(most)s
