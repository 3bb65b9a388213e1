-- Sum up who speaks in conversations.
INSERT INTO circle_member (person_id, circle_id, acquaintance_id, received, source_id, audience)
SELECT %(person)s, e.circle_id, a.acquaintance_id, count(*), e.source_id, bit_and(e.audience)
FROM encounter e JOIN alias a ON a.person_id = e.person_id AND a.id = e.alias_id
WHERE e.person_id = %(person)s AND e.circle_id = ANY (%(circles)s) AND e.direction = 'received'
  AND a.acquaintance_id IS NOT NULL
GROUP BY e.circle_id, a.acquaintance_id, e.source_id
