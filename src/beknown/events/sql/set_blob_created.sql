-- Say when a file that came back was kept first.
UPDATE blob SET created_at = %(at)s WHERE person_id = %(person)s AND id = %(id)s
