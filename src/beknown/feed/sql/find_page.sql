-- What was put on one page of a run, in its order.
SELECT kind, author_id, item_id, position, propensity, is_exploring, value, reasons
FROM feed_impression
WHERE person_id = %(person)s AND run_id = %(run)s AND position >= %(start)s AND position < %(start)s + %(size)s
ORDER BY position
