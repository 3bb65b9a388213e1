-- Events by their ids with their words; a post that was taken away says nothing, though its event waits.
SELECT e.id, e.type, e.speaker, e.is_mine, e.text, e.occurred_at FROM event e
WHERE e.person_id = %(person)s AND e.id = ANY (%(ids)s::uuid[])
    AND NOT EXISTS (
        SELECT 1 FROM post p WHERE p.person_id = e.person_id AND p.event_id = e.id AND p.gone_at IS NOT NULL
    )
