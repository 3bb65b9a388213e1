-- Take rules back that hold.
UPDATE feed_rule SET ended_at = %(at)s
WHERE person_id = %(person)s AND id = ANY (%(ids)s::uuid[]) AND ended_at IS NULL
