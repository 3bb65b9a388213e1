-- Give the people whom words may mean: by relation, first name or full name; the closest first.
SELECT q.id, q.name, q.relation, array_agg(DISTINCT a.name) AS names
FROM acquaintance q JOIN alias a ON a.person_id = q.person_id AND a.acquaintance_id = q.id
WHERE q.person_id = %(person)s
  AND (
      q.relation = ANY (%(relations)s)
      OR q.id IN (
          SELECT b.acquaintance_id FROM alias b
          WHERE b.person_id = %(person)s AND (b.first_name = ANY (%(first_names)s) OR b.match = ANY (%(matches)s))
      )
  )
GROUP BY q.person_id, q.id
ORDER BY q.warm_sent + q.warm_received DESC, q.id
LIMIT 8
