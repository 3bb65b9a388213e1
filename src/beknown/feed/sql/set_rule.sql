-- Change a rule: how much, how far, until when and at which hours.
UPDATE feed_rule
SET amount = %(amount)s, strength = %(strength)s, until_at = %(until_at)s, from_minute = %(from_minute)s,
    until_minute = %(until_minute)s, weekdays = %(weekdays)s::int[]
WHERE person_id = %(person)s AND id = %(id)s AND ended_at IS NULL
    AND (until_at IS NULL OR until_at > %(at)s)
