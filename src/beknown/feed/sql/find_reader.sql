-- What is known of who reads, in one row: many ids and figures end to end, in network byte order, so that they cost little
-- to send and to read. With it, what else there is to look for, so that nothing is asked that gives nothing.
WITH followed AS MATERIALIZED (
    SELECT followed_people() AS id
), reacted AS MATERIALIZED (
    SELECT r.post_person_id AS author_id, r.post_id AS id, r.kind, r.made_at FROM post_reaction r
    WHERE r.person_id = %(person)s
    ORDER BY r.made_at DESC
    LIMIT %(most_met)s
), saved AS MATERIALIZED (
    SELECT s.post_person_id AS author_id, s.post_id AS id, s.made_at FROM post_saved s
    WHERE s.person_id = %(person)s
    ORDER BY s.made_at DESC
    LIMIT %(most_met)s
), answered AS MATERIALIZED (
    SELECT p.parent_person_id, p.root_person_id, p.root_id, p.made_at, p.gone_at IS NULL AS is_there FROM post p
    WHERE p.person_id = %(person)s AND p.is_reply
    ORDER BY p.id DESC
    LIMIT %(most_met)s
), liked AS (
    SELECT d.author_id, d.id, max(d.made_at) AS made_at
    FROM (
        (SELECT r.author_id, r.id, r.made_at FROM reacted r WHERE r.kind <> 'sad' LIMIT %(most_liked)s)
        UNION ALL
        (SELECT s.author_id, s.id, s.made_at FROM saved s LIMIT %(most_liked)s)
        UNION ALL
        (
            SELECT a.root_person_id, a.root_id, a.made_at FROM answered a
            WHERE a.is_there AND a.root_id IS NOT NULL AND a.root_person_id <> %(person)s
            LIMIT %(most_liked)s
        )
    ) AS d
    GROUP BY d.author_id, d.id
    ORDER BY max(d.made_at) DESC
    LIMIT %(most_liked)s
), less AS (
    SELECT l.author_id, l.post_id AS id, l.made_at FROM feed_less l
    WHERE l.person_id = %(person)s
    ORDER BY l.made_at DESC
    LIMIT %(most_less)s
), judged AS MATERIALIZED (
    SELECT
        j.is_liked,
        uuid_send(j.author_id) || uuid_send(j.id) || float8send(extract(epoch FROM j.made_at)::float8)
        || boolsend(p.id IS NOT NULL) AS packed,
        j.made_at
    FROM (
        SELECT true AS is_liked, l.author_id, l.id, l.made_at FROM liked l
        UNION ALL
        SELECT false, l.author_id, l.id, l.made_at FROM less l
    ) AS j
    LEFT JOIN post p ON p.person_id = j.author_id AND p.id = j.id
), did AS (
    SELECT r.author_id, 1.0::float8 AS weight, r.made_at FROM reacted r
    UNION ALL
    SELECT s.author_id, 1.5::float8, s.made_at FROM saved s
    UNION ALL
    SELECT a.parent_person_id, 2.0::float8, a.made_at FROM answered a
    WHERE a.is_there AND a.parent_person_id IS NOT NULL
    UNION ALL
    SELECT i.author_id, 0.5::float8, e.at FROM feed_deed e
    JOIN feed_impression i ON i.person_id = e.person_id AND i.run_id = e.run_id AND i.position = e.position
    WHERE e.person_id = %(person)s AND e.action = 'open' AND e.at > %(close_since)s AND i.author_id IS NOT NULL
), met AS MATERIALIZED (
    (
        SELECT i.item_id AS id, i.looked_at IS NOT NULL AS is_looked_at FROM feed_impression i
        WHERE i.person_id = %(person)s AND i.made_at > %(met_since)s
        ORDER BY i.made_at DESC LIMIT %(most_met)s
    )
    UNION ALL
    SELECT r.id, true FROM reacted r WHERE r.made_at > %(met_since)s
    UNION ALL
    SELECT s.id, true FROM saved s WHERE s.made_at > %(met_since)s
    UNION ALL
    SELECT a.root_id, true FROM answered a WHERE a.root_id IS NOT NULL AND a.made_at > %(met_since)s
    UNION ALL
    SELECT l.post_id, true FROM feed_less l WHERE l.person_id = %(person)s
    UNION ALL
    SELECT l.item_id, true FROM feed_less_source l WHERE l.person_id = %(person)s
    UNION ALL
    SELECT l.item_id, true FROM feed_less_made l WHERE l.person_id = %(person)s
)
SELECT
    (SELECT string_agg(uuid_send(f.id), '') FROM followed f) AS followed,
    (SELECT string_agg(uuid_send(f.person_id), '') FROM follow f WHERE f.followed_id = %(person)s) AS followers,
    (SELECT string_agg(uuid_send(h.id), '') FROM hidden_people() AS h (id)) AS hidden,
    (
        SELECT string_agg(uuid_send(m.muted_id), '') FROM people_mute m
        WHERE m.person_id = %(person)s AND m.kind = 'person'
    ) AS muted,
    (SELECT string_agg(j.packed, '' ORDER BY j.made_at DESC) FROM judged j WHERE j.is_liked) AS liked,
    (SELECT string_agg(j.packed, '' ORDER BY j.made_at DESC) FROM judged j WHERE NOT j.is_liked) AS less,
    (SELECT string_agg(uuid_send(m.id), '') FROM met m WHERE m.is_looked_at) AS looked_at,
    (SELECT string_agg(uuid_send(m.id), '') FROM met m WHERE NOT m.is_looked_at) AS put,
    (
        SELECT string_agg(uuid_send(c.author_id) || float8send(c.amount), '')
        FROM (
            SELECT d.author_id,
                sum(d.weight * 0.5::float8 ^ (extract(epoch FROM %(at)s - d.made_at)::float8 / 2592000)) AS amount
            FROM did d
            WHERE d.author_id <> %(person)s AND d.made_at > %(close_since)s
            GROUP BY d.author_id
        ) AS c
    ) AS close,
    (
        SELECT string_agg(uuid_send(i.item_id), '') FROM feed_impression i
        WHERE i.person_id = %(person)s AND i.run_id = %(run)s
    ) AS in_run,
    EXISTS (
        SELECT 1 FROM feed_impression i
        WHERE i.person_id = %(person)s AND i.run_id = %(run)s
          AND i.position >= %(start)s AND i.position < %(start)s + %(size)s
    ) AS is_noted,
    coalesce(s.weights, '{}') AS weights,
    coalesce(s.has_made, true) AS has_made,
    coalesce(s.widening, 0)::float8 AS widening,
    has_profile() AS has_profile,
    EXISTS (
        SELECT 1 FROM feed_rule r
        WHERE r.person_id = %(person)s AND r.ended_at IS NULL AND (r.until_at IS NULL OR r.until_at > %(at)s)
    ) AS has_rules,
    EXISTS (SELECT 1 FROM outlet_follow o WHERE o.person_id = %(person)s AND o.gone_at IS NULL) AS has_sources,
    EXISTS (SELECT 1 FROM made_item m WHERE m.person_id = %(person)s AND m.expires_at > %(at)s) AS has_made_items,
    (
        EXISTS (SELECT 1 FROM followed f WHERE f.id IN (SELECT private_people()))
        OR EXISTS (
            SELECT 1
            FROM (SELECT f.id FROM followed f UNION SELECT l.person_id FROM lists_with_me() l) AS f
            CROSS JOIN LATERAL (
                SELECT 1 FROM post p
                WHERE p.person_id = f.id AND p.shown_to <> 'everyone' AND NOT p.is_reply AND p.made_at > %(met_since)s
                LIMIT 1
            ) AS p
        )
    ) AS has_circle
FROM (SELECT %(person)s::uuid AS id) AS me
LEFT JOIN feed_setting s ON s.person_id = me.id
