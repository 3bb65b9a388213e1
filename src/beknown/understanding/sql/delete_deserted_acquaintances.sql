-- Drop acquaintances to whom no alias belongs any more.
DELETE FROM acquaintance q
WHERE q.person_id = %(person)s
  AND NOT EXISTS (SELECT 1 FROM alias a WHERE a.person_id = q.person_id AND a.acquaintance_id = q.id)
