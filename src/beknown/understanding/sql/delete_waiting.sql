-- Take passages off the waiting list: their vectors are there.
DELETE FROM memory_waiting w USING pg_temp.vector_draft d
WHERE w.person_id = %(person)s AND w.event_id = d.event_id AND w.part = d.part
