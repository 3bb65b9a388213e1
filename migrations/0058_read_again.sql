-- What an event says may hang on the turns before it: 'yes' tells nothing without its question. So an event is read
-- again when a turn before it arrives later than it did, or is forgotten.

ALTER TABLE event_unread ADD COLUMN is_new boolean NOT NULL DEFAULT true;
COMMENT ON COLUMN event_unread.is_new IS
    'False where the event was read before and is read again: then those after it need not be.';
CREATE POLICY upkeep ON event_unread TO beknown_owner USING (true);

-- Three turns and six hours are what `sql/find_unread.sql` gives with an event. What the rules of language found in an
-- answer to a forgotten question goes at once; what is left without it is found again when it is read.
CREATE FUNCTION read_again() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    after_it record;
BEGIN
    FOR after_it IN
        WITH torn AS (
            SELECT DISTINCT g.person_id, g.source_id, g.thread FROM gone g
            WHERE g.thread IS NOT NULL AND g.occurred_at IS NOT NULL
        ), left_over AS (
            SELECT t.* FROM torn t WHERE EXISTS (
                SELECT FROM event o
                WHERE o.person_id = t.person_id AND o.source_id = t.source_id AND o.thread = t.thread
            )
        )
        SELECT DISTINCT g.person_id, n.id
        FROM left_over l
        JOIN gone g ON g.person_id = l.person_id AND g.source_id = l.source_id AND g.thread = l.thread
        CROSS JOIN LATERAL (
            SELECT o.id FROM event o
            WHERE o.person_id = g.person_id AND o.source_id = g.source_id AND o.thread = g.thread
              AND (o.occurred_at, o.id) > (g.occurred_at, g.id)
              AND o.occurred_at < g.occurred_at + interval '6 hours'
            ORDER BY o.occurred_at, o.id LIMIT 3
        ) n
    LOOP
        INSERT INTO event_unread (person_id, event_id, is_new) VALUES (after_it.person_id, after_it.id, false)
        ON CONFLICT DO NOTHING;
        DELETE FROM belief_proposal p
        WHERE p.person_id = after_it.person_id AND p.event_id = after_it.id AND p.proposed_by = 'language rules';
    END LOOP;
    RETURN NULL;
END
$$;
CREATE TRIGGER read_again AFTER DELETE ON event
    REFERENCING OLD TABLE AS gone FOR EACH STATEMENT EXECUTE FUNCTION read_again();
