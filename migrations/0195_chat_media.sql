-- Pictures in messages: drawn anew before they are kept, described by whoever sends them, seen by who sees the message.
--
-- `seq` becomes empty when the message goes, whoever or whatever deletes it: a row with a conversation and without a
-- message is gone for everybody, and a job deletes it with its bytes.

CREATE TABLE chat_media (
    person_id uuid NOT NULL REFERENCES person ON DELETE CASCADE,
    id uuid NOT NULL,
    blob_id uuid NOT NULL,
    chat_id uuid,
    seq bigint,
    position smallint NOT NULL DEFAULT 0,
    alt text NOT NULL DEFAULT '' CHECK (length(alt) <= 1000),
    width int NOT NULL CHECK (width > 0),
    height int NOT NULL CHECK (height > 0),
    made_at timestamptz NOT NULL,
    PRIMARY KEY (person_id, id),
    FOREIGN KEY (chat_id, seq) REFERENCES chat_message ON DELETE SET NULL (seq),
    FOREIGN KEY (person_id, blob_id) REFERENCES blob ON DELETE CASCADE
);
CREATE INDEX chat_media_message ON chat_media (chat_id, seq, position);
CREATE INDEX chat_media_blob ON chat_media (person_id, blob_id);
CREATE INDEX chat_media_loose ON chat_media (made_at) WHERE seq IS NULL;
COMMENT ON TABLE chat_media IS
    'Pictures in messages, and for a day those not sent yet; members of the conversation see them. Without `seq` but'
    ' with a conversation the message is gone, and the picture is to be deleted. purposes: export';

GRANT SELECT ON chat_media TO beknown_lookup;
ALTER TABLE chat_media ENABLE ROW LEVEL SECURITY;
ALTER TABLE chat_media FORCE ROW LEVEL SECURITY;
CREATE POLICY own ON chat_media TO beknown_app
    USING (person_id = (SELECT app_person()) AND (SELECT app_purpose()) = 'export')
    WITH CHECK (
        person_id = (SELECT app_person())
        AND (SELECT app_purpose()) = 'export'
        AND (
            seq IS NULL
            OR EXISTS (
                SELECT 1 FROM chat_message m
                WHERE m.chat_id = chat_media.chat_id AND m.seq = chat_media.seq
                    AND m.person_id = chat_media.person_id AND NOT m.is_ai
            )
        )
    );
-- What row security says of the message holds for its pictures, too: the inner look is made with the reader's own eyes.
CREATE POLICY members ON chat_media FOR SELECT TO beknown_app
    USING (
        (SELECT app_purpose()) = 'export'
        AND EXISTS (
            SELECT 1 FROM chat_member mine
            JOIN chat_message m ON m.chat_id = mine.chat_id AND m.seq >= mine.first_seq
            WHERE mine.person_id = (SELECT app_person())
                AND m.chat_id = chat_media.chat_id
                AND m.seq = chat_media.seq
        )
    );
CREATE POLICY lookup ON chat_media FOR SELECT TO beknown_lookup USING (true);

CREATE FUNCTION find_people_with_loose_media(before timestamptz) RETURNS TABLE (id uuid)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public
BEGIN ATOMIC
    SELECT DISTINCT m.person_id FROM public.chat_media m
    WHERE app_purpose() = 'safety' AND app_person() = '00000000-0000-0000-0000-000000000000'
        AND m.seq IS NULL AND (m.chat_id IS NOT NULL OR m.made_at < before);
END;
COMMENT ON FUNCTION find_people_with_loose_media(timestamptz) IS
    'Who has pictures of messages that are gone, or that were never sent since `before`, for jobs (NOBODY, safety),'
    ' which then enter the scope of each.';
ALTER FUNCTION find_people_with_loose_media(timestamptz) OWNER TO beknown_lookup;

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
        FROM chat_media p WHERE p.chat_id = m.chat_id AND p.seq = m.seq
    ) AS images
FROM chat_message m
LEFT JOIN chat_message q ON q.chat_id = m.chat_id AND q.seq = m.reply_to;
