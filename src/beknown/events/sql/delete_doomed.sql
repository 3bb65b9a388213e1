-- Forget the chosen events; what was derived from them alone goes with them.
DELETE FROM event WHERE person_id = %(person)s AND id IN (SELECT event_id FROM pg_temp.doomed)
