-- Note what events say of relations, dates, promises and occasions.
INSERT INTO world_cue (person_id, event_id, position, source_id, kind, what, alias_id, circle_id, called, is_mine,
    on_day, is_certain, quote_start, quote_size, occurred_at, audience)
SELECT %(person)s, event_id, position, source_id, kind, what, alias_id, circle_id, called, is_mine, on_day, is_certain,
    quote_start, quote_size, occurred_at, audience
FROM unnest(%(events)s::uuid[], %(positions)s::smallint[], %(sources)s::uuid[], %(kinds)s::text[], %(whats)s::text[],
    %(aliases)s::uuid[], %(circles)s::uuid[], %(called)s::text[], %(mine)s::boolean[], %(days)s::date[],
    %(certain)s::boolean[], %(starts)s::int[], %(sizes)s::int[], %(times)s::timestamptz[], %(audiences)s::smallint[])
    AS seen (event_id, position, source_id, kind, what, alias_id, circle_id, called, is_mine, on_day, is_certain,
        quote_start, quote_size, occurred_at, audience)
WHERE EXISTS (SELECT 1 FROM event e WHERE e.person_id = %(person)s AND e.id = seen.event_id)
ON CONFLICT DO NOTHING
