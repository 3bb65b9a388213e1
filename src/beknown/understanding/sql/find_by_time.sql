-- Give passages of a span of time, the latest first.
SELECT event_id, part FROM memory
WHERE person_id = %(person)s AND occurred_at >= %(since)s AND occurred_at < %(until)s AND part = 0
ORDER BY occurred_at DESC, event_id DESC
LIMIT %(most)s
