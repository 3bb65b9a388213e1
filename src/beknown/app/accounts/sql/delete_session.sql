-- End one session.
DELETE FROM session WHERE person_id = %(person)s AND id = %(id)s
