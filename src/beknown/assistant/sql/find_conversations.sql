-- Give the person's conversations, the one used last first.
SELECT id, title, head_id, created_at, updated_at
FROM conversation
WHERE person_id = %(person)s
  AND (%(before)s::timestamptz IS NULL OR updated_at < %(before)s)
ORDER BY updated_at DESC, id DESC
LIMIT %(limit)s
