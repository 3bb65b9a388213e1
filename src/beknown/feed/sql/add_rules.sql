-- Keep rules that come of one saying.
INSERT INTO feed_rule (
    person_id, id, event_id, amount, kinds, targets, from_minute, until_minute, weekdays, from_at, until_at, strength,
    words, made_at
)
SELECT %(person)s, d.id, %(event)s, d.amount, d.kinds::text[], d.targets::text[], d.from_minute, d.until_minute,
    d.weekdays::int[], d.from_at, d.until_at, d.strength, d.words, %(at)s
FROM unnest(
    %(id)s::uuid[], %(amount)s::text[], %(kinds)s::text[], %(targets)s::text[], %(from_minute)s::int[],
    %(until_minute)s::int[], %(weekdays)s::text[], %(from_at)s::timestamptz[], %(until_at)s::timestamptz[],
    %(strength)s::float8[], %(words)s::text[]
) AS d (
    id, amount, kinds, targets, from_minute, until_minute, weekdays, from_at, until_at, strength, words
)
