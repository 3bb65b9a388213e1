-- Note that all aliases are summed up; what an alias may serve is what all its encounters may.
UPDATE alias a SET is_touched = false, audience = s.audience
FROM (
    SELECT e.alias_id, bit_and(e.audience) AS audience FROM encounter e JOIN alias t
        ON t.person_id = e.person_id AND t.id = e.alias_id AND t.is_touched
    WHERE e.person_id = %(person)s GROUP BY e.alias_id
) s
WHERE a.person_id = %(person)s AND a.id = s.alias_id
