-- The person's rules that aren't over, the latest first; people by their names, null where they aren't there (any more).
SELECT r.id, r.amount, r.kinds, r.targets, r.from_minute, r.until_minute, r.weekdays, r.from_at, r.until_at, r.strength,
    r.words, r.made_at,
    ARRAY(
        SELECT p.name FROM unnest(r.kinds, r.targets) WITH ORDINALITY AS t (kind, target, place)
        LEFT JOIN profile p ON t.kind = 'author' AND p.person_id::text = t.target
        ORDER BY t.place
    ) AS names
FROM feed_rule r
WHERE r.person_id = %(person)s AND r.ended_at IS NULL AND (r.until_at IS NULL OR r.until_at > %(at)s)
ORDER BY r.made_at DESC, r.id DESC
