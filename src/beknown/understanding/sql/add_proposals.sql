-- Keep what was found in events; what is known already changes nothing.
INSERT INTO belief_proposal (
    person_id, event_id, proposed_by, place, kind, subject, statement, start, size, slot, value, confidence,
    is_sensitive, holds_from, holds_until, is_ended, is_negated
)
SELECT %(person)s, d.*
FROM unnest(
    %(event_id)s::uuid[], %(proposed_by)s::text[], %(place)s::smallint[], %(kind)s::text[], %(subject)s::text[],
    %(statement)s::text[], %(start)s::int[], %(size)s::int[], %(slot)s::text[], %(value)s::text[],
    %(confidence)s::double precision[], %(is_sensitive)s::boolean[], %(holds_from)s::date[], %(holds_until)s::date[],
    %(is_ended)s::boolean[], %(is_negated)s::boolean[]
) AS d (event_id, proposed_by, place, kind, subject, statement, start, size, slot, value, confidence, is_sensitive,
    holds_from, holds_until, is_ended, is_negated)
JOIN event e ON e.person_id = %(person)s AND e.id = d.event_id
ON CONFLICT DO NOTHING
