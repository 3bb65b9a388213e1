-- Forget some events; what was derived from them alone goes with them.
DELETE FROM event WHERE person_id = %(person)s AND id = ANY (%(ids)s::uuid[])
