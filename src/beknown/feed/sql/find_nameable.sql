-- Whom the person can mean by a name: whom they follow, whose posts were on their feed lately, and handles that they wrote.
SELECT p.person_id AS id, p.handle, p.name
FROM profile p
WHERE p.person_id <> %(person)s
  AND (
      p.person_id IN (SELECT followed_people())
      OR p.handle = ANY (%(handles)s::text[])
      OR p.person_id IN (
          SELECT i.author_id FROM feed_impression i
          WHERE i.person_id = %(person)s AND i.made_at > %(since)s AND i.author_id IS NOT NULL
      )
  )
ORDER BY p.person_id
LIMIT %(most)s
