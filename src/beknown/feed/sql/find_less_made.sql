-- Of which kinds the person wants less, the latest wish first.
SELECT id, kind FROM feed_less_made WHERE person_id = %(person)s ORDER BY made_at DESC, id
