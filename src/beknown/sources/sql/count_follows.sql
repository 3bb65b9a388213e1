-- How many things the person follows elsewhere.
SELECT count(*) AS many FROM outlet_follow WHERE person_id = %(person)s AND gone_at IS NULL
