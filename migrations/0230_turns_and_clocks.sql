-- A clock that went back by more than a minute begins anew with turns: by the old time they would come back so much later,
-- and nobody could say a word meanwhile. Less is what lies between two who asked at the same time.

CREATE OR REPLACE FUNCTION take_turn(wanted bytea, at timestamptz, every interval, burst int) RETURNS interval
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = public AS $$
DECLARE
    latest timestamptz := at + burst * every;
    filled timestamptz;
BEGIN
    UPDATE rate_limit SET full_at = at WHERE key = wanted AND full_at > latest + interval '1 minute';
    INSERT INTO rate_limit AS r (key, full_at) VALUES (wanted, at + every)
    ON CONFLICT (key) DO UPDATE SET full_at = greatest(r.full_at, at) + every
    WHERE greatest(r.full_at, at) + every <= latest
    RETURNING r.full_at INTO filled;
    IF filled IS NOT NULL THEN
        RETURN NULL;
    END IF;
    SELECT r.full_at INTO filled FROM rate_limit r WHERE r.key = wanted;
    RETURN filled + every - burst * every - at;
END;
$$;
