-- Put drafts into the log, with their letters; a key that its source knows already, or that was forgotten, is left alone.
WITH draft AS (
    SELECT * FROM unnest(
        %(id)s::uuid[], %(source_id)s::uuid[], %(type)s::text[], %(key)s::text[], %(occurred_at)s::timestamptz[],
        %(recorded_at)s::timestamptz[], %(speaker)s::text[], %(is_mine)s::boolean[], %(thread)s::text[],
        %(thread_title)s::text[], %(text)s::text[], %(payload)s::jsonb[], %(purposes)s::text[]
    ) AS d (id, source_id, type, key, occurred_at, recorded_at, speaker, is_mine, thread, thread_title, text, payload,
        purposes)
), added AS (
    INSERT INTO event (person_id, id, source_id, type, key, occurred_at, recorded_at, speaker, is_mine, thread,
        thread_title, text, payload, purposes)
    SELECT %(person)s, d.id, d.source_id, d.type, d.key, d.occurred_at, coalesce(d.recorded_at, now()), d.speaker,
        d.is_mine, d.thread, d.thread_title, d.text, d.payload, string_to_array(d.purposes, ',')
    FROM draft d
    WHERE NOT EXISTS (SELECT 1 FROM forgetting WHERE person_id = %(person)s)
       OR NOT EXISTS (
           SELECT 1 FROM forgetting g
           JOIN source s ON s.person_id = g.person_id AND s.id = d.source_id
           JOIN forgotten f ON f.person_id = g.person_id AND f.mark = forget_mark(g.secret, s.kind, s.account, d.key)
           WHERE g.person_id = %(person)s
       )
    ORDER BY d.id
    ON CONFLICT DO NOTHING
    RETURNING id, key, source_id, occurred_at, purposes, text, speaker, thread_title
), said AS (
    INSERT INTO event_letters (person_id, event_id, source_id, occurred_at, audience, letters)
    SELECT %(person)s, id, source_id, occurred_at, audience_of(purposes),
        lower(concat_ws(' ', text, speaker, thread_title))
    FROM added
)
SELECT id, key, audience_of(purposes)::int AS audience FROM added ORDER BY id
