-- Count the beliefs that stand on doomed events alone.
SELECT count(*) AS number FROM (
    SELECT e.belief_id FROM belief_evidence e
    LEFT JOIN pg_temp.doomed d ON d.event_id = e.event_id
    WHERE e.person_id = %(person)s
    GROUP BY e.belief_id HAVING count(*) = count(d.event_id)
) AS baseless
