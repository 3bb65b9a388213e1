-- How many decisions about the person, or answers to their appeals, they haven't seen.
SELECT count(*) AS number FROM moderation_decision WHERE person_id = %(person)s AND seen_at IS NULL
