-- Give whether and when the person wants a brief, as they set it.
SELECT is_on, brief_minute, quiet_from_minute, quiet_until_minute, budget FROM anticipation
WHERE person_id = %(person)s
