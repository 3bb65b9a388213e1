-- Ids of what the person looked at in their feed or did something with, and of what was only put on their pages, once for
-- each time; in network byte order, end to end.
SELECT
    coalesce(string_agg(uuid_send(m.id), '') FILTER (WHERE m.is_looked_at), '') AS looked_at,
    coalesce(string_agg(uuid_send(m.id), '') FILTER (WHERE NOT m.is_looked_at), '') AS put
FROM (
    (
        SELECT i.item_id AS id, i.looked_at IS NOT NULL AS is_looked_at FROM feed_impression i
        WHERE i.person_id = %(person)s AND i.made_at > %(since)s
        ORDER BY i.made_at DESC LIMIT %(most)s
    )
    UNION ALL
    SELECT r.post_id, true FROM post_reaction r WHERE r.person_id = %(person)s AND r.made_at > %(since)s
    UNION ALL
    SELECT s.post_id, true FROM post_saved s WHERE s.person_id = %(person)s AND s.made_at > %(since)s
    UNION ALL
    SELECT p.root_id, true FROM post p
    WHERE p.person_id = %(person)s AND p.is_reply AND p.root_id IS NOT NULL AND p.made_at > %(since)s
    UNION ALL
    SELECT l.post_id, true FROM feed_less l WHERE l.person_id = %(person)s
    UNION ALL
    SELECT l.item_id, true FROM feed_less_source l WHERE l.person_id = %(person)s
    UNION ALL
    SELECT l.item_id, true FROM feed_less_made l WHERE l.person_id = %(person)s
) AS m
