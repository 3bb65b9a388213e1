-- Give what the person said of their world by hand, in the order in which they said it, what was undone left out.
SELECT a.event_id, a.act, a.payload, a.acted_at
FROM world_act a
WHERE a.person_id = %(person)s AND a.act <> 'understanding.act.undone.v1'
  AND NOT EXISTS (
      SELECT 1 FROM world_act u
      WHERE u.person_id = a.person_id AND u.act = 'understanding.act.undone.v1'
        AND u.payload ->> 'act' = a.event_id::text
  )
ORDER BY a.acted_at, a.event_id
