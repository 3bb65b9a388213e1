-- Recall searches arrays in memory that are loaded from here, packed; see docs/decisions/0020-recall-in-arrays.md.

-- `thread` numbers the conversation, `cues` holds bits (1 said by the person, 2 a question, 4 an answer of the
-- assistant), `words` the numbers of the passage's words and of its speaker's names, four bytes each, and `changed` the
-- transaction that last touched the row or its vector, so that a loaded index asks for what is new alone.
ALTER TABLE memory
    ADD COLUMN thread bigint NOT NULL DEFAULT 0,
    ADD COLUMN cues smallint NOT NULL DEFAULT 0,
    ADD COLUMN words bytea NOT NULL DEFAULT '',
    ADD COLUMN changed xid8 NOT NULL DEFAULT pg_current_xact_id();

ALTER TABLE memory NO FORCE ROW LEVEL SECURITY;
ALTER TABLE memory_word NO FORCE ROW LEVEL SECURITY;
UPDATE memory m SET
    thread = ('x' || left(md5(
        CASE WHEN e.thread IS NULL THEN e.id::text ELSE e.source_id::text || chr(31) || e.thread END
    ), 16))::bit(64)::bigint,
    cues = CASE WHEN e.is_mine THEN 1 ELSE 0 END + CASE WHEN e.text ~ '\?\s*$' THEN 2 ELSE 0 END
        + CASE WHEN e.type = 'assistant.message.answered.v1' THEN 4 ELSE 0 END,
    words = coalesce((
        SELECT string_agg(DISTINCT decode(left(md5(said.word), 8), 'hex'), '') FROM (
            SELECT left(w.word, 5) AS word FROM memory_word w
            WHERE w.person_id = m.person_id AND w.event_id = m.event_id AND w.part = m.part
            UNION ALL
            SELECT '@' || left(lower(name), 5) FROM regexp_split_to_table(e.speaker, '[^[:alnum:]]+') AS name
            WHERE length(name) > 2
        ) AS said
    ), '')
FROM event e
WHERE e.person_id = m.person_id AND e.id = m.event_id;
ALTER TABLE memory FORCE ROW LEVEL SECURITY;

ALTER TABLE memory ALTER COLUMN thread DROP DEFAULT, ALTER COLUMN cues DROP DEFAULT, ALTER COLUMN words DROP DEFAULT;
CREATE INDEX memory_changed ON memory (person_id, changed);

DROP TABLE memory_word;
DROP TABLE memory_sign;
DROP TABLE memory_centre;
