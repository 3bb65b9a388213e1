-- What a page of the feed reads and writes, by indexes that fit it.

-- One's own answers, the latest first.
CREATE INDEX post_answered ON post (person_id, id DESC) WHERE is_reply;

-- Who follows somebody, out of the index alone.
DROP INDEX follow_followed;
CREATE INDEX follow_followed ON follow (followed_id, person_id);

-- Twenty rows are written for each page: so only what is found by is kept in order. Which event tells of one is asked
-- when that event goes, which are those that have one; who has something that the log doesn't tell yet, by the others;
-- and what is old lies together, as rows are written in the order of time.
DROP INDEX feed_impression_event;
CREATE INDEX feed_impression_event ON feed_impression (person_id, event_id) WHERE event_id IS NOT NULL;
CREATE INDEX feed_impression_unnoted ON feed_impression (person_id) WHERE event_id IS NULL;
DROP INDEX feed_impression_old;
CREATE INDEX feed_impression_old ON feed_impression USING brin (made_at);
CREATE INDEX feed_deed_unnoted ON feed_deed (person_id) WHERE event_id IS NULL AND action IN ('open', 'dwell', 'share');

-- Whose pages or deeds the log doesn't tell yet: ids of people, for the worker alone, in the name of nobody.
CREATE FUNCTION feed_unnoted(most int) RETURNS SETOF uuid
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public
BEGIN ATOMIC
    SELECT u.person_id
    FROM (
        SELECT i.person_id FROM public.feed_impression i WHERE i.event_id IS NULL
        UNION
        SELECT d.person_id FROM public.feed_deed d
        WHERE d.event_id IS NULL AND d.action IN ('open', 'dwell', 'share')
    ) u
    WHERE app_purpose() = 'safety' AND app_person() = '00000000-0000-0000-0000-000000000000'
    LIMIT most;
END;
ALTER FUNCTION feed_unnoted(int) OWNER TO beknown_lookup;
REVOKE ALL ON FUNCTION feed_unnoted(int) FROM public;
GRANT EXECUTE ON FUNCTION feed_unnoted(int) TO beknown_app;
