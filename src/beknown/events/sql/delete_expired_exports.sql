-- Delete the exports that have expired.
DELETE FROM export_file WHERE person_id = %(person)s AND expires_at <= %(at)s RETURNING id
