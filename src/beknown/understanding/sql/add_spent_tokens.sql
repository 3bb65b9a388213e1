-- Count more tokens for a day, or fewer where more had been set aside than were taken.
UPDATE belief_spending SET tokens = greatest(0, tokens + %(tokens)s)
WHERE person_id = %(person)s AND day = %(day)s
