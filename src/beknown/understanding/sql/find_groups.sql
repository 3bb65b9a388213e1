-- Give the conversations of several, the busiest first, with those who speak most.
SELECT c.id, c.title, s.kind AS source, c.members, c.messages, c.first_at, c.last_at,
    ARRAY(SELECT m.acquaintance_id FROM circle_member m
          WHERE m.person_id = c.person_id AND m.circle_id = c.id
          ORDER BY m.received DESC, m.acquaintance_id LIMIT 50) AS member_ids
FROM circle c JOIN source s ON s.person_id = c.person_id AND s.id = c.source_id
WHERE c.person_id = %(person)s AND c.members > 1
ORDER BY c.messages DESC, c.id
LIMIT %(most)s
