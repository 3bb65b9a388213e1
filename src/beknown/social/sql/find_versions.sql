-- What a post said before it was changed, the oldest first.
SELECT number, text, written_at FROM post_version
WHERE person_id = %(author)s AND post_id = %(id)s ORDER BY number
