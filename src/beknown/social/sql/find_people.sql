-- A page of people that the person may see, by name; `words` is looked for in names and handles.
SELECT id, handle, name, bio, picture_id, is_private, mine, theirs FROM people_card
WHERE id <> %(person)s
  AND (%(words)s::text = '' OR strpos(lower(name || ' ' || handle), lower(%(words)s::text)) > 0)
  AND (name, id) > (%(after_name)s::text, %(after)s::uuid)
ORDER BY name, id
LIMIT %(limit)s
