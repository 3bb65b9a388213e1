-- Give the acquaintances of touched aliases, and those who speak or spoke in conversations that are summed up anew.
SELECT DISTINCT acquaintance_id AS id FROM alias
WHERE person_id = %(person)s AND is_touched AND acquaintance_id IS NOT NULL
UNION
SELECT a.acquaintance_id FROM encounter e JOIN alias a ON a.person_id = e.person_id AND a.id = e.alias_id
WHERE e.person_id = %(person)s AND e.circle_id = ANY (%(circles)s) AND a.acquaintance_id IS NOT NULL
