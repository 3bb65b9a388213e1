-- Take a mute back.
DELETE FROM people_mute WHERE person_id = %(person)s AND id = %(id)s
