-- A rule that the person took back within a day and whose time isn't over.
SELECT r.id, r.amount, r.kinds, r.targets, r.from_minute, r.until_minute, r.weekdays, r.from_at, r.until_at, r.strength,
    r.words, r.made_at, ARRAY(SELECT NULL::text FROM unnest(r.kinds)) AS names
FROM feed_rule r
WHERE r.person_id = %(person)s AND r.id = %(id)s AND r.ended_at > %(at)s::timestamptz - interval '1 day'
    AND (r.until_at IS NULL OR r.until_at > %(at)s)
