-- Delete the person's rules that are over, and what they took back longer than a day ago.
DELETE FROM feed_rule
WHERE person_id = %(person)s AND (until_at <= %(at)s OR ended_at <= %(at)s::timestamptz - interval '1 day')
