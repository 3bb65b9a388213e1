-- How many questions a person asked since a moment.
SELECT count(*)::int AS questions FROM message
WHERE person_id = %(person)s AND role = 'user' AND created_at >= %(since)s
