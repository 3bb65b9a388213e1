-- Put aliases with their acquaintances; whoever gains or loses one is to be summed up anew.
WITH wanted AS (
    SELECT * FROM unnest(%(ids)s::uuid[], %(acquaintances)s::uuid[]) AS w (id, acquaintance_id)
), moved AS (
    SELECT a.id, a.acquaintance_id AS former, w.acquaintance_id AS present
    FROM alias a JOIN wanted w ON w.id = a.id
    WHERE a.person_id = %(person)s AND a.acquaintance_id IS DISTINCT FROM w.acquaintance_id
)
UPDATE alias a SET acquaintance_id = w.acquaintance_id, is_touched = true
FROM wanted w
WHERE a.person_id = %(person)s AND a.id = w.id
  AND (
      a.id IN (SELECT id FROM moved)
      OR a.acquaintance_id IN (SELECT former FROM moved)
      OR w.acquaintance_id IN (SELECT present FROM moved)
  )
