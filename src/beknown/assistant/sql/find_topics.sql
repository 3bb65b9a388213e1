-- Give who wrote to the person most, of late; suggestions are made from them.
SELECT speaker, count(*) AS messages
FROM (
    SELECT speaker FROM event
    WHERE person_id = %(person)s AND type = 'social.message.received.v1' AND speaker IS NOT NULL
    ORDER BY occurred_at DESC NULLS LAST, id DESC
    LIMIT 2000
) recent
GROUP BY speaker
ORDER BY count(*) DESC, speaker
LIMIT %(limit)s
