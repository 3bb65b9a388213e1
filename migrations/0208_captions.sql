-- Captions of videos: what is said in them, for those who don't hear it. Times and plain words in WebVTT, written anew.

ALTER TABLE video_work ADD COLUMN captions text NOT NULL DEFAULT '' CHECK (length(captions) <= 200000);
ALTER TABLE post_video ADD COLUMN captions text NOT NULL DEFAULT '' CHECK (length(captions) <= 200000);
ALTER TABLE chat_media ADD COLUMN captions text NOT NULL DEFAULT '' CHECK (length(captions) <= 200000);

CREATE OR REPLACE VIEW post_card WITH (security_invoker) AS
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

CREATE OR REPLACE VIEW chat_line WITH (security_invoker) AS
SELECT
    m.chat_id, m.seq, m.id, m.person_id AS author_id, m.text, m.sent_at, m.edited_at, m.asks, m.is_ai, m.answers,
    m.cites, m.attached_kind, m.attached_of, m.attached_id, m.reply_to, q.person_id AS reply_author_id,
    q.is_ai AS is_reply_to_ai, left(q.text, 200) AS reply_text,
    (
        SELECT coalesce(
            jsonb_agg(jsonb_build_object('kind', r.kind, 'person_id', r.person_id) ORDER BY r.made_at, r.person_id),
            '[]'
        )
        FROM chat_reaction r WHERE r.chat_id = m.chat_id AND r.seq = m.seq
    ) AS reactions,
    (
        SELECT coalesce(
            jsonb_agg(
                jsonb_build_object('id', p.id, 'alt', p.alt, 'width', p.width, 'height', p.height) ORDER BY p.position
            ),
            '[]'
        )
        FROM chat_media p WHERE p.chat_id = m.chat_id AND p.seq = m.seq AND p.kind = 'picture'
    ) AS images,
    (
        SELECT jsonb_build_object('id', v.id, 'words', v.alt, 'length_ms', v.length_ms)
        FROM chat_media v WHERE v.chat_id = m.chat_id AND v.seq = m.seq AND v.kind = 'voice'
    ) AS voice,
    (
        SELECT jsonb_build_object(
            'id', w.id, 'alt', w.alt, 'width', w.width, 'height', w.height, 'length_ms', w.length_ms,
            'has_captions', w.captions <> ''
        )
        FROM chat_media w WHERE w.chat_id = m.chat_id AND w.seq = m.seq AND w.kind = 'video'
    ) AS video
FROM chat_message m
LEFT JOIN chat_message q ON q.chat_id = m.chat_id AND q.seq = m.reply_to;
