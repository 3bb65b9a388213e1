-- Pack a page of the passages that this scope may see and that a transaction from `since` on touched, the first `most`
-- after a passage: column by column, each in the same order, in network byte order, with their vectors in one space.
-- `horizon` is what to ask from next time: every transaction before it has ended, so nothing that comes later is missed;
-- `sources` are those that the scope may see.
SELECT pg_snapshot_xmin(pg_current_snapshot())::text AS horizon, app_sources() AS sources, count(*)::int AS passages,
    coalesce(string_agg(uuid_send(m.event_id), ''), '') AS events,
    coalesce(string_agg(int2send(m.part), ''), '') AS parts,
    coalesce(string_agg(int4send(m.size), ''), '') AS sizes,
    coalesce(string_agg(float8send(coalesce(date_part('epoch', m.occurred_at), 'NaN')), ''), '') AS times,
    coalesce(string_agg(int8send(m.thread), ''), '') AS threads,
    coalesce(string_agg(int2send(m.cues), ''), '') AS cues,
    coalesce(string_agg(int4send(length(m.words) / 4), ''), '') AS word_counts,
    coalesce(string_agg(m.words, ''), '') AS words,
    coalesce(string_agg(boolsend(v.vector IS NOT NULL), ''), '') AS has_vectors,
    coalesce(string_agg(substr(halfvec_send(v.vector), 5), ''), '') AS vectors
FROM (
    SELECT * FROM memory
    WHERE person_id = %(person)s AND changed >= %(since)s::text::xid8
      AND (event_id, part) > (%(after_event)s::uuid, %(after_part)s::int)
    ORDER BY event_id, part LIMIT %(most)s
) m
LEFT JOIN memory_vector v
    ON v.person_id = m.person_id AND v.event_id = m.event_id AND v.part = m.part AND v.space = %(space)s
