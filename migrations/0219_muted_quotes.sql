-- What somebody muted, the author or a word, isn't read inside of a quote either: it stands there as what can't be seen.

CREATE OR REPLACE VIEW post_card AS
SELECT
    p.person_id AS author_id, p.id, a.handle, a.name, a.picture_id, p.text, p.shown_to, p.host_id, p.is_reply,
    p.parent_person_id, p.parent_id, p.root_person_id, p.root_id, p.made_at, p.edited_at,
    (
        SELECT count(*) FROM post r
        WHERE r.parent_person_id = p.person_id AND r.parent_id = p.id AND r.gone_at IS NULL
    ) AS replies,
    (
        SELECT coalesce(jsonb_object_agg(k.kind, k.number), '{}')
        FROM (
            SELECT e.kind, count(*) AS number FROM post_reaction e
            WHERE e.post_person_id = p.person_id AND e.post_id = p.id
            GROUP BY e.kind
        ) k
    ) AS reactions,
    (
        SELECT e.kind FROM post_reaction e
        WHERE e.person_id = (SELECT app_person()) AND e.post_person_id = p.person_id AND e.post_id = p.id
    ) AS my_reaction,
    EXISTS (
        SELECT 1 FROM post_saved s
        WHERE s.person_id = (SELECT app_person()) AND s.post_person_id = p.person_id AND s.post_id = p.id
    ) AS is_saved,
    (
        SELECT coalesce(
            jsonb_agg(
                jsonb_build_object('id', i.id, 'alt', i.alt, 'width', i.width, 'height', i.height)
                ORDER BY i.position
            ), '[]'
        )
        FROM post_image i WHERE i.person_id = p.person_id AND i.post_id = p.id
    ) AS images,
    p.person_id <> (SELECT app_person()) AND (
        p.person_id IN (SELECT m.muted_id FROM people_mute m WHERE m.kind = 'person')
        OR (coalesce(p.root_person_id, p.person_id), coalesce(p.root_id, p.id)) IN (
            SELECT m.root_person_id, m.root_id FROM people_mute m WHERE m.kind = 'thread'
        )
        OR lower(p.text) LIKE ANY (
            coalesce(
                (
                    SELECT array_agg('%' || regexp_replace(lower(m.word), '([\\%_])', '\\\1', 'g') || '%')
                    FROM people_mute m WHERE m.kind = 'word'
                ), '{}'
            )
        )
    ) AS is_muted,
    (
        SELECT coalesce(jsonb_agg(jsonb_build_object('kind', k.kind, 'label', k.label) ORDER BY k.made_at), '[]')
        FROM moderation_mark k WHERE k.person_id = p.person_id AND k.post_id = p.id
    ) AS marks,
    p.shown_to = 'everyone' AND p.host_id NOT IN (SELECT private_people()) AS is_public,
    p.is_quote,
    (
        SELECT jsonb_build_object(
            'author_id', q.person_id, 'id', q.id, 'handle', o.handle, 'name', o.name, 'picture_id', o.picture_id,
            'text', q.text, 'made_at', q.made_at,
            'images', (
                SELECT coalesce(
                    jsonb_agg(
                        jsonb_build_object('id', i.id, 'alt', i.alt, 'width', i.width, 'height', i.height)
                        ORDER BY i.position
                    ), '[]'
                )
                FROM post_image i WHERE i.person_id = q.person_id AND i.post_id = q.id
            ),
            'video', (
                SELECT jsonb_build_object(
                    'id', w.id, 'alt', w.alt, 'width', w.width, 'height', w.height, 'length_ms', w.length_ms,
                    'has_captions', w.captions <> ''
                )
                FROM post_video w WHERE w.person_id = q.person_id AND w.post_id = q.id
            ),
            'marks', (
                SELECT coalesce(
                    jsonb_agg(jsonb_build_object('kind', k.kind, 'label', k.label) ORDER BY k.made_at), '[]'
                )
                FROM moderation_mark k WHERE k.person_id = q.person_id AND k.post_id = q.id
            )
        )
        FROM post q JOIN profile o ON o.person_id = q.person_id
        WHERE q.person_id = p.quote_person_id AND q.id = p.quote_id AND q.gone_at IS NULL
          AND q.shown_to = 'everyone' AND q.host_id NOT IN (SELECT private_people())
          AND (
              q.person_id = (SELECT app_person())
              OR (
                  q.person_id NOT IN (SELECT m.muted_id FROM people_mute m WHERE m.kind = 'person')
                  AND NOT lower(q.text) LIKE ANY (
                      coalesce(
                          (
                              SELECT array_agg('%' || regexp_replace(lower(m.word), '([\\%_])', '\\\1', 'g') || '%')
                              FROM people_mute m WHERE m.kind = 'word'
                          ), '{}'
                      )
                  )
              )
          )
    ) AS quoted,
    (SELECT count(*) FROM post_repost r WHERE r.post_person_id = p.person_id AND r.post_id = p.id) AS reposts,
    (
        SELECT count(*) FROM post q
        WHERE q.quote_person_id = p.person_id AND q.quote_id = p.id AND q.gone_at IS NULL
    ) AS quotes,
    EXISTS (
        SELECT 1 FROM post_repost r
        WHERE r.person_id = (SELECT app_person()) AND r.post_person_id = p.person_id AND r.post_id = p.id
    ) AS is_reposted,
    (
        SELECT jsonb_build_object(
            'id', l.id, 'url', l.url, 'title', l.title, 'about', l.about, 'has_picture', l.blob_id IS NOT NULL,
            'is_waiting', l.state = 'waits'
        )
        FROM post_link l
        WHERE l.person_id = p.person_id AND l.post_id = p.id AND l.state IN ('waits', 'shown')
    ) AS link,
    (
        SELECT jsonb_build_object(
            'id', w.id, 'alt', w.alt, 'width', w.width, 'height', w.height, 'length_ms', w.length_ms,
            'has_captions', w.captions <> ''
        )
        FROM post_video w WHERE w.person_id = p.person_id AND w.post_id = p.id
    ) AS video
FROM post p
JOIN profile a ON a.person_id = p.person_id
WHERE p.gone_at IS NULL;
