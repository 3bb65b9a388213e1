-- Have the acquaintances to whom these aliases belong summed up anew.
UPDATE alias SET is_touched = true
WHERE person_id = %(person)s
  AND (key = ANY (%(keys)s) OR acquaintance_id IN (
      SELECT acquaintance_id FROM alias WHERE person_id = %(person)s AND key = ANY (%(keys)s)
  ))
