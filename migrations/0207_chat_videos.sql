-- Videos in messages: beside pictures and voice notes, and under the same rules. A message holds one at most.

ALTER TABLE chat_media
    ADD COLUMN poster_id uuid,
    ADD FOREIGN KEY (person_id, poster_id) REFERENCES blob ON DELETE CASCADE,
    DROP CONSTRAINT chat_media_kind_check,
    ADD CONSTRAINT chat_media_kind_check CHECK (kind IN ('picture', 'voice', 'video')),
    DROP CONSTRAINT chat_media_facts,
    ADD CONSTRAINT chat_media_facts CHECK (
        CASE kind
            WHEN 'picture' THEN width IS NOT NULL AND height IS NOT NULL AND length_ms IS NULL AND poster_id IS NULL
            WHEN 'voice' THEN width IS NULL AND height IS NULL AND length_ms IS NOT NULL AND poster_id IS NULL
            ELSE num_nonnulls(width, height, length_ms, poster_id) = 4
        END
    );
CREATE INDEX chat_media_poster ON chat_media (person_id, poster_id);
CREATE UNIQUE INDEX chat_media_video ON chat_media (chat_id, seq) WHERE kind = 'video';
COMMENT ON TABLE chat_media IS
    'Pictures, voice notes and videos in messages, and for a day those not sent yet; members of the conversation see and'
    ' hear them. Without `seq` but with a conversation the message is gone, and they are to be deleted. purposes: export';

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
            'id', w.id, 'alt', w.alt, 'width', w.width, 'height', w.height, 'length_ms', w.length_ms
        )
        FROM chat_media w WHERE w.chat_id = m.chat_id AND w.seq = m.seq AND w.kind = 'video'
    ) AS video
FROM chat_message m
LEFT JOIN chat_message q ON q.chat_id = m.chat_id AND q.seq = m.reply_to;
