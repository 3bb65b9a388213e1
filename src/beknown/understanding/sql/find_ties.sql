-- Give who is in groups with whom, the strongest ties first; groups of more than fifty bind nobody.
SELECT o.acquaintance_id AS one_id, t.acquaintance_id AS other_id, sum(least(o.received, t.received))::int AS strength
FROM circle c
JOIN circle_member o ON o.person_id = c.person_id AND o.circle_id = c.id
JOIN circle_member t ON t.person_id = c.person_id AND t.circle_id = c.id AND t.acquaintance_id > o.acquaintance_id
WHERE c.person_id = %(person)s AND c.members BETWEEN 2 AND 50
GROUP BY o.acquaintance_id, t.acquaintance_id
ORDER BY strength DESC, one_id, other_id
LIMIT %(most)s
