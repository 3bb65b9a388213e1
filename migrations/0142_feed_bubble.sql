-- How wide a person wants their feed, and what many saw.

ALTER TABLE feed_setting ADD COLUMN widening double precision NOT NULL DEFAULT 0 CHECK (widening BETWEEN 0 AND 1);

CREATE FUNCTION feed_seen(since timestamptz, fewest int) RETURNS TABLE (item_id uuid, people bigint)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public
BEGIN ATOMIC
    SELECT i.item_id, count(DISTINCT i.person_id)
    FROM public.feed_impression i
    JOIN public.post p ON p.person_id = i.author_id AND p.id = i.item_id
    WHERE app_purpose() = 'feed' AND fewest >= 5 AND i.made_at >= since AND i.looked_at IS NOT NULL
      AND p.shown_to = 'everyone' AND p.person_id NOT IN (SELECT private_people())
    GROUP BY i.item_id
    HAVING count(DISTINCT i.person_id) >= fewest;
END;
COMMENT ON FUNCTION feed_seen(timestamptz, int) IS
    'How many people looked at posts that are for everyone, of those that at least five (or more, as asked) looked at;'
    ' not who. Less than five is never told.';
ALTER FUNCTION feed_seen(timestamptz, int) OWNER TO beknown_lookup;
