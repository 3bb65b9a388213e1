-- The sources of what was made, each by its number.
SELECT made_id, number, event_id, author_id, post_id, item_id, digest FROM made_source
WHERE person_id = %(person)s AND made_id = ANY (%(ids)s::uuid[])
ORDER BY made_id, number
