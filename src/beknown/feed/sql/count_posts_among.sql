-- How many of some events tell of a post.
SELECT count(*) AS number FROM event
WHERE person_id = %(person)s AND id = ANY (%(ids)s::uuid[])
  AND type IN ('social.post.published.v1', 'social.post.shared.v1')
