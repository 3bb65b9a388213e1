-- Delete the person's files that have had their time; stores lose them too.
DELETE FROM api_file WHERE person_id = %(person)s AND expires_at <= %(at)s
