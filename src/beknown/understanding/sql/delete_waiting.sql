-- Take passages off the waiting list: their vectors are there.
DELETE FROM memory_waiting w
USING unnest(%(event_id)s::uuid[], %(part)s::smallint[]) AS d (event_id, part)
WHERE w.person_id = %(person)s AND w.event_id = d.event_id AND w.part = d.part
