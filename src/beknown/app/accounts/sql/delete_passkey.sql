-- Delete a passkey.
DELETE FROM passkey WHERE person_id = %(person)s AND id = %(id)s
